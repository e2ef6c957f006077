import { sql } from 'drizzle-orm';
import type { BlockCause, PassToBlock, ToldBy } from '#app/purchasing/rules/block.ts';
import type { Tx } from '../client.ts';
import { type ActStamp, moment, stamped, uuids, word } from './acts.ts';
import { holdersOfPartner } from './people.ts';

export interface BookletToBlock {
  id: string;
  serial: string;
  lotId: string;
  partnerId: string | null;
  passes: PassToBlock[];
}

/** A booklet by what is printed on it (case, spaces and dashes do not count), in a partner's custody or, for null, anywhere. */
export async function findBooklet(tx: Tx, typed: string, partnerId: string | null): Promise<BookletToBlock | null> {
  const serial = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const rows = await tx.execute<{ id: string; serial: string; lotId: string; partnerId: string | null }>(sql`
    select id, serial, lot_id as "lotId", partner_id as "partnerId" from booklet
    where regexp_replace(upper(serial), '[^0-9A-Z]', '', 'g') = ${serial}
      and ${partnerId === null ? sql`true` : sql`partner_id = ${partnerId}`} limit 1`);
  const row = rows[0];
  if (row === undefined) return null;
  const passes = await tx.execute<PassToBlock & Record<string, unknown>>(sql`
    select id, ordinal, state, holder_id as "holderId" from pass where booklet_id = ${row.id} order by ordinal`);
  return { ...row, passes };
}

/** Blocks passes, all or none. MOVED: one of them is reserved, used or gone since it was read. */
export function writeBlocked(
  tx: Tx,
  b: { passIds: readonly string[]; cause: BlockCause; toldBy: ToldBy },
  stamp: ActStamp,
): Promise<'OK' | 'MOVED'> {
  return word(tx, sql`act_block(${uuids(b.passIds)}, ${b.cause}, ${b.toldBy}, ${stamped(stamp)})`);
}

export interface Replacing {
  originalIds: readonly string[];
  holderId: string;
  bookletId: string;
  partnerId: string;
  agentId: string;
  distributionId: string;
  restTxId: string;
  today: string;
}

/** Gives a person passes of a partner's booklet for those they lost. See `act_replace`. */
export function writeReplaced(tx: Tx, r: Replacing, stamp: ActStamp): Promise<'OK' | 'GONE' | 'SHORT' | 'FACE'> {
  return word(
    tx,
    sql`act_replace(${uuids(r.originalIds)}, ${r.holderId}, ${r.bookletId}, ${r.partnerId}, ${r.agentId}, ${r.distributionId},
      ${r.today}::date, ${r.restTxId}, ${stamped(stamp)})`,
  );
}

/** Links the passes of a booklet lost by a partner to those of the one it is sent instead, in their order. */
export async function linkReplacements(
  tx: Tx,
  originalIds: readonly string[],
  bookletId: string,
  stamp: ActStamp,
): Promise<number> {
  const rows = await tx.execute(sql`
    insert into pass_replacement (original_id, replacement_id, at, tx_id)
    select o.id, g.id, ${moment(stamp.now)}, ${stamp.txId}
    from (select p.id, p.lot_id, row_number() over (order by p.ordinal) as n from pass p where p.id = any (${uuids(originalIds)})) o
      join pass_lot ol on ol.id = o.lot_id
      join (select p.id, p.lot_id, row_number() over (order by p.ordinal) as n from pass p where p.booklet_id = ${bookletId}) g on g.n = o.n
      join pass_lot gl on gl.id = g.lot_id and gl.face_cents = ol.face_cents
    returning original_id`);
  return rows.length;
}

/** Locks a person, as every act on their passes does first. False when there is no such person. */
export async function holdHolder(tx: Tx, holderId: string): Promise<boolean> {
  return (await tx.execute(sql`select 1 from holder where id = ${holderId} for no key update`)).length === 1;
}

/** The passes a person lost that nothing replaces yet, the first lost first, in the order of their booklet. */
export async function listUnreplaced(tx: Tx, holderId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select b.pass_id as id from pass_block b join pass p on p.id = b.pass_id
    where b.holder_id = ${holderId} and not exists (select 1 from pass_replacement r where r.original_id = b.pass_id)
    order by b.at, p.booklet_id, p.ordinal`);
  return rows.map(({ id }) => id);
}

export interface LostRow {
  serial: string;
  at: Date;
  cause: BlockCause;
  toldBy: ToldBy;
  passes: number;
  replaced: number;
  /** Whom the booklet had been handed to; null when it was in a stock. */
  holder: { id: string; givenName: string; familyName: string } | null;
  partnerName: string | null;
}

/** What was blocked, the latest first: of a partner, or everything for null. Surplus of replacements left out. */
export async function listLost(tx: Tx, partnerId: string | null, limit: number): Promise<LostRow[]> {
  const rows = await tx.execute<{
    serial: string;
    at: string;
    cause: BlockCause;
    told_by: ToldBy;
    passes: number;
    replaced: number;
    holder_id: string | null;
    given_name: string | null;
    family_name: string | null;
    partner_name: string | null;
  }>(sql`
    select k.serial, b.at, b.cause, b.told_by, count(*)::int as passes, count(r.original_id)::int as replaced, b.holder_id,
      h.given_name, h.family_name, pa.name as partner_name
    from pass_block b join pass p on p.id = b.pass_id join booklet k on k.id = p.booklet_id
      left join pass_replacement r on r.original_id = b.pass_id
      left join partner pa on pa.id = b.partner_id
      left join pii.person h on h.id = b.holder_id
        and ${partnerId === null ? sql`false` : sql`b.holder_id in (${holdersOfPartner(partnerId)})`}
    where b.cause <> 'SURPLUS' and ${partnerId === null ? sql`true` : sql`b.partner_id = ${partnerId}`}
    group by k.serial, b.at, b.cause, b.told_by, b.tx_id, b.holder_id, h.given_name, h.family_name, pa.name
    order by b.at desc, k.serial limit ${limit}`);
  return rows.map((row) => ({
    serial: row.serial,
    at: new Date(row.at),
    cause: row.cause,
    toldBy: row.told_by,
    passes: row.passes,
    replaced: row.replaced,
    holder:
      row.holder_id === null || row.given_name === null
        ? null
        : { id: row.holder_id, givenName: row.given_name, familyName: row.family_name ?? '' },
    partnerName: row.partner_name,
  }));
}
