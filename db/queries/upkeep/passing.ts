import { type SQL, sql } from 'drizzle-orm';
import type { Position } from '#app/directory/rules/distance.ts';
import { type PlacedStop, type Stop, wallMoment } from '#app/upkeep/rules/stop.ts';
import type { Tx } from '#db/client.ts';
import { conditions, type VenueCriteria } from '../venue-conditions.ts';
import { stopToCome } from './stops.ts';

/** A venue that stops where a search looks, and its next stop there. */
export interface PassingVenue {
  slug: string;
  name: string;
  stop: Stop & Pick<PlacedStop, 'precision'>;
}

const DAYS_AHEAD = 30;
const STOP = sql`s.id, s.place, s.street, s.postcode, s.commune, s.insee_code as "inseeCode", s.day::text as day,
  to_char(s.starts, 'HH24:MI') as starts, to_char(s.ends, 'HH24:MI') as ends, s.note, s.lat, s.lon,
  s.position_precision as precision`;

/** Where any venue stops from a day on, as far ahead as searches look: each place once. */
export async function listStopPlaces(tx: Tx, today: string): Promise<Position[]> {
  const rows = await tx.execute<{ lat: number; lon: number }>(sql`
    select distinct s.lat, s.lon from venue_stop s
    where s.cancelled_at is null and s.lat is not null and s.day between ${today}::date and ${today}::date + ${DAYS_AHEAD}::int`);
  return [...rows];
}

type Row = PassingVenue['stop'] & { slug: string; name: string; lat: number; lon: number; total: number } & Record<
    string,
    unknown
  >;

/**
 * The venues of a search that stop around its place, or in its frame, in the next thirty days, the soonest first, and
 * how many they are; none without a place. The index of stops to come is read before any venue is.
 */
export async function listPassing(
  tx: Tx,
  criteria: VenueCriteria,
  now: Date,
  limit: number,
): Promise<{ passing: PassingVenue[]; total: number }> {
  if (criteria.around === null && criteria.bounds === null) return { passing: [], total: 0 };
  const rows = await passing(tx, criteria, now, sql`s.venue_id`, limit);
  return {
    passing: rows.map(({ slug, name, total: _, lat: __, lon: ___, ...stop }) => ({ slug, name, stop })),
    total: rows[0]?.total ?? 0,
  };
}

/** A place where a venue of a search stops, and when it next does: for the map. */
export interface PassingPoint extends PassingVenue {
  lat: number;
  lon: number;
}

/** Where the venues of a search stop in the next thirty days, each place once; everywhere when no place is asked for. */
export async function listPassingPoints(
  tx: Tx,
  criteria: VenueCriteria,
  now: Date,
  limit: number,
): Promise<PassingPoint[]> {
  const rows = await passing(tx, criteria, now, sql`s.venue_id, s.lat, s.lon`, limit);
  return rows.map(({ slug, name, total: _, lat, lon, ...stop }) => ({ slug, name, lat, lon, stop }));
}

/** The next stop of each `of`. */
async function passing(tx: Tx, criteria: VenueCriteria, now: Date, of: SQL, limit: number): Promise<Row[]> {
  // A stop to come is not open now.
  if (criteria.openHours !== null) return [];
  const placed = criteria.around !== null || criteria.bounds !== null;
  const at = wallMoment(now);
  const venues = { ...criteria, around: null, bounds: null, territoryOnly: criteria.territoryOnly && !placed };
  const rows = await tx.execute<Row>(sql`
    select venue.slug, venue.name, count(*) over ()::int as total,
      p.id, p.place, p.street, p.postcode, p.commune, p."inseeCode", p.day, p.starts, p.ends, p.note, p.lat, p.lon, p.precision
    from (
      select distinct on (${of}) s.venue_id, ${STOP} from venue_stop s
      where ${stopToCome(at)} and s.day <= ${at.day}::date + ${DAYS_AHEAD}::int and s.lat is not null and ${inPlace(criteria)}
      order by ${of}, s.day, s.starts
    ) p join venue on venue.id = p.venue_id
    where ${conditions(venues) ?? sql`true`}
    order by p.day, p.starts, venue.id, p.id limit ${limit}`);
  return [...rows];
}

function inPlace({ around, bounds }: Pick<VenueCriteria, 'around' | 'bounds'>): SQL {
  if (around !== null) return sql`${stopDistance(around.position)} <= ${around.radiusM}::float8`;
  if (bounds === null) return sql`true`;
  const { west, south, east, north } = bounds;
  return sql`s.lon between ${west}::float8 and ${east}::float8 and s.lat between ${south}::float8 and ${north}::float8`;
}

/** Metres from a position to a stop `s` along the great circle; null for one that nobody can place. */
export function stopDistance({ lat, lon }: Position): SQL {
  return sql`(2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(s.lat - ${lat}::float8) / 2), 2) +
    cos(radians(${lat}::float8)) * cos(radians(s.lat)) * power(sin(radians(s.lon - ${lon}::float8) / 2), 2)))))`;
}
