import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { PUBLICS } from '#app/partners/rules/person.ts';
import { membership } from './access.ts';
import { allOf, id, instant } from './columns.ts';
import { partner } from './partners.ts';

/**
 * A partner's convention with the authority. Paris days, both included; EXCLUDE forbids overlaps of those
 * in force. Outside one, a partner neither receives nor hands over anything.
 */
export const partnerConvention = pgTable(
  'partner_convention',
  {
    id: id(),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partner.id),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on').notNull(),
    targetPasses: integer('target_passes').notNull(),
    /** The publics it is signed for; empty for all. */
    publics: text('publics').array().notNull().default([]),
    signedForPartner: text('signed_for_partner'),
    signedForAuthority: text('signed_for_authority'),
    signedOn: date('signed_on'),
    /** When true, only the agents of `convention_agent` may hand over under it. */
    agentsNamed: boolean('agents_named').notNull().default(false),
    /** Set once, by the authority: from that moment nothing is done under it any more. */
    revokedAt: instant('revoked_at'),
    revokeReason: text('revoke_reason'),
  },
  (t) => [
    check('partner_convention_period', sql`${t.endsOn} >= ${t.startsOn}`),
    check('partner_convention_target', sql`${t.targetPasses} >= 0`),
    check('partner_convention_publics', allOf(t.publics, PUBLICS)),
    check('partner_convention_revoked_whole', sql`(${t.revokedAt} is null) = (${t.revokeReason} is null)`),
  ],
);

/** An agent named by a convention. */
export const conventionAgent = pgTable(
  'convention_agent',
  {
    conventionId: uuid('convention_id')
      .notNull()
      .references(() => partnerConvention.id),
    membershipId: uuid('membership_id')
      .notNull()
      .references(() => membership.id),
  },
  (t) => [primaryKey({ columns: [t.conventionId, t.membershipId] })],
);

/** A signed document of a convention; the bytes are in the file store, under this hash. */
export const conventionDocument = pgTable(
  'convention_document',
  {
    id: id(),
    conventionId: uuid('convention_id')
      .notNull()
      .references(() => partnerConvention.id),
    sha256: text('sha256').notNull(),
    byteCount: integer('byte_count').notNull(),
    fileName: text('file_name').notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [
    check('convention_document_sha256', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check('convention_document_size', sql`${t.byteCount} between 1 and 5242880`),
    index('convention_document_convention').on(t.conventionId, t.addedAt),
  ],
);

/** A meeting of the steering committee, with the figures it looked at: frozen, they never move again. */
export const steeringCommittee = pgTable(
  'steering_committee',
  {
    id: id(),
    title: text('title').notNull(),
    heldOn: date('held_on').notNull(),
    place: text('place'),
    agenda: text('agenda').notNull(),
    minutes: text('minutes'),
    /** The figures as they were, already masked, with the position of the ledger they were read at. */
    pack: jsonb('pack'),
    frozenAt: instant('frozen_at'),
    ledgerHead: bigint('ledger_head', { mode: 'bigint' }),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [
    check('steering_committee_frozen_whole', sql`num_nonnulls(${t.pack}, ${t.frozenAt}, ${t.ledgerHead}) in (0, 3)`),
  ],
);

/** A partner invited to a committee. */
export const committeeGuest = pgTable(
  'committee_guest',
  {
    committeeId: uuid('committee_id')
      .notNull()
      .references(() => steeringCommittee.id),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partner.id),
  },
  (t) => [primaryKey({ columns: [t.committeeId, t.partnerId] })],
);

/** Something the committee decided: who does it, by when, and when it was done. */
export const committeeDecision = pgTable(
  'committee_decision',
  {
    id: id(),
    committeeId: uuid('committee_id')
      .notNull()
      .references(() => steeringCommittee.id),
    decided: text('decided').notNull(),
    owner: text('owner').notNull(),
    dueOn: date('due_on').notNull(),
    doneAt: instant('done_at'),
    doneBy: text('done_by'),
  },
  (t) => [
    check('committee_decision_done_whole', sql`(${t.doneAt} is null) = (${t.doneBy} is null)`),
    index('committee_decision_committee').on(t.committeeId, t.dueOn),
  ],
);
