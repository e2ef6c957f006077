import { type SQL, sql } from 'drizzle-orm';
import type { Position } from '#app/directory/rules/distance.ts';
import { type Stop, type WallMoment, wallMoment } from '#app/upkeep/rules/stop.ts';
import type { Tx } from '#db/client.ts';
import { moment } from '../acts.ts';
import { conditions, type VenueCriteria } from '../venue-conditions.ts';

const STOP = sql`s.id, s.place, s.street, s.postcode, s.commune, s.insee_code as "inseeCode", s.day::text as day,
  to_char(s.starts, 'HH24:MI') as starts, to_char(s.ends, 'HH24:MI') as ends, s.note`;

const toCome = ({ day, time }: WallMoment): SQL =>
  sql`s.cancelled_at is null and s.day >= ${day}::date and (s.day > ${day}::date or s.ends > ${time}::time)`;

/** The stops of a venue that are not over, the next first. */
export async function listStopsToCome(tx: Tx, venueId: string, at: WallMoment, limit: number): Promise<Stop[]> {
  const rows = await tx.execute<Stop & Record<string, unknown>>(sql`
    select ${STOP} from venue_stop s where s.venue_id = ${venueId} and ${toCome(at)} order by s.day, s.starts limit ${limit}`);
  return [...rows];
}

/** A stop of a venue that was not taken back, over or not; null when there is none. */
export async function findStop(tx: Tx, venueId: string, id: string): Promise<Stop | null> {
  const rows = await tx.execute<Stop & Record<string, unknown>>(sql`
    select ${STOP} from venue_stop s where s.id = ${id} and s.venue_id = ${venueId} and s.cancelled_at is null`);
  return rows[0] ?? null;
}

/** Writes a stop, a tour by itself. */
export async function insertStop(
  tx: Tx,
  s: Stop & { venueId: string; position: Position | null; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into venue_stop (id, venue_id, tour_id, day, starts, ends, place, street, postcode, commune, insee_code, note, lat, lon, created_at)
    values (${s.id}, ${s.venueId}, ${s.id}, ${s.day}::date, ${s.starts}::time, ${s.ends}::time, ${s.place}, ${s.street}, ${s.postcode},
      ${s.commune}, ${s.inseeCode}, ${s.note}, ${s.position?.lat ?? null}::float8, ${s.position?.lon ?? null}::float8, ${moment(s.now)})`);
}

export async function endStop(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.execute(sql`update venue_stop set cancelled_at = ${moment(now)} where id = ${id} and cancelled_at is null`);
}

/** A venue that stops near a place, and its next stop there. */
export interface PassingVenue {
  slug: string;
  name: string;
  distanceM: number;
  stop: Stop;
}

const DAYS_AHEAD = 30;

/**
 * The venues of a search that stop around its place in the next thirty days, the soonest first; none without a place.
 * The index of stops to come is read before any venue is.
 */
export async function listPassing(tx: Tx, criteria: VenueCriteria, now: Date, limit: number): Promise<PassingVenue[]> {
  const { around } = criteria;
  // A stop to come is not open now.
  if (around === null || criteria.openHours !== null) return [];
  const { position, radiusM } = around;
  const at = wallMoment(now);
  const rows = await tx.execute<Stop & Omit<PassingVenue, 'stop'> & Record<string, unknown>>(sql`
    select venue.slug, venue.name, p."distanceM", p.id, p.place, p.street, p.postcode, p.commune, p."inseeCode", p.day, p.starts, p.ends, p.note
    from (
      select distinct on (s.venue_id) s.venue_id, ${STOP}, ${distance(position)} as "distanceM"
      from venue_stop s
      where ${toCome(at)} and s.day <= ${at.day}::date + ${DAYS_AHEAD}::int
        and s.lat is not null and ${distance(position)} <= ${radiusM}::float8
      order by s.venue_id, s.day, s.starts
    ) p join venue on venue.id = p.venue_id
    where ${conditions({ ...criteria, around: null, bounds: null, territoryOnly: false }) ?? sql`true`}
    order by p.day, p.starts, venue.id limit ${limit}`);
  return rows.map(({ slug, name, distanceM, ...stop }) => ({ slug, name, distanceM, stop }));
}

/** Metres from a position to a stop along the great circle. */
function distance({ lat, lon }: Position): SQL {
  return sql`(2 * 6371008.8 * asin(least(1, sqrt(
    power(sin(radians(s.lat - ${lat}::float8) / 2), 2) +
    cos(radians(${lat}::float8)) * cos(radians(s.lat)) * power(sin(radians(s.lon - ${lon}::float8) / 2), 2)))))`;
}
