import { sql } from 'drizzle-orm';
import type { LotToActivate } from '#app/purchasing/rules/order.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

export async function insertOrder(
  tx: Tx,
  o: {
    id: string;
    supplier: string;
    reference: string;
    orderedOn: string;
    amountCents: bigint;
    createdBy: string | null;
  },
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    insert into pass_order (id, supplier, reference, ordered_on, amount_cents, created_by, created_at)
    values (${o.id}, ${o.supplier}, ${o.reference}, ${o.orderedOn}::date, ${o.amountCents.toString()}::bigint,
      ${o.createdBy}::uuid, ${moment(now)})`);
}

/** What decisions need of an order, locked until the transaction ends; null when there is none. */
export async function lockOrder(
  tx: Tx,
  orderId: string,
): Promise<{ orderedOn: string; paidOn: string | null; amountCents: bigint } | null> {
  const rows = await tx.execute<{ orderedOn: string; paidOn: string | null; amountCents: string }>(sql`
    select ordered_on::text as "orderedOn", paid_on::text as "paidOn", amount_cents::text as "amountCents"
    from pass_order where id = ${orderId} for update`);
  const row = rows[0];
  return row === undefined ? null : { ...row, amountCents: BigInt(row.amountCents) };
}

/** What the lots of an order cost, one lot apart. */
export async function sumOtherLots(tx: Tx, orderId: string, lotId: string): Promise<bigint> {
  const rows = await tx.execute<{ sum: string }>(sql`
    select coalesce(sum(price_cents), 0)::text as sum from pass_lot where order_id = ${orderId} and id <> ${lotId}`);
  return BigInt(rows[0]?.sum ?? '0');
}

export async function writePayment(
  tx: Tx,
  p: { orderId: string; paidOn: string; reference: string; by: string },
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    update pass_order set paid_on = ${p.paidOn}::date, payment_reference = ${p.reference},
      payment_recorded_by = ${p.by}, payment_recorded_at = ${moment(now)}
    where id = ${p.orderId} and paid_on is null`);
}

export interface OrderRow {
  id: string;
  supplier: string;
  reference: string;
  orderedOn: string;
  amountCents: number;
  paidOn: string | null;
  paymentReference: string | null;
  /** Lots of this order, and what they cost together. */
  lots: number;
  lotsCents: number;
}

const ORDERS = sql`
  select o.id, o.supplier, o.reference, o.ordered_on::text as "orderedOn", o.amount_cents::float8 as "amountCents",
    o.paid_on::text as "paidOn", o.payment_reference as "paymentReference",
    (select count(*)::int from pass_lot l where l.order_id = o.id) as lots,
    (select coalesce(sum(l.price_cents), 0)::float8 from pass_lot l where l.order_id = o.id) as "lotsCents"
  from pass_order o`;

/** Every order, the latest first. */
export async function listOrders(tx: Tx): Promise<OrderRow[]> {
  return tx.execute<OrderRow & Record<string, unknown>>(sql`${ORDERS} order by o.ordered_on desc, o.reference`);
}

export async function findOrder(tx: Tx, orderId: string): Promise<OrderRow | null> {
  const rows = await tx.execute<OrderRow & Record<string, unknown>>(sql`${ORDERS} where o.id = ${orderId}`);
  return rows[0] ?? null;
}

export interface BoughtLotRow {
  id: string;
  label: string;
  bookletCount: number;
  bookletSize: number;
  faceCents: number;
  validFrom: string;
  validUntil: string;
  graceDays: number;
  orderId: string | null;
  orderReference: string | null;
  orderedOn: string | null;
  paidOn: string | null;
  priceCents: number | null;
  activatedAt: Date | null;
  /** Whether its codes came in a supplier's file. */
  imported: boolean;
}

/** Lots as they were bought: of one order, or in none, or one alone; the latest first. */
export async function listBoughtLots(
  tx: Tx,
  of: { orderId: string } | { lotId: string } | { without: 'order' } | { all: true },
): Promise<BoughtLotRow[]> {
  const which =
    'orderId' in of
      ? sql`l.order_id = ${of.orderId}`
      : 'lotId' in of
        ? sql`l.id = ${of.lotId}`
        : 'without' in of
          ? sql`l.order_id is null and l.activated_at is null`
          : sql`true`;
  const rows = await tx.execute<Omit<BoughtLotRow, 'activatedAt'> & { activatedAt: string | null }>(sql`
    select l.id, l.label, l.booklet_count as "bookletCount", l.booklet_size as "bookletSize", l.face_cents::float8 as "faceCents",
      l.valid_from::text as "validFrom", l.valid_until::text as "validUntil", l.grace_days as "graceDays", l.order_id as "orderId",
      o.reference as "orderReference", o.ordered_on::text as "orderedOn", o.paid_on::text as "paidOn",
      l.price_cents::float8 as "priceCents", l.activated_at as "activatedAt",
      exists (select 1 from lot_import i where i.lot_id = l.id) as imported
    from pass_lot l left join pass_order o on o.id = l.order_id
    where ${which} order by l.created_at desc, l.label`);
  return rows.map((row) => ({ ...row, activatedAt: row.activatedAt === null ? null : new Date(row.activatedAt) }));
}

/** Locks a lot and says what activating it depends on; null when there is no such lot. */
export async function lockLot(tx: Tx, lotId: string): Promise<LotToActivate | null> {
  const rows = await tx.execute<LotToActivate & Record<string, unknown>>(sql`
    select l.activated_at is not null as activated, l.order_id as "orderId", o.paid_on::text as "paidOn",
      l.valid_until::text as "validUntil"
    from pass_lot l left join pass_order o on o.id = l.order_id where l.id = ${lotId} for update of l`);
  return rows[0] ?? null;
}

/** Puts a lot in an order at a price, and says who pays which share of it; what was said before is replaced. */
export async function writeFinancing(
  tx: Tx,
  f: { lotId: string; orderId: string; priceCents: bigint; shares: readonly { fundingId: string; shareBps: number }[] },
): Promise<void> {
  await tx.execute(sql`delete from lot_funding where lot_id = ${f.lotId}`);
  await tx.execute(sql`
    update pass_lot set order_id = ${f.orderId}, price_cents = ${f.priceCents.toString()}::bigint where id = ${f.lotId}`);
  for (const { fundingId, shareBps } of f.shares) {
    await tx.execute(
      sql`insert into lot_funding (lot_id, funding_id, share_bps) values (${f.lotId}, ${fundingId}, ${shareBps})`,
    );
  }
}

export async function writeActivation(tx: Tx, lotId: string, by: string, now: Date): Promise<void> {
  await tx.execute(sql`update pass_lot set activated_at = ${moment(now)}, activated_by = ${by} where id = ${lotId}`);
}

export async function writeGrace(tx: Tx, lotId: string, graceDays: number): Promise<void> {
  await tx.execute(sql`update pass_lot set grace_days = ${graceDays} where id = ${lotId}`);
}
