import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access.ts';
import { id, instant } from './columns.ts';

/** The authority looked a person up, to answer their request: who, when, why, how, and the ids it found. Append-only. */
export const identityLookup = pgTable(
  'identity_lookup',
  {
    id: id(),
    lookedBy: uuid('looked_by')
      .notNull()
      .references(() => userAccount.id),
    at: instant('at').notNull(),
    reason: text('reason').notNull(),
    how: text('how', { enum: ['PAPER', 'NAME'] }).notNull(),
    holderIds: uuid('holder_ids').array().notNull(),
  },
  (t) => [
    check('identity_lookup_reason', sql`length(${t.reason}) >= 5`),
    check('identity_lookup_how', sql`${t.how} in ('PAPER', 'NAME')`),
    check('identity_lookup_found', sql`cardinality(${t.holderIds}) between 1 and 10`),
    index('identity_lookup_at').on(t.at),
  ],
);
