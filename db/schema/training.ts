import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { AUDIENCES, LANGUAGES, LEVELS, SESSION_STATES, THEMES } from '#app/training/rules/session.ts';
import { allOf, id, instant, oneOf } from './columns.ts';
import { venue, venueOrg } from './directory.ts';

export const room = pgTable('room', {
  id: id(),
  venueId: uuid('venue_id')
    .notNull()
    .references(() => venue.id),
  name: text('name').notNull(),
});

/** A person who leads sessions; not necessarily one who signs in. */
export const mediator = pgTable('mediator', {
  id: id(),
  orgId: uuid('org_id')
    .notNull()
    .references(() => venueOrg.id),
  name: text('name').notNull(),
});

/** What is taught: the words that several sessions share. */
export const course = pgTable(
  'course',
  {
    id: id(),
    orgId: uuid('org_id')
      .notNull()
      .references(() => venueOrg.id),
    title: text('title').notNull(),
    description: text('description').notNull(),
    theme: text('theme', { enum: THEMES }).notNull(),
    level: text('level', { enum: LEVELS }).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('course_theme', oneOf(t.theme, THEMES)), check('course_level', oneOf(t.level, LEVELS))],
);

/** A weekly series: the recurrence (RFC 5545 RRULE, Paris wall time) its sessions were made from. */
export const series = pgTable('series', {
  id: id(),
  courseId: uuid('course_id')
    .notNull()
    .references(() => course.id),
  rrule: text('rrule').notNull(),
  createdAt: instant('created_at').notNull(),
});

/**
 * One session. EXCLUDE constraints (migration) keep one room and one mediator from two open sessions
 * at once. `seats_taken` equals the number of live bookings: the booking's transaction moves both.
 */
export const session = pgTable(
  'session',
  {
    id: id(),
    courseId: uuid('course_id')
      .notNull()
      .references(() => course.id),
    seriesId: uuid('series_id').references(() => series.id),
    orgId: uuid('org_id')
      .notNull()
      .references(() => venueOrg.id),
    venueId: uuid('venue_id')
      .notNull()
      .references(() => venue.id),
    roomId: uuid('room_id').references(() => room.id),
    mediatorId: uuid('mediator_id').references(() => mediator.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    capacity: integer('capacity').notNull(),
    seatsTaken: integer('seats_taken').notNull().default(0),
    pricePasses: smallint('price_passes').notNull(),
    audience: text('audience', { enum: AUDIENCES }).notNull(),
    languages: text('languages').array().notNull(),
    wheelchair: boolean('wheelchair').notNull(),
    state: text('state', { enum: SESSION_STATES }).notNull(),
    cancelReason: text('cancel_reason'),
    cancelledAt: instant('cancelled_at'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    check('session_during', sql`${t.endsAt} > ${t.startsAt}`),
    check('session_capacity', sql`${t.capacity} between 1 and 500`),
    check('session_seats', sql`${t.seatsTaken} between 0 and ${t.capacity}`),
    check('session_price', sql`${t.pricePasses} between 0 and 20`),
    check('session_state', oneOf(t.state, SESSION_STATES)),
    check('session_audience', oneOf(t.audience, AUDIENCES)),
    check('session_languages', allOf(t.languages, LANGUAGES)),
    check(
      'session_cancelled_iff_reason',
      sql`(${t.state} = 'CANCELLED') = (${t.cancelReason} is not null and ${t.cancelledAt} is not null)`,
    ),
    index('session_when').on(t.startsAt).where(sql`state = 'OPEN'`),
    index('session_org').on(t.orgId, t.startsAt),
    index('session_venue').on(t.venueId, t.startsAt),
    index('session_series').on(t.seriesId),
  ],
);
