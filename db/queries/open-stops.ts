import { sql } from 'drizzle-orm';
import type { Position } from '#app/directory/rules/distance.ts';
import { type DatedVisit, type WallMoment, wallMoment } from '#app/upkeep/rules/stop.ts';
import type { Tx } from '#db/client.ts';
import { moment, texts } from './acts.ts';
import { stopDistance } from './upkeep/passing.ts';
import { notOver, readVisits, STOP_CHANGED, stopToCome } from './upkeep/stops.ts';

/** Which stops to come are asked for; null asks for nothing. */
export interface OpenStopCriteria {
  inseeCodes: readonly string[] | null;
  venueId: string | null;
  /** First and last day, both included. */
  from: string | null;
  to: string | null;
  /** Within so many metres of a point; a stop that nobody can place is never. */
  around: { position: Position; radiusM: number } | null;
  /** Only those that changed at this moment or later, taken back too: who has them must forget them. */
  since: Date | null;
}

/** Where a page goes on: after the stop of this day, this hour ('HH:MM') and this id. */
export interface AfterStop {
  at: WallMoment;
  id: string;
}

/** One page of the stops to come, in the order of time. */
export function pageOfStops(
  tx: Tx,
  { inseeCodes, venueId, from, to, around, since }: OpenStopCriteria,
  now: Date,
  { after, limit }: { after: AfterStop | null; limit: number },
): Promise<DatedVisit[]> {
  const at = wallMoment(now);
  const all = sql`true`;
  return readVisits(
    tx,
    sql`${since === null ? stopToCome(at) : sql`${notOver(at)} and ${STOP_CHANGED} >= ${moment(since)}`}
      and ${inseeCodes === null ? all : sql`s.insee_code = any (${texts(inseeCodes)})`}
      and ${venueId === null ? all : sql`s.venue_id = ${venueId}`}
      and ${from === null ? all : sql`s.day >= ${from}::date`} and ${to === null ? all : sql`s.day <= ${to}::date`}
      and ${around === null ? all : sql`${stopDistance(around.position)} <= ${around.radiusM}::float8`}
      and ${after === null ? all : sql`(s.day, s.starts, s.id) > (${after.at.day}::date, ${after.at.time}::time, ${after.id}::uuid)`}`,
    limit,
  );
}

/** One stop, over or taken back too, or null. `id` must have the form of a UUID. */
export async function findOpenStop(tx: Tx, id: string): Promise<DatedVisit | null> {
  const [found] = await readVisits(tx, sql`s.id = ${id}`, 1);
  return found ?? null;
}
