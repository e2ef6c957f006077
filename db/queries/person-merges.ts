import { type SQL, sql } from 'drizzle-orm';
import type { MergeLink } from '#app/privacy/rules/merge.ts';
import type { Tx } from '../client.ts';
import { moment, uuids } from './acts.ts';
import { holdersOfPartner } from './people.ts';

export async function lockHolders(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`select 1 from holder where id = any (${uuids(ids)}) order by id for no key update`);
}

/** The merges in force that name one of these people. */
export async function listLiveLinks(tx: Tx, ids: readonly string[]): Promise<MergeLink[]> {
  return tx.execute<MergeLink & Record<string, unknown>>(sql`
    select gone_id as "goneId", kept_id as "keptId" from person_merge
    where undone_at is null and (gone_id = any (${uuids(ids)}) or kept_id = any (${uuids(ids)}))`);
}

export async function insertMerge(
  tx: Tx,
  m: { id: string; goneId: string; keptId: string; by: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into person_merge (id, gone_id, kept_id, merged_by, merged_at)
    values (${m.id}, ${m.goneId}, ${m.keptId}, ${m.by}, ${moment(m.now)})`);
}

export async function findMerge(tx: Tx, id: string): Promise<MergeLink | null> {
  const rows = await tx.execute<MergeLink & Record<string, unknown>>(sql`
    select gone_id as "goneId", kept_id as "keptId" from person_merge where id = ${id} and undone_at is null`);
  return rows[0] ?? null;
}

/** False when it was undone already. */
export async function writeMergeUndone(tx: Tx, id: string, by: string, now: Date): Promise<boolean> {
  const rows = await tx.execute(sql`
    update person_merge set undone_at = ${moment(now)}, undone_by = ${by} where id = ${id} and undone_at is null returning id`);
  return rows.length > 0;
}

export interface TwinRow {
  /** Of the merge, when it is one. */
  mergeId: string | null;
  one: { id: string; name: string; commune: string };
  other: { id: string; name: string; commune: string };
  birthYear: number;
  samePhone: boolean;
}

const PAIR = sql`a.id as a_id, a.given_name || ' ' || a.family_name as a_name, a.commune as a_commune,
  b.id as b_id, b.given_name || ' ' || b.family_name as b_name, b.commune as b_commune, a.birth_year as year,
  exists (select 1 from pii.contact_point x join pii.contact_point y on y.value = x.value and y.kind = x.kind
    where x.person_id = a.id and y.person_id = b.id) as phone`;

interface RawPair extends Record<string, unknown> {
  merge_id: string | null;
  a_id: string;
  a_name: string;
  a_commune: string;
  b_id: string;
  b_name: string;
  b_commune: string;
  year: number;
  phone: boolean;
}

const toTwin = (row: RawPair): TwinRow => ({
  mergeId: row.merge_id,
  one: { id: row.a_id, name: row.a_name, commune: row.a_commune },
  other: { id: row.b_id, name: row.b_name, commune: row.b_commune },
  birthYear: row.year,
  samePhone: row.phone,
});

/** Which people are compared: those a partner knows, or those of a look-up. */
export type Among = { partnerId: string } | { holderIds: readonly string[] };
const set = (among: Among): SQL =>
  'partnerId' in among ? holdersOfPartner(among.partnerId) : sql`select unnest(${uuids(among.holderIds)}) as holder_id`;

/** Pairs that may be one person: born the same year, with names much alike, or a way to be reached in common. */
export async function listLookalikes(tx: Tx, among: Among, limit: number): Promise<TwinRow[]> {
  const rows = await tx.execute<RawPair>(sql`
    with known as materialized (select p.* from pii.person p where p.id in (${set(among)})
      and not exists (select 1 from person_merge m where m.undone_at is null and m.gone_id = p.id)),
    pairs as (
      select null::uuid as merge_id, ${PAIR}, similarity(a.search_name, b.search_name) as alike
      from known a join known b on b.birth_year = a.birth_year and b.id > a.id
    )
    select * from pairs where alike >= 0.6 or (phone and alike >= 0.3) order by alike desc, a_id, b_id limit ${limit}`);
  return rows.map(toTwin);
}

/** The merges in force among these people: `one` is kept, `other` counts as it. */
export async function listMerged(tx: Tx, among: Among): Promise<TwinRow[]> {
  const rows = await tx.execute<RawPair>(sql`
    select m.id as merge_id, ${PAIR} from person_merge m join pii.person a on a.id = m.kept_id join pii.person b on b.id = m.gone_id
    where m.undone_at is null and m.kept_id in (${set(among)}) order by m.merged_at desc, m.id`);
  return rows.map(toTwin);
}
