import { sql } from 'drizzle-orm';
import type { PlacedStop } from '#app/upkeep/rules/stop.ts';
import type { TourChange } from '#app/upkeep/rules/stop-history.ts';
import type { Tx } from '#db/client.ts';
import { uuids } from '../acts.ts';
import { STOP } from './stops.ts';

/** What each of these changes of a venue did to its tour, by change; one that did nothing to it is absent. */
export async function readTourChanges(
  tx: Tx,
  venueId: string,
  changeIds: readonly string[],
): Promise<Map<string, TourChange>> {
  if (changeIds.length === 0) return new Map();
  const rows = await tx.execute<
    PlacedStop & { changeId: string; came: boolean; gone: boolean } & Record<string, unknown>
  >(sql`
    select ${STOP}, c.id as "changeId", s.announced_in = c.id as came, s.cancelled_at is not null as gone
    from unnest(${uuids(changeIds)}) as c (id)
      join venue_stop s on s.venue_id = ${venueId} and c.id in (s.announced_in, s.cancelled_in)
    order by s.day, s.starts, s.id`);
  const found = new Map<string, { announced: TourChange['announced'][number][]; takenBack: PlacedStop[] }>();
  for (const { changeId, came, gone, ...stop } of rows) {
    const change = found.get(changeId) ?? { announced: [], takenBack: [] };
    if (came) change.announced.push({ ...stop, takenBack: gone });
    else change.takenBack.push(stop);
    found.set(changeId, change);
  }
  return found;
}

/** The change that took this stop back, did nothing else and was not undone; null when there is none. */
export async function changeToUndo(tx: Tx, stopId: string): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
    select s.cancelled_in as id from venue_stop s where s.id = ${stopId} and s.cancelled_in is not null
      and not exists (select 1 from venue_stop o
        where o.venue_id = s.venue_id and o.id <> s.id and s.cancelled_in in (o.announced_in, o.cancelled_in))
      and not exists (select 1 from venue_page_change x where x.undoes = s.cancelled_in)`);
  return rows[0]?.id ?? null;
}
