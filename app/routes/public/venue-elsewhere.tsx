import { sayDistance } from '#app/ui/components/figures.ts';
import type { NearbyVenue } from '#db/queries/venues.ts';

interface VenueSitesProps {
  readonly organisation: string | null;
  readonly sites: readonly { readonly slug: string; readonly name: string; readonly commune: string }[];
}

/** The other addresses of the same organisation: one may be nearer, or open today. */
export function VenueSites({ organisation, sites }: VenueSitesProps) {
  if (sites.length === 0) return null;
  return (
    <section className="no-print" aria-labelledby="sites">
      <h2 id="sites">{organisation === null ? 'La même structure' : organisation}, ailleurs</h2>
      <ul className="plain-list">
        {sites.map(({ slug, name, commune }) => (
          <li key={slug}>
            <a href={`/lieux/${slug}`}>{name}</a>, {commune}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where else to go, close by. */
export function VenueNeighbours({ neighbours }: { readonly neighbours: readonly NearbyVenue[] }) {
  if (neighbours.length === 0) return null;
  return (
    <section className="no-print" aria-labelledby="voisins">
      <h2 id="voisins">D’autres lieux tout près</h2>
      <ul className="plain-list">
        {neighbours.map(({ slug, name, commune, distanceM }) => (
          <li key={slug}>
            <a href={`/lieux/${slug}`}>{name}</a>, {commune}, à {sayDistance(distanceM)}
          </li>
        ))}
      </ul>
    </section>
  );
}
