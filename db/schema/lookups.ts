import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { userAccount } from './access.ts';
import { id, instant } from './columns.ts';
import { holder } from './partners.ts';

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

/**
 * Two identities that are one person: `gone` counts as `kept` in the figures. A row is only added, then undone once. A trigger
 * (`person_merge_flat`) refuses chains and cycles.
 */
export const personMerge = pgTable(
  'person_merge',
  {
    id: id(),
    goneId: uuid('gone_id')
      .notNull()
      .references(() => holder.id),
    keptId: uuid('kept_id')
      .notNull()
      .references(() => holder.id),
    mergedBy: text('merged_by').notNull(),
    mergedAt: instant('merged_at').notNull(),
    undoneBy: text('undone_by'),
    undoneAt: instant('undone_at'),
  },
  (t) => [
    check('person_merge_two', sql`${t.goneId} <> ${t.keptId}`),
    check('person_merge_undone', sql`(${t.undoneAt} is null) = (${t.undoneBy} is null)`),
    uniqueIndex('person_merge_gone').on(t.goneId).where(sql`undone_at is null`),
    index('person_merge_kept').on(t.keptId).where(sql`undone_at is null`),
  ],
);
