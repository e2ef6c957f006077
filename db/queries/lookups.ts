import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment, uuids } from './acts.ts';

/** Who was given the booklet of this serial, as it is typed; or null. */
export async function findHolderBySerial(tx: Tx, typed: string): Promise<string | null> {
  const serial = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const rows = await tx.execute<{ id: string }>(sql`
    select d.holder_id as id from distribution d join booklet b on b.id = d.booklet_id join pii.person p on p.id = d.holder_id
    where regexp_replace(upper(b.serial), '[^0-9A-Z]', '', 'g') = ${serial} and d.voided_at is null`);
  return rows[0]?.id ?? null;
}

/** Who was given the booklet of the voucher with this code; or null. */
export async function findHolderByPassCode(tx: Tx, codeHmac: string): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
    select d.holder_id as id from pass x join distribution d on d.booklet_id = x.booklet_id and d.voided_at is null
      join pii.person p on p.id = d.holder_id where x.code_hmac = ${codeHmac}`);
  return rows[0]?.id ?? null;
}

/** People born that year whose name looks like these words, the most alike first. */
export async function findHoldersNamed(tx: Tx, words: string, birthYear: number, limit: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select p.id from pii.person p where p.birth_year = ${birthYear} and p.search_name % search_norm(${words})
    order by similarity(p.search_name, search_norm(${words})) desc, p.id limit ${limit}`);
  return rows.map(({ id }) => id);
}

export async function insertLookup(
  tx: Tx,
  l: { id: string; by: string; reason: string; how: 'PAPER' | 'NAME'; holderIds: readonly string[]; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into identity_lookup (id, looked_by, at, reason, how, holder_ids)
    values (${l.id}, ${l.by}, ${moment(l.now)}, ${l.reason}, ${l.how}, ${uuids(l.holderIds)})`);
}

export interface Lookup {
  by: string;
  at: Date;
  reason: string;
  holderIds: string[];
}

export async function findLookup(tx: Tx, id: string): Promise<Lookup | null> {
  const rows = await tx.execute<{ by: string; at: string; reason: string; ids: string[] }>(sql`
    select looked_by as by, at, reason, array_to_json(holder_ids) as ids from identity_lookup where id = ${id}`);
  const row = rows[0];
  return row === undefined ? null : { by: row.by, at: new Date(row.at), reason: row.reason, holderIds: row.ids };
}

/** The last look-ups, for everybody of the authority to see who looked, when and why. */
export async function listLookups(
  tx: Tx,
  limit: number,
): Promise<{ id: string; at: Date; name: string; reason: string; found: number; erased: number }[]> {
  const rows = await tx.execute<{
    id: string;
    at: string;
    name: string;
    reason: string;
    found: number;
    erased: number;
  }>(sql`
    select l.id, l.at, u.display_name as name, l.reason, cardinality(l.holder_ids) as found,
      (select count(*)::int from erasure e where e.holder_id = any (l.holder_ids)) as erased
    from identity_lookup l join user_account u on u.id = l.looked_by order by l.at desc, l.id limit ${limit}`);
  return rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) }));
}
