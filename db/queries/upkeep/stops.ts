import { type SQL, sql } from 'drizzle-orm';
import {
  type DatedVisit,
  type PlacedStop,
  type Stop,
  type StopPosition,
  type WallMoment,
  wallMoment,
} from '#app/upkeep/rules/stop.ts';
import type { Tx } from '#db/client.ts';
import { moment, texts, uuids } from '../acts.ts';

type Row<T> = T & Record<string, unknown>;

export const STOP = sql`s.id, s.tour_id as "tourId", s.place, s.street, s.postcode, s.commune, s.insee_code as "inseeCode", s.day::text as day,
  to_char(s.starts, 'HH24:MI') as starts, to_char(s.ends, 'HH24:MI') as ends, s.note, s.lat, s.lon, s.position_precision as precision`;
const VISIT = sql`${STOP}, v.id as "venueId", v.slug, v.name, v.phone`;

/** When a stop was announced, placed or taken back for the last time. */
export const STOP_CHANGED = sql`greatest(s.created_at, s.placed_at, s.cancelled_at)`;
/** Not over, taken back or not. */
export const notOver = ({ day, time }: WallMoment): SQL =>
  sql`s.day >= ${day}::date and (s.day > ${day}::date or s.ends > ${time}::time)`;
/** Announced, and not over: the index of stops to come answers it. */
export const stopToCome = (at: WallMoment): SQL => sql`s.cancelled_at is null and ${notOver(at)}`;

/** The stops of a venue that are not over, the next first. */
export async function listStopsToCome(tx: Tx, venueId: string, at: WallMoment, limit: number): Promise<PlacedStop[]> {
  const rows = await tx.execute<Row<PlacedStop>>(sql`
    select ${STOP} from venue_stop s where s.venue_id = ${venueId} and ${stopToCome(at)} order by s.day, s.starts limit ${limit}`);
  return [...rows];
}

/** The stops of a venue that were taken back and not moved, are not over, and whose hours are still free. */
export async function listStopsTakenBack(
  tx: Tx,
  venueId: string,
  at: WallMoment,
  limit: number,
): Promise<PlacedStop[]> {
  const rows = await tx.execute<Row<PlacedStop>>(sql`
    select * from (
      select distinct on (s.day, s.starts, s.ends, s.place) ${STOP} from venue_stop s
      where s.venue_id = ${venueId} and s.cancelled_at is not null and ${notOver(at)}
        and not exists (select 1 from venue_stop o where o.venue_id = s.venue_id and o.cancelled_at is null
          and o.day = s.day and o.starts < s.ends and s.starts < o.ends)
        and not exists (select 1 from venue_stop o where o.venue_id = s.venue_id and o.announced_in = s.cancelled_in)
      order by s.day, s.starts, s.ends, s.place, s.cancelled_at desc, s.id desc
    ) gone order by day, starts limit ${limit}`);
  return [...rows];
}

/** A stop of a venue that was not taken back, over or not; null when there is none. */
export async function findStop(tx: Tx, venueId: string, id: string): Promise<PlacedStop | null> {
  const rows = await tx.execute<Row<PlacedStop>>(sql`
    select ${STOP} from venue_stop s where s.id = ${id} and s.venue_id = ${venueId} and s.cancelled_at is null`);
  return rows[0] ?? null;
}

/** Writes a stop of a tour, announced by a change of the page. */
export async function insertStop(
  tx: Tx,
  s: Stop & { venueId: string; tourId: string; changeId: string; position: StopPosition | null; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into venue_stop (id, venue_id, tour_id, day, starts, ends, place, street, postcode, commune, insee_code, note, lat, lon, position_precision, created_at, announced_in)
    values (${s.id}, ${s.venueId}, ${s.tourId}, ${s.day}::date, ${s.starts}::time, ${s.ends}::time, ${s.place}, ${s.street}, ${s.postcode},
      ${s.commune}, ${s.inseeCode}, ${s.note}, ${s.position?.lat ?? null}::float8, ${s.position?.lon ?? null}::float8, ${s.position?.precision ?? null}, ${moment(s.now)}, ${s.changeId}::uuid)`);
}

/** The stops to come that stand at the middle of their commune. */
export async function listRoughStops(tx: Tx, at: WallMoment, limit: number): Promise<PlacedStop[]> {
  const rows = await tx.execute<Row<PlacedStop>>(sql`
    select ${STOP} from venue_stop s where ${stopToCome(at)} and coalesce(s.position_precision, 'COMMUNE') = 'COMMUNE'
    order by s.day, s.id limit ${limit}`);
  return [...rows];
}

/** Moves a stop to where its address is; one that was placed meanwhile stays. */
export async function moveStop(tx: Tx, id: string, { lat, lon, precision }: StopPosition, now: Date): Promise<void> {
  await tx.execute(sql`
    update venue_stop set lat = ${lat}::float8, lon = ${lon}::float8, position_precision = ${precision}, placed_at = ${moment(now)}
    where id = ${id} and coalesce(position_precision, 'COMMUNE') = 'COMMUNE'`);
}

/** Takes stops back, as a change of the page says it. */
export async function endStops(tx: Tx, ids: readonly string[], changeId: string, now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(
    sql`update venue_stop set cancelled_at = ${moment(now)}, cancelled_in = ${changeId}::uuid where id = any (${uuids(ids)}) and cancelled_at is null`,
  );
}

/** The stops to come of some venues, by venue, the next first. */
export async function stopsOfVenues(
  tx: Tx,
  venueIds: readonly string[],
  at: WallMoment,
): Promise<Map<string, PlacedStop[]>> {
  const rows = await tx.execute<Row<PlacedStop & { venueId: string }>>(sql`
    select ${STOP}, s.venue_id as "venueId" from venue_stop s
    where s.venue_id = any (${uuids(venueIds)}) and ${stopToCome(at)} order by s.day, s.starts, s.id`);
  const found = new Map<string, PlacedStop[]>();
  for (const { venueId, ...stop } of rows) found.set(venueId, [...(found.get(venueId) ?? []), stop]);
  return found;
}

/** Which stops to come are asked for; a criterion absent or null asks for nothing. */
export interface StopCriteria {
  inseeCodes?: readonly string[] | null;
  venueId?: string | null;
  /** How many days ahead. */
  days?: number;
  /** Those taken back too: a calendar that has them must strike them out. */
  cancelledToo?: boolean;
}

/** Stops to come with the venues that come, the soonest first. */
export function listVisits(
  tx: Tx,
  { inseeCodes = null, venueId = null, days, cancelledToo = false }: StopCriteria,
  now: Date,
  limit: number,
): Promise<DatedVisit[]> {
  const at = wallMoment(now);
  return readVisits(
    tx,
    sql`${cancelledToo ? notOver(at) : stopToCome(at)}
      and ${inseeCodes === null ? sql`true` : sql`s.insee_code = any (${texts(inseeCodes)})`}
      and ${venueId === null ? sql`true` : sql`s.venue_id = ${venueId}`}
      and ${days === undefined ? sql`true` : sql`s.day <= ${at.day}::date + ${days}::int`}`,
    limit,
  );
}

/** The stops `s` that a condition holds of, with the venues that come, the soonest first. */
export async function readVisits(tx: Tx, where: SQL, limit: number): Promise<DatedVisit[]> {
  const rows = await tx.execute<
    Row<
      Omit<DatedVisit, 'changedAt' | 'createdAt' | 'cancelledAt'> & { made: string; moved: string; gone: string | null }
    >
  >(sql`
    select ${VISIT}, s.created_at as made, ${STOP_CHANGED} as moved, s.cancelled_at as gone
    from venue_stop s join venue v on v.id = s.venue_id
    where ${where} order by s.day, s.starts, s.id limit ${limit}`);
  return rows.map(({ made, moved, gone, ...visit }) => ({
    ...visit,
    createdAt: new Date(made),
    changedAt: new Date(moved),
    cancelledAt: gone === null ? null : new Date(gone),
  }));
}

/** The communes where a venue stops from now on. */
export async function listVisitedCommunes(tx: Tx, now: Date): Promise<{ inseeCode: string; name: string }[]> {
  const rows = await tx.execute<Row<{ inseeCode: string; name: string }>>(sql`
    select s.insee_code as "inseeCode", min(s.commune) as name from venue_stop s
    where ${stopToCome(wallMoment(now))} group by 1`);
  return [...rows];
}
