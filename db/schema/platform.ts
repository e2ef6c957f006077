import { sql } from 'drizzle-orm';
import { bigserial, check, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { id, instant, oneOf } from './columns.ts';

/** The idempotency keys: claimed in the same transaction as what they protect. */
export const op = pgTable('op', {
  key: uuid('key').primaryKey(),
  kind: text('kind').notNull(),
  requestHash: text('request_hash').notNull(),
  actor: text('actor').notNull(),
  result: jsonb('result'),
  at: instant('at').notNull(),
});

/** Who did what, when. No name, no code, no free text: ids only. Append-only. */
export const audit = pgTable(
  'audit',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    intention: text('intention').notNull(),
    opKey: uuid('op_key').notNull(),
    facts: jsonb('facts').notNull(),
  },
  (t) => [index('audit_at').on(t.at)],
);

export const CHANNELS = ['SMS', 'EMAIL', 'LETTER'] as const;

/**
 * Messages to send, written in the transaction that decides them. `facts` is all a template needs,
 * ids and moments; names and addresses are read when the message is rendered.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    kind: text('kind').notNull(),
    objectId: uuid('object_id').notNull(),
    recipientId: uuid('recipient_id').notNull(),
    slot: text('slot').notNull(),
    channel: text('channel', { enum: CHANNELS }).notNull(),
    facts: jsonb('facts').notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull(),
    lastError: text('last_error'),
  },
  (t) => [
    unique('outbox_once').on(t.kind, t.objectId, t.recipientId, t.slot),
    check('outbox_channel', oneOf(t.channel, CHANNELS)),
    index('outbox_waiting').on(t.nextAttemptAt).where(sql`sent_at is null`),
    index('outbox_recent').on(t.createdAt),
  ],
);

/** Attempts counted per subject and window, shared by every instance. */
export const rateLimit = pgTable('rate_limit', {
  subject: text('subject').primaryKey(),
  windowStart: instant('window_start').notNull(),
  attempts: integer('attempts').notNull(),
});

/** Facts about the database itself: the demonstration's seed and the data version of public pages. */
export const systemFact = pgTable('system_fact', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
  at: instant('at').notNull(),
});
