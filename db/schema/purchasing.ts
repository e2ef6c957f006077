import { sql } from 'drizzle-orm';
import { bigint, check, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { FUNDING_KINDS } from '#app/purchasing/rules/funding.ts';
import { STATE_MOST_BPS, WHOLE_BPS } from '#app/purchasing/rules/funding-shares.ts';
import { id, instant, oneOf } from './columns.ts';

/** Who pays for passes, up to which rate of a lot and which sum in all, and for orders of which days. */
export const funding = pgTable(
  'funding',
  {
    id: id(),
    kind: text('kind', { enum: FUNDING_KINDS }).notNull(),
    label: text('label').notNull().unique(),
    rateBps: integer('rate_bps').notNull(),
    /** Null when nothing limits the sum. */
    capCents: bigint('cap_cents', { mode: 'bigint' }),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    createdBy: uuid('created_by'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    check('funding_kind', oneOf(t.kind, FUNDING_KINDS)),
    check('funding_rate', sql.raw(`"rate_bps" between 0 and ${WHOLE_BPS}`)),
    check('funding_state_rate', sql.raw(`"kind" <> 'STATE' or "rate_bps" <= ${STATE_MOST_BPS}`)),
    check('funding_cap', sql`${t.capCents} > 0`),
    check('funding_period', sql`${t.endsOn} >= ${t.startsOn}`),
  ],
);

/** An order of passes to a supplier. What was ordered never changes; its payment is recorded once. */
export const passOrder = pgTable(
  'pass_order',
  {
    id: id(),
    supplier: text('supplier').notNull(),
    reference: text('reference').notNull().unique(),
    orderedOn: date('ordered_on').notNull(),
    amountCents: bigint('amount_cents', { mode: 'bigint' }).notNull(),
    createdBy: uuid('created_by'),
    createdAt: instant('created_at').notNull(),
    paidOn: date('paid_on'),
    paymentReference: text('payment_reference'),
    paymentRecordedBy: uuid('payment_recorded_by'),
    paymentRecordedAt: instant('payment_recorded_at'),
  },
  (t) => [
    check('pass_order_amount', sql`${t.amountCents} > 0`),
    check(
      'pass_order_payment_whole',
      sql`num_nonnulls(${t.paidOn}, ${t.paymentReference}, ${t.paymentRecordedAt}, ${t.paymentRecordedBy}) in (0, 4)`,
    ),
    check('pass_order_paid_after', sql`${t.paidOn} >= ${t.orderedOn}`),
  ],
);
