import { sql } from 'drizzle-orm';
import type { AllocationState, DifferenceOutcome } from '#app/allocation/rules/states.ts';
import type { Tx } from '../client.ts';
import { type ActStamp, moment, uuids, word } from './acts.ts';

/** An act on an allocation may move passes out of one custody and into another: two ledger transactions. */
export type TwoStamps = ActStamp & { txOut: string };

/**
 * The booklets that may be set aside at one place (null: the stock), by expiry then serial, locked. Fewer
 * than asked when there are no more, or when somebody else is taking them.
 */
export async function lockFreeBooklets(
  tx: Tx,
  from: { partnerId: string | null; lotId: string | null; siteId?: string | null },
  count: number,
): Promise<string[]> {
  const state = from.partnerId === null ? 'STOCK' : 'ALLOCATED';
  const there = from.partnerId === null ? sql`b.partner_id is null` : sql`b.partner_id = ${from.partnerId}`;
  const lot = from.lotId === null ? sql`true` : sql`b.lot_id = ${from.lotId}`;
  const activated = from.partnerId === null ? sql`l.activated_at is not null` : sql`true`;
  const rows = await tx.execute<{ id: string }>(sql`
    select b.id from booklet b join pass_lot l on l.id = b.lot_id
    where ${there} and ${lot} and ${activated}
      and exists (select 1 from pass p where p.booklet_id = b.id and p.state = ${state})
      and not exists (select 1 from distribution d where d.booklet_id = b.id and d.voided_at is null)
      and not exists (select 1 from allocation_booklet k where k.booklet_id = b.id and k.released_at is null)
    order by l.valid_until, b.serial limit ${count} for no key update of b skip locked`);
  return rows.map((row) => row.id);
}

/** Sets booklets aside. GONE: one of them was taken a moment ago. */
export function writePlan(
  tx: Tx,
  a: {
    id: string;
    fromPartnerId: string | null;
    partnerId: string | null;
    siteId: string | null;
    bookletIds: readonly string[];
    reason: string | null;
  },
  stamp: Pick<ActStamp, 'actorRef' | 'now'>,
): Promise<'OK' | 'GONE'> {
  return word(
    tx,
    sql`act_plan_allocation(${a.id}, ${a.fromPartnerId}::uuid, ${a.partnerId}::uuid, ${a.siteId}::uuid, ${uuids(a.bookletIds)},
      ${a.reason}::text, ${stamp.actorRef}, ${moment(stamp.now)})`,
  );
}

export function writeSent(
  tx: Tx,
  id: string,
  stamp: Pick<ActStamp, 'actorRef' | 'now'>,
): Promise<'OK' | 'NOT_PLANNED'> {
  return word(tx, sql`act_send_allocation(${id}, ${stamp.actorRef}, ${moment(stamp.now)})`);
}

export function writeCancelled(
  tx: Tx,
  id: string,
  reason: string,
  stamp: Pick<ActStamp, 'actorRef' | 'now'>,
): Promise<'OK' | 'NOT_PLANNED'> {
  return word(tx, sql`act_cancel_allocation(${id}, ${reason}, ${stamp.actorRef}, ${moment(stamp.now)})`);
}

/** Records a count: what arrived changes hands, what lacks opens a difference each. */
export function writeReceived(
  tx: Tx,
  a: { id: string; missing: readonly { differenceId: string; bookletId: string }[]; note: string | null },
  stamp: TwoStamps,
): Promise<'OK' | 'NOT_SENT' | 'NOT_LISTED'> {
  return word(
    tx,
    sql`act_receive_allocation(${a.id}, ${uuids(a.missing.map((one) => one.bookletId))}, ${uuids(a.missing.map((one) => one.differenceId))},
      ${a.note}::text, ${stamp.txOut}, ${stamp.txId}, ${stamp.actorRef}, ${stamp.opKey}, ${moment(stamp.now)})`,
  );
}

/** Settles differences of one allocation, all together. SETTLED: one of them was settled a moment ago. */
export function writeSettled(
  tx: Tx,
  a: { allocationId: string; differenceIds: readonly string[]; outcome: DifferenceOutcome; reason: string },
  stamp: TwoStamps,
): Promise<'OK' | 'SETTLED' | 'PARTNER_CLOSED'> {
  return word(
    tx,
    sql`act_settle_differences(${a.allocationId}, ${uuids(a.differenceIds)}, ${a.outcome}, ${a.reason},
      ${stamp.txOut}, ${stamp.txId}, ${stamp.actorRef}, ${stamp.opKey}, ${moment(stamp.now)})`,
  );
}

/** Takes a hand-over back. TOUCHED: a pass of it is reserved, used, expired or blocked. */
export function writeHandOverVoided(
  tx: Tx,
  v: { distributionId: string; reason: string },
  stamp: ActStamp,
): Promise<'OK' | 'GONE' | 'TOUCHED'> {
  return word(
    tx,
    sql`act_void_hand_over(${v.distributionId}, ${v.reason}, ${stamp.txId}, ${stamp.actorRef}, ${stamp.opKey}, ${moment(stamp.now)})`,
  );
}

export interface HandledRow {
  id: string;
  state: AllocationState;
  fromPartnerId: string | null;
  partnerId: string | null;
  sentBooklets: number;
}

/** An allocation, its row held until the transaction ends: two counts of it take turns. */
export async function holdAllocation(tx: Tx, id: string): Promise<HandledRow | null> {
  const rows = await tx.execute<HandledRow & Record<string, unknown>>(sql`
    select id, state, from_partner_id as "fromPartnerId", partner_id as "partnerId", sent_booklets as "sentBooklets"
    from allocation where id = ${id} for no key update`);
  return rows[0] ?? null;
}

/** The booklets of an allocation, by serial. */
export async function listAllocationBooklets(tx: Tx, id: string): Promise<{ id: string; serial: string }[]> {
  return tx.execute<{ id: string; serial: string }>(sql`
    select b.id, b.serial from allocation_booklet k join booklet b on b.id = k.booklet_id
    where k.allocation_id = ${id} order by b.serial`);
}

/** The hand-over a void is asked for: whose, and when. */
export async function findHandOver(
  tx: Tx,
  id: string,
): Promise<{ partnerId: string; at: Date; serial: string } | null> {
  const rows = await tx.execute<{ partnerId: string; at: string; serial: string }>(sql`
    select d.partner_id as "partnerId", d.at, b.serial from distribution d join booklet b on b.id = d.booklet_id where d.id = ${id}`);
  const row = rows[0];
  return row === undefined ? null : { ...row, at: new Date(row.at) };
}

/** Whether a booklet waits to travel, held until the transaction ends: nobody plans its journey meanwhile. */
export async function bookletIsSetAside(tx: Tx, bookletId: string): Promise<boolean> {
  await tx.execute(sql`select 1 from booklet where id = ${bookletId} for no key update`);
  const rows = await tx.execute(
    sql`select 1 from allocation_booklet where booklet_id = ${bookletId} and released_at is null`,
  );
  return rows.length > 0;
}

/** The hand-over in force of a booklet, found by its serial; case, spaces and dashes do not count. */
export async function findHandOverBySerial(
  tx: Tx,
  typed: string,
): Promise<{ id: string; serial: string; at: Date; partnerName: string } | null> {
  const signs = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const rows = await tx.execute<{ id: string; serial: string; at: string; partnerName: string }>(sql`
    select d.id, b.serial, d.at, p.name as "partnerName" from distribution d
      join booklet b on b.id = d.booklet_id join partner p on p.id = d.partner_id
    where d.voided_at is null and regexp_replace(upper(b.serial), '[^0-9A-Z]', '', 'g') = ${signs} limit 1`);
  const row = rows[0];
  return row === undefined ? null : { ...row, at: new Date(row.at) };
}
