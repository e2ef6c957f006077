import { sql } from 'drizzle-orm';
import type { Reason } from '#app/sources/rules/matching.ts';
import type { PairState } from '#app/sources/rules/states.ts';
import type { Tx } from '#db/client.ts';
import { venueMerge, venuePair } from '#db/schema/sources.ts';
import { moment, uuids } from '../acts.ts';

export type PairInsert = typeof venuePair.$inferInsert;
export type MergeInsert = typeof venueMerge.$inferInsert;

/** Writes pairs; one that a person decided stays as decided. */
export async function insertPairs(tx: Tx, pairs: readonly PairInsert[]): Promise<void> {
  for (let from = 0; from < pairs.length; from += 1_000)
    await tx
      .insert(venuePair)
      .values(pairs.slice(from, from + 1_000))
      .onConflictDoNothing();
}

export async function insertMerges(tx: Tx, merges: readonly MergeInsert[]): Promise<void> {
  for (let from = 0; from < merges.length; from += 1_000)
    await tx.insert(venueMerge).values(merges.slice(from, from + 1_000));
}

/** A pair to decide, each record with its venue. */
export interface WaitingPair {
  a: string;
  b: string;
  score: number;
  reasons: Reason[];
  state: PairState;
  aVenueId: string;
  bVenueId: string;
  aName: string;
  bName: string;
  aSource: string;
  bSource: string;
  commune: string;
}

const PAIR = sql`
  p.a, p.b, p.score, p.reasons, p.state, ra.venue_id as "aVenueId", rb.venue_id as "bVenueId",
  va.name as "aName", vb.name as "bName", ra.source as "aSource", rb.source as "bSource", va.commune
  from venue_pair p join venue_record ra on ra.id = p.a join venue_record rb on rb.id = p.b
  join venue va on va.id = ra.venue_id join venue vb on vb.id = rb.venue_id`;

/** Pairs of venues that a person must look at, the most alike first: one pair for two venues. */
export async function listWaitingPairs(
  tx: Tx,
  page: { limit: number; offset: number },
): Promise<{ pairs: WaitingPair[]; total: number }> {
  const distinct = sql`
    select distinct on (least(ra.venue_id, rb.venue_id), greatest(ra.venue_id, rb.venue_id)) ${PAIR}
    where p.state = 'WAITING' and ra.venue_id <> rb.venue_id
    order by least(ra.venue_id, rb.venue_id), greatest(ra.venue_id, rb.venue_id), p.score desc, p.a, p.b`;
  const pairs = await tx.execute<WaitingPair & Record<string, unknown>>(sql`
    select * from (${distinct}) d order by score desc, "aName", a, b limit ${page.limit} offset ${page.offset}`);
  const [counted] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (${distinct}) d`);
  return { pairs: [...pairs], total: counted?.n ?? 0 };
}

export async function findPair(tx: Tx, a: string, b: string): Promise<WaitingPair | null> {
  const [row] = await tx.execute<WaitingPair & Record<string, unknown>>(sql`
    select ${PAIR} where p.a = ${a}::uuid and p.b = ${b}::uuid`);
  return row ?? null;
}

/** Decides every waiting pair between the records of two venues at once. */
export async function decidePairs(
  tx: Tx,
  venues: readonly [string, string],
  state: PairState,
  by: string,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    update venue_pair p set state = ${state}, decided_by = ${by}, at = ${moment(now)}
    from venue_record ra, venue_record rb
    where ra.id = p.a and rb.id = p.b and p.state = 'WAITING'
      and (ra.venue_id, rb.venue_id) in ((${venues[0]}::uuid, ${venues[1]}::uuid), (${venues[1]}::uuid, ${venues[0]}::uuid))`);
}

/** After a merge is undone, its records and the others are two venues for good. */
export async function setApart(
  tx: Tx,
  records: readonly string[],
  others: readonly string[],
  by: string,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    insert into venue_pair (a, b, score, reasons, state, at, decided_by)
    select least(x, y), greatest(x, y), 0, '[]'::jsonb, 'APART', ${moment(now)}, ${by}
    from unnest(${uuids(records)}) x, unnest(${uuids(others)}) y
    on conflict (a, b) do update set state = 'APART', at = excluded.at, decided_by = excluded.decided_by`);
}

/** Whether some record of one venue and some record of the other were said to be apart. */
export async function areApart(tx: Tx, one: string, other: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from venue_pair p join venue_record ra on ra.id = p.a join venue_record rb on rb.id = p.b
    where p.state = 'APART' and (ra.venue_id, rb.venue_id) in ((${one}::uuid, ${other}::uuid), (${other}::uuid, ${one}::uuid)) limit 1`);
  return rows.length > 0;
}
