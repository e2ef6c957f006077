import { sql } from 'drizzle-orm';
import { boolean, check, date, doublePrecision, index, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import type { Closure } from '#app/directory/rules/closure.ts';
import { PRECISIONS } from '#app/sources/rules/geocoding.ts';
import { id, instant, oneOf } from './columns.ts';

/** An organisation that runs one or several venues, and is paid for the passes redeemed there. */
export const venueOrg = pgTable('venue_org', {
  id: id(),
  name: text('name').notNull(),
  siret: text('siret'),
  createdAt: instant('created_at').notNull(),
});

/**
 * The periods in which an organisation may accept passes. Days are Paris days, both included; an
 * absent end means "until further notice". An EXCLUDE constraint (migration) forbids overlaps.
 */
export const orgLabel = pgTable(
  'org_label',
  {
    id: id(),
    orgId: uuid('org_id')
      .notNull()
      .references(() => venueOrg.id),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
    /** The file that two people validated (a trigger requires it); null for labels older than that rule. FK by migration. */
    fileId: uuid('file_id'),
    grantedBy: uuid('granted_by'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('org_label_period', sql`${t.endsOn} is null or ${t.endsOn} >= ${t.startsOn}`)],
);

/**
 * A place of digital mediation, in the words of the national standard v1. `search` (tsvector),
 * `search_text` and the trigram index are made by the migration.
 */
export const venue = pgTable(
  'venue',
  {
    id: id(),
    slug: text('slug').notNull().unique(),
    orgId: uuid('org_id').references(() => venueOrg.id),
    source: text('source').notNull(),
    sourceId: text('source_id').notNull(),
    contentHash: text('content_hash').notNull(),
    pivot: text('pivot'),
    name: text('name').notNull(),
    street: text('street').notNull(),
    streetExtra: text('street_extra'),
    postcode: text('postcode').notNull(),
    commune: text('commune').notNull(),
    inseeCode: text('insee_code'),
    lat: doublePrecision('lat'),
    lon: doublePrecision('lon'),
    /** Web-Mercator metres: the nearest-venue index works on a plane. */
    mx: doublePrecision('mx'),
    my: doublePrecision('my'),
    phone: text('phone'),
    emails: text('emails').array().notNull(),
    websites: text('websites').array().notNull(),
    /** How near the truth a looked-up position is; null when the source published it. */
    positionPrecision: text('position_precision', { enum: PRECISIONS }),
    /** OpenStreetMap opening_hours syntax, as published. */
    openingHours: text('opening_hours'),
    /** Hours in words that no program reads. */
    hoursText: text('hours_text'),
    summary: text('summary'),
    detail: text('detail'),
    typologies: text('typologies').array().notNull(),
    services: text('services').array().notNull(),
    publics: text('publics').array().notNull(),
    specialCare: text('special_care').array().notNull(),
    fees: text('fees').array().notNull(),
    programmes: text('programmes').array().notNull(),
    trainingLabels: text('training_labels').array().notNull(),
    otherLabels: text('other_labels').array().notNull(),
    accessModes: text('access_modes').array().notNull(),
    supportModes: text('support_modes').array().notNull(),
    itinerancy: text('itinerancy').array().notNull(),
    parentStructure: text('parent_structure'),
    accessibilityUrl: text('accessibility_url'),
    appointmentUrl: text('appointment_url'),
    /** Reachable in a wheelchair: true, false, or unknown (null). */
    wheelchair: boolean('wheelchair'),
    /** Pass acceptance as the source published it: absent from the standard since v1, so kept as our own. */
    acceptsPass: boolean('accepts_pass').notNull(),
    /** Whom to ask for on arrival, and how to come: the venue's own words. */
    welcomeNote: text('welcome_note'),
    /** Exceptional closures, in the venue's own words; their shape is checked by a function of the migration. */
    closures: jsonb('closures').$type<Closure[]>().notNull().default([]),
    /** When the venue last said that its page is right: kept by a trigger on `venue_confirmation`. */
    confirmedAt: instant('confirmed_at'),
    inTerritory: boolean('in_territory').notNull(),
    sourceUpdatedOn: date('source_updated_on').notNull(),
    importedAt: instant('imported_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    unique('venue_source_row').on(t.source, t.sourceId),
    index('venue_commune').on(t.inseeCode),
    index('venue_org_idx').on(t.orgId),
    check('venue_position_precision', oneOf(t.positionPrecision, PRECISIONS)),
    check('venue_position_whole', sql`(${t.lat} is null) = (${t.lon} is null)`),
    check('venue_lat', sql`${t.lat} between -90 and 90`),
    check('venue_lon', sql`${t.lon} between -180 and 180`),
    check('venue_postcode', sql`${t.postcode} ~ '^[0-9]{5}$'`),
  ],
);
