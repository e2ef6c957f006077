import { capital, sayTime } from '#app/calendar/rules/french-dates.ts';
import { Icon } from '#app/ui/components/icons.tsx';
import { sayRoughness, sayStop, sayStopPlace } from '#app/ui/components/say-stop.ts';
import { isUnderway, type PlacedStop, type WallMoment } from '#app/upkeep/rules/stop.ts';

interface VenueTourProps {
  /** The stops that are not over, the next first. */
  readonly stops: readonly PlacedStop[];
  readonly at: WallMoment;
}

/** Where a venue that travels stops next, and then. */
export function VenueTour({ stops, at }: VenueTourProps) {
  const [next, ...following] = stops;
  if (next === undefined) return null;
  return (
    <section className="panel" aria-labelledby="tournee">
      <h2 id="tournee">
        <Icon name="pin" /> Ce lieu se déplace
      </h2>
      <p className="now">
        {isUnderway(next, at)
          ? `En ce moment, jusqu’à ${sayTime(next.ends)}\u00a0: ${sayStopPlace(next)}`
          : `Prochain passage\u00a0: ${sayStop(next, at.day)}`}
      </p>
      {next.note !== null && <p>{next.note}</p>}
      <Roughness stop={next} />
      {following.length > 0 && (
        <>
          <h3>Les passages suivants</h3>
          <ul className="plain-list">
            {following.map((stop) => (
              <li key={stop.id}>
                {capital(sayStop(stop, at.day))}
                {stop.note !== null && <span className="hint"> {stop.note}</span>}
                <Roughness stop={stop} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The venue's map and the searches show a stop at the middle of its commune until its address is found. */
function Roughness({ stop }: { readonly stop: PlacedStop }) {
  const rough = sayRoughness(stop);
  return rough === null ? null : <span className="hint"> Sur la carte, {rough}.</span>;
}
