import { sql } from 'drizzle-orm';
import type { FundingLine, OrderedLot } from '#app/purchasing/rules/cost-by-funding.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** Whether a funding line is there; held until the transaction ends. */
export async function holdFunding(tx: Tx, fundingId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from funding where id = ${fundingId} for share`);
  return rows.length > 0;
}

export interface NewReceipt {
  id: string;
  fundingId: string;
  receivedOn: string;
  amountCents: bigint;
  words: string;
  cancels: string | null;
  by: string;
}

/** Throws on `funding_receipt_cancelled_once` when the receipt was cancelled already. */
export async function insertReceipt(tx: Tx, r: NewReceipt, now: Date): Promise<void> {
  await tx.execute(sql`
    insert into funding_receipt (id, funding_id, received_on, amount_cents, words, cancels, recorded_by, recorded_at)
    values (${r.id}, ${r.fundingId}, ${r.receivedOn}::date, ${r.amountCents.toString()}::bigint, ${r.words}, ${r.cancels}::uuid,
      ${r.by}, ${moment(now)})`);
}

/** What cancelling a receipt needs of it; null when there is none. */
export async function findReceipt(
  tx: Tx,
  id: string,
): Promise<{ fundingId: string; receivedOn: string; amountCents: bigint; cancels: string | null } | null> {
  const rows = await tx.execute<{ fundingId: string; receivedOn: string; cents: string; cancels: string | null }>(sql`
    select funding_id as "fundingId", received_on::text as "receivedOn", amount_cents::text as cents, cancels
    from funding_receipt where id = ${id}`);
  const row = rows[0];
  return row === undefined
    ? null
    : {
        fundingId: row.fundingId,
        receivedOn: row.receivedOn,
        amountCents: BigInt(row.cents),
        cancels: row.cancels,
      };
}

export interface ReceiptRow {
  id: string;
  funding: string;
  receivedOn: string;
  amountCents: bigint;
  words: string;
  /** It cancels another one, or another one cancels it. */
  state: 'STANDS' | 'CANCELLED' | 'CANCELS';
  recordedBy: string | null;
}

/** Every receipt, the latest first. */
export async function listReceipts(tx: Tx): Promise<ReceiptRow[]> {
  const rows = await tx.execute<Omit<ReceiptRow, 'amountCents'> & { cents: string }>(sql`
    select r.id, f.label as funding, r.received_on::text as "receivedOn", r.amount_cents::text as cents, r.words,
      case when r.cancels is not null then 'CANCELS' when c.id is not null then 'CANCELLED' else 'STANDS' end as state,
      u.display_name as "recordedBy"
    from funding_receipt r join funding f on f.id = r.funding_id left join funding_receipt c on c.cancels = r.id
      left join user_account u on u.id = r.recorded_by
    order by r.received_on desc, r.recorded_at desc, r.id`);
  return rows.map(({ cents, ...row }) => ({ ...row, amountCents: BigInt(cents) }));
}

/** Every funding line with what has come in for it, those of today first. */
export async function listFundingLines(tx: Tx): Promise<FundingLine[]> {
  const rows = await tx.execute<{
    id: string;
    label: string;
    kind: FundingLine['kind'];
    cap: string | null;
    received: string;
  }>(sql`
    select f.id, f.label, f.kind, f.cap_cents::text as cap,
      coalesce((select sum(r.amount_cents) from funding_receipt r where r.funding_id = f.id), 0)::text as received
    from funding f order by f.ends_on desc, f.label`);
  return rows.map(({ cap, received, ...row }) => ({
    ...row,
    capCents: cap === null ? null : BigInt(cap),
    receivedCents: BigInt(received),
  }));
}

/** Every lot of an order with its price and its shares, one lot apart; shares in the order of labels. */
export async function listOrderedLots(tx: Tx, without?: string): Promise<OrderedLot[]> {
  const rows = await tx.execute<{
    cents: string;
    paid: boolean;
    shares: { fundingId: string; shareBps: number }[];
  }>(sql`
    select l.price_cents::text as cents, o.paid_on is not null as paid,
      jsonb_agg(jsonb_build_object('fundingId', s.funding_id, 'shareBps', s.share_bps) order by f.label, f.id) as shares
    from pass_lot l join pass_order o on o.id = l.order_id join lot_funding s on s.lot_id = l.id join funding f on f.id = s.funding_id
    where ${without === undefined ? sql`true` : sql`l.id <> ${without}`}
    group by l.id, l.price_cents, o.paid_on`);
  return rows.map(({ cents, paid, shares }) => ({ cents: BigInt(cents), paid, shares }));
}

/** What the funders have sent, and what has left: to suppliers and to venues, in cents. Null received: nothing recorded yet. */
export async function sumFunds(tx: Tx): Promise<{ received: bigint | null; suppliers: bigint; venues: bigint }> {
  const [row] = await tx.execute<{ received: string | null; suppliers: string; venues: string }>(sql`
    select (select sum(amount_cents)::text from funding_receipt) as received,
      (select coalesce(sum(amount_cents), 0)::text from pass_order where paid_on is not null) as suppliers,
      (select coalesce(-sum(balance_cents), 0)::text from money_account where kind = 'PAID') as venues`);
  return {
    received: row?.received == null ? null : BigInt(row.received),
    suppliers: BigInt(row?.suppliers ?? 0),
    venues: BigInt(row?.venues ?? 0),
  };
}
