import { sql } from 'drizzle-orm';
import { check, date, doublePrecision, index, pgTable, text, time, uuid } from 'drizzle-orm/pg-core';
import { PRECISIONS } from '#app/sources/rules/geocoding.ts';
import { id, instant, oneOf } from './columns.ts';
import { venue } from './directory.ts';

/**
 * Where a venue that travels stops, on one day. An EXCLUDE constraint (migration) keeps it from being in two places;
 * a stop that is over can neither be announced nor taken back.
 */
export const venueStop = pgTable(
  'venue_stop',
  {
    id: id(),
    venueId: uuid('venue_id')
      .notNull()
      .references(() => venue.id),
    /** Stops that were announced together. */
    tourId: uuid('tour_id').notNull(),
    day: date('day').notNull(),
    starts: time('starts').notNull(),
    ends: time('ends').notNull(),
    /** "Parking de la mairie". */
    place: text('place').notNull(),
    street: text('street'),
    postcode: text('postcode').notNull(),
    commune: text('commune').notNull(),
    inseeCode: text('insee_code').notNull(),
    lat: doublePrecision('lat'),
    lon: doublePrecision('lon'),
    /** How near the truth the position is: the middle of its commune, when nothing nearer is known. */
    positionPrecision: text('position_precision', { enum: PRECISIONS }),
    /** When the geocoding service placed it, if that was after it was announced. */
    placedAt: instant('placed_at'),
    /** What people should know of this stop. */
    note: text('note'),
    createdAt: instant('created_at').notNull(),
    cancelledAt: instant('cancelled_at'),
  },
  (t) => [
    check('venue_stop_span', sql`${t.starts} < ${t.ends}`),
    check('venue_stop_position', sql`(${t.lat} is null) = (${t.lon} is null)`),
    check('venue_stop_precision', oneOf(t.positionPrecision, PRECISIONS)),
    check('venue_stop_precision_whole', sql`(${t.lat} is null) = (${t.positionPrecision} is null)`),
    check('venue_stop_placed', sql`${t.placedAt} is null or coalesce(${t.positionPrecision}, 'COMMUNE') <> 'COMMUNE'`),
    check('venue_stop_announced', sql`(${t.createdAt} at time zone 'Europe/Paris') < ${t.day} + ${t.ends}`),
    check('venue_stop_cancelled', sql`(${t.cancelledAt} at time zone 'Europe/Paris') < ${t.day} + ${t.ends}`),
    index('venue_stop_venue').on(t.venueId, t.day),
    index('venue_stop_coming').on(t.day, t.inseeCode).where(sql`cancelled_at is null`),
  ],
);
