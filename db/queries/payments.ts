import { type SQL, sql } from 'drizzle-orm';
import type { PaymentState } from '#app/payment/rules/states.ts';
import type { Tx } from '../client.ts';
import { type ActStamp, moment, stamped, uuids, word } from './acts.ts';

/** A sum to order: an approved claim, or a transfer that came back. */
export interface DueRow {
  /** The claim's id, or that of the payment that came back. */
  id: string;
  claimId: string;
  replaces: string | null;
  orgId: string;
  orgName: string;
  cutoff: string;
  lines: number;
  dueOn: string;
  cents: bigint;
  account: { id: string; holderName: string; sealed: string; last4: string } | null;
  /** The account is not the one in force at the approval, and whether somebody else than `me` confirmed it. */
  changed: boolean;
  confirmedByOther: boolean;
}

const CHANGED = sql`(a.id is not null and a.id is distinct from d.approved_account_id)`;

/** What can be ordered on a Paris day, by organisation; of some ids only when they are given. */
export async function listDues(tx: Tx, today: string, me: string, ids?: readonly string[]): Promise<DueRow[]> {
  const rows = await tx.execute<
    Omit<DueRow, 'cents' | 'account'> & {
      cents: string;
      aid: string | null;
      holder: string;
      sealed: string;
      last4: string;
    }
  >(sql`
    with due as (
      select c.id, c.id as claim_id, null::uuid as replaces, c.org_id, c.cutoff, c.lines, c.due_on, c.total_cents as cents, c.approved_account_id
        from claim c where c.state = 'APPROVED'
      union all
      select p.id, p.claim_id, p.id, p.org_id, c.cutoff, c.lines, c.due_on, p.amount_cents, p.account_id
        from payment p join claim c on c.id = p.claim_id
        where p.state = 'RETURNED' and not exists (select 1 from payment r where r.replaces = p.id and r.state <> 'REJECTED')
    )
    select d.id, d.claim_id as "claimId", d.replaces, d.org_id as "orgId", o.name as "orgName", d.cutoff::text as cutoff, d.lines,
      d.due_on::text as "dueOn", d.cents::text as cents, a.id as aid, a.holder_name as holder, a.iban_encrypted as sealed, a.iban_last4 as last4,
      ${CHANGED} as changed, exists (select 1 from account_change_confirmation k
        where k.claim_id = d.claim_id and k.account_id = a.id and k.confirmed_by <> ${me}) as "confirmedByOther"
    from due d join venue_org o on o.id = d.org_id
      left join org_bank_account a on a.org_id = d.org_id and a.second_by is not null and daterange(a.starts_on, a.ends_on, '[]') @> ${today}::date
    where ${ids === undefined ? sql`true` : sql`d.id = any (${uuids(ids)})`} order by d.org_id, d.cutoff, d.id`);
  return rows.map(({ cents, aid, holder, sealed, last4, ...row }) => ({
    ...row,
    cents: BigInt(cents),
    account: aid === null ? null : { id: aid, holderName: holder, sealed, last4 },
  }));
}

/** The account that replaced, since its approval, the one of an approved claim (or of its returned payment); null when none did. */
export async function findChangedAccount(tx: Tx, claimId: string, today: string): Promise<string | null> {
  const dues = await listDues(tx, today, claimId);
  const found = dues.find((due) => due.claimId === claimId && due.changed);
  return found?.account?.id ?? null;
}

/** What each organisation must give back and no order deducts yet, in cents; only those that owe. */
export async function listRefunds(tx: Tx): Promise<Map<string, bigint>> {
  const rows = await tx.execute<{ id: string; cents: string }>(sql`
    select owner_id as id, refund_left(owner_id)::text as cents from money_account
    where kind = 'REFUND_DUE' and balance_cents > 0 and refund_left(owner_id) > 0`);
  return new Map(rows.map(({ id, cents }) => [id, BigInt(cents)]));
}

export async function insertOrder(
  tx: Tx,
  row: {
    id: string;
    messageId: string;
    executeOn: string;
    lines: number;
    totalCents: bigint;
    fileSealed: string | null;
    createdBy: string;
    now: Date;
  },
): Promise<void> {
  await tx.execute(sql`
    insert into payment_order (id, message_id, execute_on, lines, total_cents, file_sealed, created_by, created_at)
    values (${row.id}, ${row.messageId}, ${row.executeOn}::date, ${row.lines}, ${row.totalCents}, ${row.fileSealed}, ${row.createdBy}, ${moment(row.now)})`);
}

/** GONE: no longer due, or not that sum. REFUND_GONE: the deduction is not there any more. ACCOUNT_GONE: not in force that day. */
export function writeOrdered(
  tx: Tx,
  p: {
    paymentId: string;
    orderId: string;
    claimId: string;
    accountId: string;
    endToEndId: string;
    replaces: string | null;
    amountCents: bigint;
    deductedCents: bigint;
    day: string;
  },
  by: { actorRef: string; now: Date },
): Promise<'OK' | 'GONE' | 'REFUND_GONE' | 'ACCOUNT_GONE'> {
  return word(
    tx,
    sql`act_order_payment(${p.paymentId}, ${p.orderId}, ${p.claimId}, ${p.accountId}, ${p.endToEndId}, ${p.replaces}, ${p.amountCents}, ${p.deductedCents},
      ${p.day}::date, ${by.actorRef}, ${moment(by.now)})`,
  );
}

export function writePaid(
  tx: Tx,
  p: { paymentId: string; paidOn: string; reference: string; moneyTxId: string },
  stamp: ActStamp,
): Promise<'OK' | 'NOT_FOUND' | 'NOT_ORDERED'> {
  return word(tx, sql`act_pay(${p.paymentId}, ${p.paidOn}::date, ${p.reference}, ${p.moneyTxId}, ${stamped(stamp)})`);
}

interface By {
  actorRef: string;
  opKey: string;
  now: Date;
}

const by = ({ actorRef, opKey, now }: By): SQL => sql`${actorRef}, ${opKey}, ${moment(now)}`;

export function writeRejected(
  tx: Tx,
  paymentId: string,
  reference: string,
  who: By,
): Promise<'OK' | 'NOT_FOUND' | 'NOT_ORDERED'> {
  return word(tx, sql`act_payment_rejected(${paymentId}, ${reference}, ${who.actorRef}, ${moment(who.now)})`);
}

export function writeReturned(
  tx: Tx,
  paymentId: string,
  reason: string,
  moneyTxId: string,
  who: By,
): Promise<'OK' | 'NOT_PAID'> {
  return word(tx, sql`act_payment_returned(${paymentId}, ${reason}, ${moneyTxId}, ${by(who)})`);
}

export function writeOverpaid(
  tx: Tx,
  c: { id: string; redemptionId: string; cents: bigint; reason: string; moneyTxId: string },
  who: By,
): Promise<'OK' | 'NOT_PAID' | 'ALREADY' | 'TOO_MUCH'> {
  return word(tx, sql`act_overpaid(${c.id}, ${c.redemptionId}, ${c.cents}, ${c.reason}, ${c.moneyTxId}, ${by(who)})`);
}

export function writeRepaid(
  tx: Tx,
  c: { id: string; orgId: string; cents: bigint; reason: string; moneyTxId: string },
  who: By,
): Promise<'OK' | 'TOO_MUCH'> {
  return word(tx, sql`act_repaid(${c.id}, ${c.orgId}, ${c.cents}, ${c.reason}, ${c.moneyTxId}, ${by(who)})`);
}

export interface PaymentRow {
  id: string;
  claimId: string;
  orgId: string;
  orgName: string;
  siret: string | null;
  cutoff: string;
  endToEndId: string;
  amountCents: bigint;
  deductedCents: bigint;
  state: PaymentState;
  paidOn: string | null;
  reference: string | null;
  holderName: string;
  sealed: string;
  last4: string;
}

const PAYMENTS = sql`
  select p.id, p.claim_id as "claimId", p.org_id as "orgId", o.name as "orgName", o.siret, c.cutoff::text as cutoff, p.end_to_end_id as "endToEndId",
    p.amount_cents::text as cents, p.deducted_cents::text as deducted, p.state, p.paid_on::text as "paidOn", p.reference,
    a.holder_name as "holderName", a.iban_encrypted as sealed, a.iban_last4 as last4
  from payment p join venue_org o on o.id = p.org_id join claim c on c.id = p.claim_id join org_bank_account a on a.id = p.account_id`;

async function payments(tx: Tx, where: SQL): Promise<PaymentRow[]> {
  const rows = await tx.execute<
    Omit<PaymentRow, 'amountCents' | 'deductedCents'> & { cents: string; deducted: string }
  >(sql`${PAYMENTS} where ${where} order by o.name, p.id`);
  return rows.map(({ cents, deducted, ...row }) => ({
    ...row,
    amountCents: BigInt(cents),
    deductedCents: BigInt(deducted),
  }));
}

export const listOrderPayments = (tx: Tx, orderId: string) => payments(tx, sql`p.order_id = ${orderId}`);
export const listClaimPayments = (tx: Tx, claimId: string) => payments(tx, sql`p.claim_id = ${claimId}`);

export async function findPaymentByEndToEnd(tx: Tx, endToEndId: string): Promise<PaymentRow | null> {
  return (await payments(tx, sql`p.end_to_end_id = ${endToEndId}`))[0] ?? null;
}

export interface OrderRow {
  id: string;
  messageId: string;
  executeOn: string;
  lines: number;
  totalCents: bigint;
  fileSealed: string | null;
  createdAt: Date;
  createdByName: string | null;
  /** Payments that still wait for the bank. */
  waiting: number;
}

/** The orders, the latest first; one only when its id is given. */
export async function listOrders(tx: Tx, id?: string): Promise<OrderRow[]> {
  const rows = await tx.execute<Omit<OrderRow, 'totalCents' | 'createdAt'> & { cents: string; at: string }>(sql`
    select k.id, k.message_id as "messageId", k.execute_on::text as "executeOn", k.lines, k.total_cents::text as cents,
      ${id === undefined ? sql`null` : sql`k.file_sealed`} as "fileSealed", k.created_at as at,
      (select display_name from user_account where id = k.created_by) as "createdByName",
      (select count(*)::int from payment p where p.order_id = k.id and p.state = 'ORDERED') as waiting
    from payment_order k where ${id === undefined ? sql`true` : sql`k.id = ${id}`} order by k.created_at desc, k.id limit 60`);
  return rows.map(({ cents, at, ...row }) => ({ ...row, totalCents: BigInt(cents), createdAt: new Date(at) }));
}
