import { sql } from 'drizzle-orm';
import { check, doublePrecision, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { PRECISIONS } from '#app/sources/rules/geocoding.ts';
import { instant, oneOf } from './columns.ts';

export const GEOCODE_STATES = ['WAITING', 'EXACT', 'AMBIGUOUS', 'NONE'] as const;

/**
 * Addresses of venues asked of the geocoding service, and its answers: the queue and the cache are one
 * table. Never the address of a person.
 */
export const geocodedAddress = pgTable(
  'geocoded_address',
  {
    /** `addressKey` of the address: one way to write it. */
    key: text('key').primaryKey(),
    street: text('street').notNull(),
    postcode: text('postcode').notNull(),
    commune: text('commune').notNull(),
    inseeCode: text('insee_code'),
    state: text('state', { enum: GEOCODE_STATES }).notNull().default('WAITING'),
    lat: doublePrecision('lat'),
    lon: doublePrecision('lon'),
    label: text('label'),
    precision: text('precision', { enum: PRECISIONS }),
    askedAt: instant('asked_at').notNull(),
    answeredAt: instant('answered_at'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull(),
    lastError: text('last_error'),
  },
  (t) => [
    check('geocoded_address_state', oneOf(t.state, GEOCODE_STATES)),
    check(
      'geocoded_address_placed',
      sql`(${t.state} = 'EXACT') = (${t.lat} is not null and ${t.lon} is not null and ${t.precision} is not null)`,
    ),
    check('geocoded_address_answered', sql`(${t.state} = 'WAITING') = (${t.answeredAt} is null)`),
    index('geocoded_address_waiting').on(t.nextAttemptAt).where(sql`state = 'WAITING'`),
  ],
);
