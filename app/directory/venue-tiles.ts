import { type ClusterPoint, Clusters } from '#app/platform/kept/clusters.ts';
import { dataWatch } from '#app/platform/kept/data-watch.ts';
import type { Services } from '#app/platform/services.ts';
import type { VenueCriteria } from '#db/queries/venue-conditions.ts';
import { type VenuePoint, venuePointsAfter } from '#db/queries/venue-points.ts';
import { countMatching } from '#db/queries/venue-search.ts';
import { hoursOpenNow } from './hours-open-now.ts';
import { matchings, readQuestion } from './read-question.ts';
import { type VenueSearch, venueSearchParams } from './rules/search.ts';

type Needed = Pick<Services, 'db' | 'clock'>;

export interface TilePlace {
  z: number;
  x: number;
  y: number;
}

const LOT = 10_000;
const MINUTE_MS = 60_000;
const clusters = new Clusters();

/**
 * Names what the tiles of a search are made of: the search, the data's version, the day (labels have
 * periods), and the minute when it matters. Null when the database does not say its version.
 */
export async function tilesVersion({ db, clock }: Needed, search: VenueSearch): Promise<string | null> {
  const versions = await dataWatch(db).versions();
  if (versions === null) return null;
  const now = clock.now().getTime();
  const period = search.open ? Math.floor(now / MINUTE_MS) : new Date(now).toISOString().slice(0, 13);
  // Made while the data moved: not the same as what is made once they are still.
  const settled = versions.unsettledUntil === null ? '' : '~';
  return `${versions.directory}${settled}.${period}.${venueSearchParams(search)}`;
}

/** One tile of the venues of a search, gathered; null where there is none. */
export function venueTile(
  services: Needed,
  search: VenueSearch,
  version: string,
  place: TilePlace,
): Promise<Uint8Array<ArrayBuffer> | null> {
  return clusters.tile(version, () => allPoints(services, search), place);
}

/** The points in lots, so that other requests are answered between two. */
async function* allPoints(services: Needed, search: VenueSearch): AsyncGenerator<readonly ClusterPoint[]> {
  const { db, clock } = services;
  const openHours = search.open ? await hoursOpenNow(services) : null;
  const criteria = await db.read(async (tx) => {
    const question = await readQuestion(tx, search, { now: clock.now(), openHours });
    for (const matching of matchings(question.criteria)) {
      const held: VenueCriteria = { ...question.criteria, matching };
      if ((await countMatching(tx, held)) > 0) return held;
    }
    return null;
  });
  if (criteria === null) return;
  for (let after: string | null = null; ; ) {
    const from: string | null = after;
    const points: readonly (VenuePoint & { id: string })[] = await db.read((tx) =>
      venuePointsAfter(tx, criteria, from, LOT),
    );
    yield points.map(toClusterPoint);
    const last = points.at(-1);
    if (last === undefined || points.length < LOT) return;
    after = last.id;
  }
}

function toClusterPoint({ lon, lat, slug, name, commune, pass }: VenuePoint): ClusterPoint {
  return [lon, lat, slug, name, commune, pass];
}
