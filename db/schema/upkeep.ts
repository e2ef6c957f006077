import { sql } from 'drizzle-orm';
import { check, date, foreignKey, index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { PageWords } from '#app/upkeep/rules/page-words.ts';
import {
  CHANGE_STEPS,
  CLAIM_ROUTES,
  CLAIM_STATES,
  CONTACT_CHANNELS,
  REPORT_STATES,
  REPORT_SUBJECTS,
} from '#app/upkeep/rules/states.ts';
import { bytea, id, instant, oneOf } from './columns.ts';
import { venue, venueOrg } from './directory.ts';
import { venueRecord } from './sources.ts';

/**
 * Somebody says they work at a venue. By e-mail: a link was sent to the address the venue publishes (a trigger
 * checks that it is one). By the authority: it answers. What was typed goes with the retention job.
 */
export const venueClaim = pgTable(
  'venue_claim',
  {
    id: id(),
    venueId: uuid('venue_id')
      .notNull()
      .references(() => venue.id, { onDelete: 'cascade' }),
    route: text('route', { enum: CLAIM_ROUTES }).notNull(),
    state: text('state', { enum: CLAIM_STATES }).notNull(),
    /** The published mailbox, or that of the person who asks the authority. */
    email: text('email'),
    displayName: text('display_name'),
    message: text('message'),
    /** The organisation of the signed-in person who asks; null for somebody without an account. */
    orgId: uuid('org_id').references(() => venueOrg.id),
    tokenHash: bytea('token_hash').unique(),
    expiresAt: instant('expires_at'),
    createdAt: instant('created_at').notNull(),
    decidedAt: instant('decided_at'),
    decidedBy: text('decided_by'),
    reason: text('reason'),
    grantedOrgId: uuid('granted_org_id').references(() => venueOrg.id),
  },
  (t) => [
    check('venue_claim_route', oneOf(t.route, CLAIM_ROUTES)),
    check('venue_claim_state', oneOf(t.state, CLAIM_STATES)),
    check(
      'venue_claim_link',
      sql`(${t.route} = 'EMAIL') = (${t.tokenHash} is not null) and (${t.route} = 'EMAIL') = (${t.expiresAt} is not null)`,
    ),
    check('venue_claim_reachable', sql`${t.state} <> 'OPEN' or ${t.email} is not null`),
    check(
      'venue_claim_decided',
      sql`(${t.state} = 'OPEN') = (${t.decidedAt} is null) and (${t.decidedAt} is null) = (${t.decidedBy} is null)`,
    ),
    check('venue_claim_refused', sql`(${t.state} = 'REFUSED') = (${t.reason} is not null)`),
    check('venue_claim_granted', sql`(${t.state} = 'GRANTED') = (${t.grantedOrgId} is not null)`),
    check(
      'venue_claim_in_time',
      sql`${t.route} = 'AUTHORITY' or ${t.decidedAt} is null or ${t.decidedAt} <= ${t.expiresAt}`,
    ),
    uniqueIndex('venue_claim_once').on(t.venueId, t.email).where(sql`route = 'AUTHORITY' and state = 'OPEN'`),
    index('venue_claim_waiting').on(t.createdAt).where(sql`route = 'AUTHORITY' and state = 'OPEN'`),
    index('venue_claim_venue').on(t.venueId),
  ],
);

/** One change of a page by those who hold it: never rewritten; undone by another change that names it. */
export const venuePageChange = pgTable(
  'venue_page_change',
  {
    id: id(),
    venueId: uuid('venue_id')
      .notNull()
      .references(() => venue.id),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    step: text('step', { enum: CHANGE_STEPS }).notNull(),
    /** What the venue itself had said of these fields; a field it had not spoken of is absent. */
    before: jsonb('before').$type<PageWords>().notNull(),
    after: jsonb('after').$type<PageWords>().notNull(),
    /** What the page showed before: an import’s words, where the venue had said nothing. */
    shown: jsonb('shown').$type<PageWords>().notNull(),
    undoes: uuid('undoes').unique(),
  },
  (t) => [
    unique('venue_page_change_of').on(t.id, t.venueId),
    foreignKey({
      name: 'venue_page_change_undoes',
      columns: [t.undoes, t.venueId],
      foreignColumns: [t.id, t.venueId],
    }),
    check('venue_page_change_step', oneOf(t.step, CHANGE_STEPS)),
    // What a change of a tour did stands in the stops, which name it; it has no words.
    check('venue_page_change_differs', sql`(${t.step} = 'STOPS') = (${t.before} = ${t.after})`),
    check(
      'venue_page_change_wordless',
      sql`${t.step} <> 'STOPS' or (${t.before} = '{}' and ${t.after} = '{}' and ${t.shown} = '{}')`,
    ),
    index('venue_page_change_latest').on(t.venueId, t.at),
  ],
);

/** A venue is asked by the channel it has whether its page is right: once in six months at most. */
export const venueConfirmationRequest = pgTable(
  'venue_confirmation_request',
  {
    id: id(),
    venueId: uuid('venue_id')
      .notNull()
      .references(() => venue.id),
    askedOn: date('asked_on').notNull(),
    channel: text('channel', { enum: CONTACT_CHANNELS }).notNull(),
    /** Null for a letter, and once it was dropped. */
    address: text('address'),
    tokenHash: bytea('token_hash').notNull().unique(),
    /** Of the code that a letter bears; null for the other channels. */
    codeHash: bytea('code_hash').unique(),
    askedAt: instant('asked_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    answeredAt: instant('answered_at'),
  },
  (t) => [
    check('venue_confirmation_request_channel', oneOf(t.channel, CONTACT_CHANNELS)),
    check('venue_confirmation_request_address', sql`${t.channel} <> 'LETTER' or ${t.address} is null`),
    check('venue_confirmation_request_code', sql`${t.channel} = 'LETTER' or ${t.codeHash} is null`),
    check('venue_confirmation_request_in_time', sql`${t.answeredAt} is null or ${t.answeredAt} <= ${t.expiresAt}`),
    index('venue_confirmation_request_venue').on(t.venueId, t.askedOn),
  ],
);

/** The venue says that all its page is right. Append-only; `venue.confirmed_at` follows it. */
export const venueConfirmation = pgTable(
  'venue_confirmation',
  {
    id: id(),
    venueId: uuid('venue_id')
      .notNull()
      .references(() => venue.id),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    /** The link that was followed, when it was one. */
    requestId: uuid('request_id')
      .unique()
      .references(() => venueConfirmationRequest.id),
  },
  (t) => [index('venue_confirmation_latest').on(t.venueId, t.at)],
);

/** Somebody says that a page is wrong. The address goes with the retention job, once it was answered. */
export const venueReport = pgTable(
  'venue_report',
  {
    id: id(),
    venueId: uuid('venue_id')
      .notNull()
      .references(() => venue.id, { onDelete: 'cascade' }),
    subject: text('subject', { enum: REPORT_SUBJECTS }).notNull(),
    words: text('words').notNull(),
    channel: text('channel', { enum: CONTACT_CHANNELS }),
    address: text('address'),
    state: text('state', { enum: REPORT_STATES }).notNull(),
    answer: text('answer'),
    createdAt: instant('created_at').notNull(),
    handledAt: instant('handled_at'),
    handledBy: text('handled_by'),
  },
  (t) => [
    check('venue_report_subject', oneOf(t.subject, REPORT_SUBJECTS)),
    check('venue_report_state', oneOf(t.state, REPORT_STATES)),
    check('venue_report_channel', sql`${t.channel} is null or ${t.channel} in ('EMAIL', 'SMS')`),
    check('venue_report_address', sql`${t.address} is null or ${t.channel} is not null`),
    check('venue_report_words', sql`length(${t.words}) between 1 and 1000`),
    check(
      'venue_report_handled',
      sql`(${t.state} = 'OPEN') = (${t.handledAt} is null) and (${t.handledAt} is null) = (${t.handledBy} is null)`,
    ),
    check('venue_report_answered', sql`${t.state} <> 'UNCHANGED' or ${t.answer} is not null`),
    index('venue_report_waiting').on(t.createdAt).where(sql`state = 'OPEN'`),
    index('venue_report_venue').on(t.venueId, t.createdAt),
  ],
);

/** Words of a source that were seen and set aside: they are not shown again until the source says something else. */
export const venueConflictKept = pgTable(
  'venue_conflict_kept',
  {
    recordId: uuid('record_id')
      .notNull()
      .references(() => venueRecord.id, { onDelete: 'cascade' }),
    fieldGroup: text('field_group').notNull(),
    wordsHash: text('words_hash').notNull(),
    at: instant('at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [unique('venue_conflict_kept_once').on(t.recordId, t.fieldGroup)],
);
