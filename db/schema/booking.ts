import { sql } from 'drizzle-orm';
import { bigserial, boolean, check, index, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { BOOKING_STATES, CANCELLED_BY } from '#app/booking/rules/booking.ts';
import { id, instant, oneOf } from './columns.ts';
import { holder, partner } from './partners.ts';
import { pass } from './passes.ts';
import { session } from './training.ts';

export const booking = pgTable(
  'booking',
  {
    id: id(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id),
    holderId: uuid('holder_id')
      .notNull()
      .references(() => holder.id),
    state: text('state', { enum: BOOKING_STATES }).notNull(),
    /** The price agreed when booked: a later change of the session's price does not touch it. */
    pricePasses: smallint('price_passes').notNull(),
    /** The actor who made it, as written in the ledger and the audit. */
    madeBy: text('made_by').notNull(),
    /** The partner whose agent made it, when one did. */
    partnerId: uuid('partner_id').references(() => partner.id),
    opKey: uuid('op_key').notNull().unique(),
    /** The booking this one replaced when the person moved to another session. */
    movedFrom: uuid('moved_from'),
    cancelledBy: text('cancelled_by', { enum: CANCELLED_BY }),
    excused: boolean('excused'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** Who made the last move and under which key: the trigger copies them into `booking_move`. */
    updatedBy: text('updated_by').notNull(),
    updatedOp: uuid('updated_op').notNull(),
  },
  (t) => [
    uniqueIndex('booking_one_live').on(t.sessionId, t.holderId).where(sql`state <> 'CANCELLED'`),
    check('booking_state', oneOf(t.state, BOOKING_STATES)),
    check('booking_cancelled_by', sql`(${t.state} = 'CANCELLED') = (${t.cancelledBy} is not null)`),
    check('booking_cancelled_by_whom', oneOf(t.cancelledBy, CANCELLED_BY)),
    check('booking_excused', sql`(${t.state} = 'NO_SHOW') = (${t.excused} is not null)`),
    check('booking_price', sql`${t.pricePasses} >= 0`),
    index('booking_holder').on(t.holderId, t.createdAt),
    index('booking_session').on(t.sessionId),
  ],
);

/** Every move of every booking: written by a trigger, append-only. */
export const bookingMove = pgTable(
  'booking_move',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    bookingId: uuid('booking_id')
      .notNull()
      .references(() => booking.id),
    fromState: text('from_state', { enum: BOOKING_STATES }),
    toState: text('to_state', { enum: BOOKING_STATES }).notNull(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    opKey: uuid('op_key').notNull(),
  },
  (t) => [index('booking_move_booking').on(t.bookingId)],
);

/** The passes a booking holds: a pass backs one live booking at most. */
export const bookingPass = pgTable(
  'booking_pass',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    bookingId: uuid('booking_id')
      .notNull()
      .references(() => booking.id),
    passId: uuid('pass_id')
      .notNull()
      .references(() => pass.id),
    releasedAt: instant('released_at'),
  },
  (t) => [
    uniqueIndex('booking_pass_one_live').on(t.passId).where(sql`released_at is null`),
    index('booking_pass_booking').on(t.bookingId),
  ],
);
