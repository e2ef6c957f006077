import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { ALLOCATION_STATES, DIFFERENCE_OUTCOMES } from '#app/allocation/rules/states.ts';
import { id, instant, oneOf } from './columns.ts';
import { partner } from './partners.ts';
import { booklet, ledgerTransaction, passLot } from './passes.ts';
import { partnerSite } from './sites.ts';

/**
 * Booklets on their way: from the stock or a partner (`from_partner_id`, null for the stock), to a partner
 * or the stock (`partner_id`, null for the stock). Custody moves on receipt only; what is received never
 * exceeds what was sent, and what lacks is a difference to settle.
 */
export const allocation = pgTable(
  'allocation',
  {
    id: id(),
    partnerId: uuid('partner_id').references(() => partner.id),
    fromPartnerId: uuid('from_partner_id').references(() => partner.id),
    /** The site of the receiving partner, when it has some. */
    siteId: uuid('site_id'),
    /** Null when booklets of several lots travel together. */
    lotId: uuid('lot_id').references(() => passLot.id),
    state: text('state', { enum: ALLOCATION_STATES }).notNull(),
    reason: text('reason'),
    plannedAt: instant('planned_at').notNull(),
    plannedBy: text('planned_by').notNull(),
    /** How many booklets are set aside for it. */
    sentBooklets: integer('sent_booklets').notNull(),
    sentAt: instant('sent_at'),
    sentBy: text('sent_by'),
    receivedBooklets: integer('received_booklets'),
    receivedAt: instant('received_at'),
    receivedBy: text('received_by'),
    cancelledAt: instant('cancelled_at'),
    cancelReason: text('cancel_reason'),
    /** The last ledger transaction of the receipt; null when nothing arrived. */
    txId: uuid('tx_id').references(() => ledgerTransaction.id),
  },
  (t) => [
    check('allocation_state', oneOf(t.state, ALLOCATION_STATES)),
    check('allocation_somewhere', sql`${t.partnerId} is distinct from ${t.fromPartnerId}`),
    check('allocation_sent', sql`${t.sentBooklets} > 0`),
    check('allocation_sent_iff_state', sql`(${t.sentAt} is not null) = (${t.state} in ('SENT', 'RECEIVED'))`),
    check('allocation_received', sql`${t.receivedBooklets} between 0 and ${t.sentBooklets}`),
    check(
      'allocation_received_whole',
      sql`(${t.receivedBooklets} is null) = (${t.receivedAt} is null) and (${t.receivedAt} is not null) = (${t.state} = 'RECEIVED')`,
    ),
    check(
      'allocation_cancelled_whole',
      sql`(${t.cancelledAt} is null) = (${t.cancelReason} is null) and (${t.cancelledAt} is not null) = (${t.state} = 'CANCELLED')`,
    ),
    check('allocation_site_of_partner', sql`${t.siteId} is null or ${t.partnerId} is not null`),
    foreignKey({
      name: 'allocation_site',
      columns: [t.siteId, t.partnerId],
      foreignColumns: [partnerSite.id, partnerSite.partnerId],
    }),
    index('allocation_partner').on(t.partnerId, t.receivedAt),
    index('allocation_from').on(t.fromPartnerId),
  ],
);

/** A booklet set aside for an allocation; released on receipt, cancellation, or when its difference is settled. */
export const allocationBooklet = pgTable(
  'allocation_booklet',
  {
    allocationId: uuid('allocation_id')
      .notNull()
      .references(() => allocation.id),
    bookletId: uuid('booklet_id')
      .notNull()
      .references(() => booklet.id),
    releasedAt: instant('released_at'),
  },
  (t) => [
    primaryKey({ columns: [t.allocationId, t.bookletId] }),
    uniqueIndex('allocation_booklet_once').on(t.bookletId).where(sql`released_at is null`),
  ],
);

/** A booklet that was sent and did not arrive: a case, opened by who counted, settled by the authority. */
export const allocationDifference = pgTable(
  'allocation_difference',
  {
    id: id(),
    allocationId: uuid('allocation_id')
      .notNull()
      .references(() => allocation.id),
    bookletId: uuid('booklet_id')
      .notNull()
      .references(() => booklet.id),
    openedAt: instant('opened_at').notNull(),
    openedBy: text('opened_by').notNull(),
    note: text('note'),
    outcome: text('outcome', { enum: DIFFERENCE_OUTCOMES }),
    settledAt: instant('settled_at'),
    settledBy: text('settled_by'),
    reason: text('reason'),
  },
  (t) => [
    unique('allocation_difference_once').on(t.allocationId, t.bookletId),
    check('allocation_difference_outcome', oneOf(t.outcome, DIFFERENCE_OUTCOMES)),
    check(
      'allocation_difference_settled_whole',
      sql`num_nonnulls(${t.outcome}, ${t.settledAt}, ${t.settledBy}, ${t.reason}) in (0, 4)`,
    ),
    index('allocation_difference_open').on(t.allocationId).where(sql`settled_at is null`),
  ],
);
