import { and, asc, gt, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { venue } from '#db/schema/directory.ts';
import { conditions, isLabelled, type VenueCriteria } from './venue-conditions.ts';

export interface VenuePoint {
  slug: string;
  name: string;
  commune: string;
  lat: number;
  lon: number;
  /** Who says that passes are taken there: the authority, or only the source. */
  pass: 'labelled' | 'announced' | null;
}

/** The positions of the venues of a search, for the map: `limit` at most, in no order. */
export async function venuePoints(tx: Tx, criteria: VenueCriteria, limit: number): Promise<VenuePoint[]> {
  const rows = await tx
    .select(shown(criteria.today))
    .from(venue)
    .where(and(conditions(criteria), isNotNull(venue.lat)))
    .limit(limit);
  return rows.flatMap(placed);
}

/** The same, lot by lot in the order of their ids, from the one after `after`. */
export async function venuePointsAfter(
  tx: Tx,
  criteria: VenueCriteria,
  after: string | null,
  limit: number,
): Promise<(VenuePoint & { id: string })[]> {
  const rows = await tx
    .select({ id: venue.id, ...shown(criteria.today) })
    .from(venue)
    .where(and(conditions(criteria), isNotNull(venue.lat), after === null ? undefined : gt(venue.id, after)))
    .orderBy(asc(venue.id))
    .limit(limit);
  return rows.flatMap(placed);
}

function shown(today: string) {
  const pass: SQL<VenuePoint['pass']> =
    sql`case when ${isLabelled(today)} then 'labelled' when ${venue.acceptsPass} then 'announced' end`;
  return { slug: venue.slug, name: venue.name, commune: venue.commune, lat: venue.lat, lon: venue.lon, pass };
}

function placed<Row extends { lat: number | null; lon: number | null }>(
  row: Row,
): (Omit<Row, 'lat' | 'lon'> & { lat: number; lon: number })[] {
  const { lat, lon, ...rest } = row;
  return lat === null || lon === null ? [] : [{ ...rest, lat, lon }];
}
