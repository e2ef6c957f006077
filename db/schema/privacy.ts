import { sql } from 'drizzle-orm';
import { check, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { KEPT, MONTHS_MAX, MONTHS_MIN } from '#app/privacy/rules/retention.ts';
import { instant, oneOf } from './columns.ts';
import { holder } from './partners.ts';

/** How long each kind of personal data is kept. The rows are made by the migration; the authority sets the months. */
export const retentionRule = pgTable(
  'retention_rule',
  {
    what: text('what', { enum: KEPT }).primaryKey(),
    months: smallint('months').notNull(),
    /** Why so long, in words: law or purpose. */
    basis: text('basis').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    check('retention_rule_what', oneOf(t.what, KEPT)),
    check(
      'retention_rule_months',
      sql`${t.months} between ${sql.raw(String(MONTHS_MIN))} and ${sql.raw(String(MONTHS_MAX))}`,
    ),
  ],
);

export const ERASURE_CAUSES = ['ASKED', 'RETENTION'] as const;

/** That an identity was erased, and nothing of it: the id alone remains. Append-only. */
export const erasure = pgTable(
  'erasure',
  {
    holderId: uuid('holder_id')
      .primaryKey()
      .references(() => holder.id),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    cause: text('cause', { enum: ERASURE_CAUSES }).notNull(),
  },
  (t) => [check('erasure_cause', oneOf(t.cause, ERASURE_CAUSES))],
);
