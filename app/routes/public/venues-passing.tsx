import { Notice } from '#app/ui/components/notice.tsx';
import { sayStopOnMap } from '#app/ui/components/say-stop.ts';
import type { PassingVenue } from '#db/queries/upkeep/passing.ts';

interface PassingVenuesProps {
  readonly passing: readonly PassingVenue[];
  readonly today: string;
}

/** The venues that travel and soon stop near the place asked for. No distance: many are known by their commune only, which is said. */
export function PassingVenues({ passing, today }: PassingVenuesProps) {
  if (passing.length === 0) return null;
  return (
    <Notice>
      <h3>Bientôt de passage</h3>
      <ul className="plain-list">
        {passing.map(({ slug, name, stop }) => (
          <li key={stop.id}>
            <a href={`/lieux/${slug}`}>{name}</a>&nbsp;: {sayStopOnMap(stop, today)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
