import { sql } from 'drizzle-orm';
import { bigint, check, date, foreignKey, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from './columns.ts';
import { funding } from './purchasing.ts';

/**
 * Money that came in for a funding line. Never edited, never deleted: a mistake is cancelled by a row of the opposite
 * sum, once (a trigger checks that it mirrors the row it names).
 */
export const fundingReceipt = pgTable(
  'funding_receipt',
  {
    id: id(),
    fundingId: uuid('funding_id')
      .notNull()
      .references(() => funding.id),
    /** The Paris day the money came in. */
    receivedOn: date('received_on').notNull(),
    amountCents: bigint('amount_cents', { mode: 'bigint' }).notNull(),
    /** The treasury's reference, or why it is cancelled. */
    words: text('words').notNull(),
    cancels: uuid('cancels'),
    recordedBy: uuid('recorded_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    check(
      'funding_receipt_sign',
      sql`(${t.cancels} is null and ${t.amountCents} > 0) or (${t.cancels} is not null and ${t.amountCents} < 0)`,
    ),
    uniqueIndex('funding_receipt_cancelled_once').on(t.cancels),
    index('funding_receipt_funding').on(t.fundingId),
    foreignKey({ name: 'funding_receipt_cancels', columns: [t.cancels], foreignColumns: [t.id] }),
  ],
);
