import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * The venues that are no longer in the directory: whoever copied our files must be able to forget them.
 * Written by the trigger `venue_removed`; `mergedInto` names the venue that took its place, when one did.
 */
export const venueRemoval = pgTable(
  'venue_removal',
  {
    venueId: uuid('venue_id').primaryKey(),
    removedAt: instant('removed_at').notNull(),
    mergedInto: uuid('merged_into'),
  },
  (t) => [index('venue_removal_at').on(t.removedAt)],
);
