import { capital } from '#app/calendar/rules/french-dates.ts';
import { sayRoughness, sayStop } from '#app/ui/components/say-stop.ts';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import type { PlacedStop } from '#app/upkeep/rules/stop.ts';

interface StopListProps {
  readonly stops: readonly PlacedStop[];
  readonly today: string;
  readonly opKey: string;
}

/** The stops announced, each changed or taken back by itself, or with the rest of its tour. */
export function StopsToCome({ stops, today, opKey }: StopListProps) {
  const together = (tourId: string) => stops.filter((stop) => stop.tourId === tourId).length;
  return (
    <section aria-labelledby="a-venir">
      <h2 id="a-venir">Les passages à venir</h2>
      {stops.length === 0 ? (
        <p>Aucun passage annoncé. Si votre lieu ne se déplace pas, laissez cette page vide.</p>
      ) : (
        <ul className="people-list">
          {stops.map((stop) => (
            <li key={stop.id}>
              <StopWords stop={stop} today={today} />
              <form method="post" aria-labelledby={stop.id} className="row">
                <OpKeyField value={opKey} />
                <input type="hidden" name="remove" value={stop.id} />
                <a className="btn quiet" href={`?modifier=${stop.id}#form`} aria-describedby={stop.id}>
                  Je modifie
                </a>
                <SubmitButton look="quiet">Je retire</SubmitButton>
                {together(stop.tourId) > 1 && (
                  <SubmitButton look="quiet" name="whole" value="on">
                    Toute la série ({together(stop.tourId)})
                  </SubmitButton>
                )}
              </form>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Those that were taken back and can be announced again. */
export function StopsTakenBack({ stops, today, opKey }: StopListProps) {
  if (stops.length === 0) return null;
  return (
    <section aria-labelledby="retires">
      <h2 id="retires">Retirés</h2>
      <p className="hint">
        Le public ne les voit plus. Un passage retiré par erreur se remet ici, ou dans l’historique.
      </p>
      <ul className="people-list">
        {stops.map((stop) => (
          <li key={stop.id}>
            <StopWords stop={stop} today={today} />
            <form method="post" aria-labelledby={stop.id}>
              <OpKeyField value={opKey} />
              <input type="hidden" name="restore" value={stop.id} />
              <SubmitButton look="quiet">Je le remets</SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StopWords({ stop, today }: { readonly stop: PlacedStop; readonly today: string }) {
  const rough = sayRoughness(stop);
  return (
    <span>
      <span id={stop.id}>{capital(sayStop(stop, today))}</span>
      {stop.note !== null && <span className="hint"> {stop.note}</span>}
      {rough !== null && <span className="hint"> Sur la carte, {rough}.</span>}
    </span>
  );
}
