import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { SHAPES } from '#app/sources/rules/adapters/shape.ts';
import type { VenueFields } from '#app/sources/rules/fields.ts';
import type { Reason } from '#app/sources/rules/matching.ts';
import { PAIR_STATES, RUN_OUTCOMES } from '#app/sources/rules/states.ts';
import { bytea, id, instant, oneOf } from './columns.ts';
import { venue } from './directory.ts';

/** What one source says of a venue. A venue is made of its records, and keeps them all. */
export const venueRecord = pgTable(
  'venue_record',
  {
    id: id(),
    venueId: uuid('venue_id')
      .notNull()
      .references(() => venue.id),
    source: text('source').notNull(),
    sourceId: text('source_id').notNull(),
    /** JSON of the first publisher's source and identifier, when this source passes it on. */
    origin: jsonb('origin').$type<{ source: string; id: string }>(),
    contentHash: text('content_hash').notNull(),
    fields: jsonb('fields').$type<Partial<VenueFields>>().notNull(),
    /** Copied from the fields: candidates are looked for by commune. */
    inseeCode: text('insee_code'),
    /** The day the source gives to what it says. */
    saidOn: date('said_on').notNull(),
    firstSeenAt: instant('first_seen_at').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (t) => [
    unique('venue_record_row').on(t.source, t.sourceId),
    index('venue_record_venue').on(t.venueId),
    index('venue_record_commune').on(t.inseeCode),
  ],
);

/** Two records that may speak of one venue, and what was decided. `a` is before `b`: one row a pair. */
export const venuePair = pgTable(
  'venue_pair',
  {
    a: uuid('a')
      .notNull()
      .references(() => venueRecord.id),
    b: uuid('b')
      .notNull()
      .references(() => venueRecord.id),
    score: integer('score').notNull(),
    reasons: jsonb('reasons').$type<Reason[]>().notNull(),
    state: text('state', { enum: PAIR_STATES }).notNull(),
    at: instant('at').notNull(),
    decidedBy: text('decided_by'),
  },
  (t) => [
    primaryKey({ columns: [t.a, t.b] }),
    check('venue_pair_order', sql`${t.a} < ${t.b}`),
    check('venue_pair_state', oneOf(t.state, PAIR_STATES)),
    check('venue_pair_score', sql`${t.score} between 0 and 100`),
    index('venue_pair_waiting').on(t.score).where(sql`state = 'WAITING'`),
    index('venue_pair_b').on(t.b),
  ],
);

/**
 * A venue that became part of another. Its id and its address keep leading to the one kept, and all that
 * is needed to undo it is here. `gone_slug` is null when the venue never had a page of its own.
 */
export const venueMerge = pgTable(
  'venue_merge',
  {
    id: id(),
    keptId: uuid('kept_id')
      .notNull()
      .references(() => venue.id),
    goneId: uuid('gone_id').notNull(),
    goneSlug: text('gone_slug'),
    /** What only the gone venue had, beside its records. One that an organisation runs never goes. */
    goneWelcomeNote: text('gone_welcome_note'),
    /** The records that were the gone venue's. */
    recordIds: uuid('record_ids').array().notNull(),
    /** Earlier merges whose kept venue went with this one. */
    carriedIds: uuid('carried_ids').array().notNull(),
    score: integer('score').notNull(),
    reasons: jsonb('reasons').$type<Reason[]>().notNull(),
    automatic: boolean('automatic').notNull(),
    at: instant('at').notNull(),
    by: text('by').notNull(),
    undoneAt: instant('undone_at'),
    undoneBy: text('undone_by'),
  },
  (t) => [
    uniqueIndex('venue_merge_gone').on(t.goneId).where(sql`undone_at is null`),
    uniqueIndex('venue_merge_slug').on(t.goneSlug).where(sql`undone_at is null`),
    index('venue_merge_kept').on(t.keptId),
    check('venue_merge_two', sql`${t.keptId} <> ${t.goneId}`),
    check('venue_merge_undone', sql`(${t.undoneAt} is null) = (${t.undoneBy} is null)`),
  ],
);

/** Where venues are read from regularly. */
export const venueFeed = pgTable(
  'venue_feed',
  {
    id: id(),
    name: text('name').notNull().unique(),
    url: text('url').notNull(),
    licence: text('licence').notNull(),
    /** Null: recognised by what the file holds. */
    shape: text('shape', { enum: SHAPES }),
    everyHours: integer('every_hours').notNull(),
    etag: text('etag'),
    lastModified: text('last_modified'),
    /** Rows accepted at the last run that was applied: what a shrinking is measured against. */
    lastAccepted: integer('last_accepted'),
    nextRunAt: instant('next_run_at').notNull(),
    stoppedAt: instant('stopped_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    check('venue_feed_shape', oneOf(t.shape, SHAPES)),
    check('venue_feed_every', sql`${t.everyHours} between 1 and 8784`),
    check('venue_feed_url', sql`${t.url} ~ '^https?://'`),
  ],
);

/** One reading of a feed: its report is kept, and its bytes while somebody has to decide. */
export const venueFeedRun = pgTable(
  'venue_feed_run',
  {
    id: id(),
    feedId: uuid('feed_id')
      .notNull()
      .references(() => venueFeed.id),
    at: instant('at').notNull(),
    outcome: text('outcome', { enum: RUN_OUTCOMES }).notNull(),
    /** Why it failed or was held. */
    reason: text('reason'),
    report: jsonb('report'),
    /** The file, compressed, of a run that is held. */
    held: bytea('held'),
    publishedOn: date('published_on'),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
  },
  (t) => [
    check('venue_feed_run_outcome', oneOf(t.outcome, RUN_OUTCOMES)),
    check('venue_feed_run_held', sql`(${t.outcome} = 'HELD') = (${t.held} is not null)`),
    index('venue_feed_run_feed').on(t.feedId, t.at),
  ],
);

/**
 * What sources of one venue do not say alike and nobody has settled: kept, so that a list of them is a walk along an
 * index. Made anew from the records (`app/sources/open-conflicts.ts`), which alone are the truth.
 */
export const venueConflict = pgTable(
  'venue_conflict',
  {
    venueId: uuid('venue_id')
      .notNull()
      .references(() => venue.id, { onDelete: 'cascade' }),
    fieldGroup: text('field_group').notNull(),
    /** The day of the newest word of it. */
    newestOn: date('newest_on').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.venueId, t.fieldGroup] }),
    index('venue_conflict_newest').on(t.newestOn.desc(), t.venueId, t.fieldGroup),
    index('venue_conflict_group').on(t.fieldGroup, t.newestOn.desc(), t.venueId),
  ],
);

/** Venues whose records, or words set aside, changed since they were compared: written by triggers. */
export const venueConflictStale = pgTable('venue_conflict_stale', {
  /** No foreign key: a venue that goes is compared to nothing, and leaves. */
  venueId: uuid('venue_id').primaryKey(),
});
