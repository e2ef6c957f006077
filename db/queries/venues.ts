import { and, avg, count, eq, getTableColumns, isNotNull, ne, sql } from 'drizzle-orm';
import { haversine, type Position, toMercator } from '#app/directory/rules/distance.ts';
import type { Tx } from '#db/client.ts';
import { venue, venueOrg } from '#db/schema/directory.ts';
import { isLabelled } from './venue-conditions.ts';

export type Venue = typeof venue.$inferSelect;

/** A venue with what its page needs of its organisation. */
export interface VenueWithOrg extends Venue {
  orgName: string | null;
  /** Whether its organisation is recognised by the authority on the day asked. */
  labelled: boolean;
}

/** The venue at a readable address. `today` is the day in Paris: labels have periods. */
export async function findVenueBySlug(tx: Tx, slug: string, today: string): Promise<VenueWithOrg | null> {
  const [row] = await tx
    .select({ ...getTableColumns(venue), orgName: venueOrg.name, labelled: isLabelled(today) })
    .from(venue)
    .leftJoin(venueOrg, eq(venueOrg.id, venue.orgId))
    .where(eq(venue.slug, slug));
  return row ?? null;
}

/** How many venues there are, in all and in the territory. */
export async function countVenues(
  tx: Tx,
  filter: { source?: string } = {},
): Promise<{ all: number; inTerritory: number }> {
  const [row] = await tx
    .select({ all: count(), inTerritory: sql<number>`count(*) filter (where ${venue.inTerritory})`.mapWith(Number) })
    .from(venue)
    .where(filter.source === undefined ? undefined : eq(venue.source, filter.source));
  return row ?? { all: 0, inTerritory: 0 };
}

/** The middle of a commune's venues: where it is, about. Null when none has a position. */
export async function communeCentre(tx: Tx, inseeCode: string): Promise<Position | null> {
  const [row] = await tx
    .select({ lat: avg(venue.lat).mapWith(Number), lon: avg(venue.lon).mapWith(Number) })
    .from(venue)
    .where(and(eq(venue.inseeCode, inseeCode), isNotNull(venue.lat)));
  return row === undefined || row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon };
}

export interface NearbyVenue {
  slug: string;
  name: string;
  commune: string;
  distanceM: number;
  phone: string | null;
}

/** Taken by the index on the Mercator plane, then ranked by exact distance. */
const NEAREST_TAKEN = 25;

/** The nearest venues to a position. */
export async function nearbyVenues(
  tx: Tx,
  position: Position,
  options: { limit: number; exceptId?: string /** Only venues that can be called. */; reachable?: boolean },
): Promise<NearbyVenue[]> {
  const { mx, my } = toMercator(position);
  const where = and(
    isNotNull(venue.mx),
    options.reachable === true ? isNotNull(venue.phone) : undefined,
    options.exceptId === undefined ? undefined : ne(venue.id, options.exceptId),
  );
  // The index is walked whatever the position: the plan is made once.
  const rows = await tx.execute<Omit<NearbyVenue, 'distanceM'> & Record<'lat' | 'lon', number | null>>(
    sql`select slug, name, commune, phone, lat, lon from venue where ${where}
      order by point(mx, my) <-> point(${mx}::float8, ${my}::float8) limit ${Math.max(NEAREST_TAKEN, options.limit)}`,
    { plannedOnce: true },
  );
  return rows
    .flatMap(({ lat, lon, ...rest }) =>
      lat === null || lon === null ? [] : [{ ...rest, distanceM: haversine(position, { lat, lon }) }],
    )
    .sort((a, b) => a.distanceM - b.distanceM)
    .slice(0, options.limit);
}

/** The source's identifier of every venue of a source, by address. */
export async function venueSourceIds(tx: Tx, source: string): Promise<Map<string, string>> {
  const rows = await tx
    .select({ slug: venue.slug, sourceId: venue.sourceId })
    .from(venue)
    .where(eq(venue.source, source));
  return new Map(rows.map(({ slug, sourceId }) => [slug, sourceId]));
}

/** Where else the organisation of a venue receives people, by commune then name. */
export function otherSitesOf(
  tx: Tx,
  { id, orgId }: Pick<Venue, 'id' | 'orgId'>,
  limit: number,
): Promise<{ slug: string; name: string; commune: string }[]> {
  if (orgId === null) return Promise.resolve([]);
  return tx
    .select({ slug: venue.slug, name: venue.name, commune: venue.commune })
    .from(venue)
    .where(and(eq(venue.orgId, orgId), ne(venue.id, id)))
    .orderBy(venue.commune, venue.name, venue.id)
    .limit(limit);
}
