import { sql } from 'drizzle-orm';
import { check, date, doublePrecision, foreignKey, index, pgTable, text, time, uuid } from 'drizzle-orm/pg-core';
import { PRECISIONS } from '#app/sources/rules/geocoding.ts';
import { id, instant, oneOf } from './columns.ts';
import { venue } from './directory.ts';
import { venuePageChange } from './upkeep.ts';

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
    /** The change of the page that announced it; only those written before stops stood in the history have none. */
    announcedIn: uuid('announced_in'),
    cancelledAt: instant('cancelled_at'),
    /** The change that took it back. */
    cancelledIn: uuid('cancelled_in'),
  },
  (t) => [
    foreignKey({
      name: 'venue_stop_announced_in',
      columns: [t.announcedIn, t.venueId],
      foreignColumns: [venuePageChange.id, venuePageChange.venueId],
    }),
    foreignKey({
      name: 'venue_stop_cancelled_in',
      columns: [t.cancelledIn, t.venueId],
      foreignColumns: [venuePageChange.id, venuePageChange.venueId],
    }),
    check('venue_stop_cancelled_whole', sql`${t.cancelledIn} is null or ${t.cancelledAt} is not null`),
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
