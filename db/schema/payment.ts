import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { MONEY_ACCOUNT_KINDS, MONEY_TRANSACTION_KINDS } from '#app/payment/rules/ledger.ts';
import { COUNTER_ENTRY_KINDS, LINE_VERDICTS, PAYMENT_STATES, RETURN_OUTCOMES } from '#app/payment/rules/states.ts';
import { id, instant, oneOf } from './columns.ts';
import { venueOrg } from './directory.ts';
import { claim, passLot, redemption } from './passes.ts';

const cents = (name: string) => bigint(name, { mode: 'bigint' }).notNull();
const org = () =>
  uuid('org_id')
    .notNull()
    .references(() => venueOrg.id);

/** An account of the ledger in cents, its balance kept by the trigger of `money_entry`. */
export const moneyAccount = pgTable(
  'money_account',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    kind: text('kind', { enum: MONEY_ACCOUNT_KINDS }).notNull(),
    /** A lot (COST) or an organisation (the others). */
    ownerId: uuid('owner_id').notNull(),
    balanceCents: cents('balance_cents').default(sql`0`),
  },
  (t) => [
    unique('money_account_key').on(t.kind, t.ownerId),
    check('money_account_kind', oneOf(t.kind, MONEY_ACCOUNT_KINDS)),
    check(
      'money_account_sign',
      sql`case when ${t.kind} in ('COST', 'REFUND_DUE') then ${t.balanceCents} >= 0 else ${t.balanceCents} <= 0 end`,
    ),
  ],
);

/** One act that moved money: who, when, why. Append-only. */
export const moneyTransaction = pgTable(
  'money_transaction',
  {
    id: id(),
    kind: text('kind', { enum: MONEY_TRANSACTION_KINDS }).notNull(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    opKey: uuid('op_key').notNull(),
    reason: text('reason'),
  },
  (t) => [check('money_transaction_kind', oneOf(t.kind, MONEY_TRANSACTION_KINDS))],
);

/** One line of a transaction; deferred triggers demand at least two and a sum of zero. Append-only. */
export const moneyEntry = pgTable(
  'money_entry',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    txId: uuid('tx_id')
      .notNull()
      .references(() => moneyTransaction.id),
    accountId: bigint('account_id', { mode: 'bigint' })
      .notNull()
      .references(() => moneyAccount.id),
    cents: cents('cents'),
  },
  (t) => [
    check('money_entry_cents', sql`${t.cents} <> 0`),
    index('money_entry_tx').on(t.txId),
    index('money_entry_account').on(t.accountId),
  ],
);

/** What is decided or answered about one line of a claim. Append-only; each word is said once. */
export const claimLineDecision = pgTable(
  'claim_line_decision',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    claimId: uuid('claim_id')
      .notNull()
      .references(() => claim.id),
    redemptionId: uuid('redemption_id')
      .notNull()
      .references(() => redemption.id),
    verdict: text('verdict', { enum: LINE_VERDICTS }).notNull(),
    /** The authority's reason, or the venue's answer. */
    words: text('words'),
    actor: text('actor').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    unique('claim_line_said_once').on(t.claimId, t.redemptionId, t.verdict),
    check('claim_line_verdict', oneOf(t.verdict, LINE_VERDICTS)),
    check('claim_line_words', sql`(${t.verdict} = 'APPROVED') or ${t.words} is not null`),
  ],
);

/** A file of transfers for the bank. Its text is kept sealed, so that it is always the same to the byte. */
export const paymentOrder = pgTable('payment_order', {
  id: id(),
  messageId: text('message_id').notNull().unique(),
  executeOn: date('execute_on').notNull(),
  lines: integer('lines').notNull(),
  totalCents: cents('total_cents'),
  /** The pain.001 file, sealed (AES-256-GCM); null when every sum was deducted and no transfer is left. */
  fileSealed: text('file_sealed'),
  createdBy: uuid('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
});

/** One transfer, for one claim. `replaces` is the returned one it makes again. */
export const payment = pgTable(
  'payment',
  {
    id: id(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => paymentOrder.id),
    claimId: uuid('claim_id')
      .notNull()
      .references(() => claim.id),
    orgId: org(),
    accountId: uuid('account_id').notNull(),
    endToEndId: text('end_to_end_id').notNull().unique(),
    /** What is transferred; what was deducted of a refund due is beside it. */
    amountCents: cents('amount_cents'),
    deductedCents: cents('deducted_cents'),
    state: text('state', { enum: PAYMENT_STATES }).notNull(),
    paidOn: date('paid_on'),
    reference: text('reference'),
    replaces: uuid('replaces'),
    updatedAt: instant('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
  },
  (t) => [
    uniqueIndex('payment_one_live').on(t.claimId).where(sql`state in ('ORDERED', 'PAID')`),
    uniqueIndex('payment_replaced_once').on(t.replaces).where(sql`state in ('ORDERED', 'PAID', 'RETURNED')`),
    check('payment_state', oneOf(t.state, PAYMENT_STATES)),
    check(
      'payment_sums',
      sql`${t.amountCents} >= 0 and ${t.deductedCents} >= 0 and ${t.amountCents} + ${t.deductedCents} > 0`,
    ),
    check('payment_paid_whole', sql`(${t.paidOn} is not null) = (${t.state} in ('PAID', 'RETURNED'))`),
    index('payment_order_lines').on(t.orderId),
    index('payment_org').on(t.orgId),
  ],
);

/** A file the bank sent back, once each. */
export const bankReturn = pgTable('bank_return', {
  id: id(),
  sha256: text('sha256').notNull().unique(),
  messageId: text('message_id').notNull(),
  importedBy: uuid('imported_by').notNull(),
  importedAt: instant('imported_at').notNull(),
});

/** One entry of it, and what became of it. Append-only. */
export const bankReturnEntry = pgTable(
  'bank_return_entry',
  {
    id: id(),
    returnId: uuid('return_id')
      .notNull()
      .references(() => bankReturn.id),
    endToEndId: text('end_to_end_id'),
    amountCents: cents('amount_cents'),
    bookedOn: date('booked_on'),
    paymentId: uuid('payment_id').references(() => payment.id),
    outcome: text('outcome', { enum: RETURN_OUTCOMES }).notNull(),
    reason: text('reason'),
  },
  (t) => [check('bank_return_outcome', oneOf(t.outcome, RETURN_OUTCOMES)), index('bank_return_lines').on(t.returnId)],
);

/** After a payment nothing is edited: what was paid too much, and what came back. Append-only. */
export const counterEntry = pgTable(
  'counter_entry',
  {
    id: id(),
    kind: text('kind', { enum: COUNTER_ENTRY_KINDS }).notNull(),
    orgId: org(),
    redemptionId: uuid('redemption_id').references(() => redemption.id),
    lotId: uuid('lot_id').references(() => passLot.id),
    amountCents: cents('amount_cents'),
    reason: text('reason').notNull(),
    actor: text('actor').notNull(),
    at: instant('at').notNull(),
    moneyTxId: uuid('money_tx_id')
      .notNull()
      .references(() => moneyTransaction.id),
  },
  (t) => [
    uniqueIndex('counter_entry_once').on(t.redemptionId).where(sql`kind = 'OVERPAID'`),
    check('counter_entry_kind', oneOf(t.kind, COUNTER_ENTRY_KINDS)),
    check('counter_entry_sum', sql`${t.amountCents} > 0`),
    check(
      'counter_entry_line',
      sql`(${t.kind} = 'OVERPAID') = (${t.redemptionId} is not null and ${t.lotId} is not null)`,
    ),
    index('counter_entry_org').on(t.orgId),
  ],
);

/** What the authority decides about payments: one line for each setting that differs from its default. */
export const paymentSetting = pgTable('payment_setting', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
  updatedBy: text('updated_by').notNull(),
  updatedAt: instant('updated_at').notNull(),
});
