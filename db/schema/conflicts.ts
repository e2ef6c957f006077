import { date, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { venue } from './directory.ts';

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
