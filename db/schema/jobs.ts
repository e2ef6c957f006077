import { sql } from 'drizzle-orm';
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, oneOf } from './columns.ts';

/** How a run ended. */
export const JOB_OUTCOMES = ['DONE', 'FAILED'] as const;

/** The jobs this installation runs, as its latest start announced them. */
export const job = pgTable('job', {
  name: text('name').primaryKey(),
  /** What it does, in French, for the authority. */
  label: text('label').notNull(),
  /** When, in five cron fields, Paris time. */
  cron: text('cron').notNull(),
  registeredAt: instant('registered_at').notNull(),
});

/** One run of a job. `facts` are counts; nothing personal. */
export const jobRun = pgTable(
  'job_run',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    outcome: text('outcome', { enum: JOB_OUTCOMES }),
    facts: jsonb('facts'),
    error: text('error'),
  },
  (t) => [
    check('job_run_outcome', oneOf(t.outcome, JOB_OUTCOMES)),
    check('job_run_whole', sql`(${t.endedAt} is null) = (${t.outcome} is null)`),
    index('job_run_latest').on(t.name, t.startedAt),
  ],
);
