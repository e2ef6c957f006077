import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { AGE_BANDS, PUBLICS } from '#app/partners/rules/person.ts';
import { QPV_METHODS, QPV_VINTAGES } from '#app/partners/rules/qpv.ts';
import { CLAIM_STATES } from '#app/passes/rules/claim.ts';
import { ACCOUNT_KINDS, LEDGER_TRANSACTION_KINDS } from '#app/passes/rules/ledger.ts';
import { PASS_STATES, PASS_STATES_WITH_HOLDER } from '#app/passes/rules/pass.ts';
import { allOf, id, instant, oneOf } from './columns.ts';
import { venueOrg } from './directory.ts';
import { holder, partner } from './partners.ts';
import { passOrder } from './purchasing.ts';
import { partnerSite } from './sites.ts';

/** A batch of passes bought together. Face value and booklet size are facts of the lot, never constants. */
export const passLot = pgTable(
  'pass_lot',
  {
    id: id(),
    label: text('label').notNull().unique(),
    bookletCount: integer('booklet_count').notNull(),
    bookletSize: smallint('booklet_size').notNull(),
    faceCents: bigint('face_cents', { mode: 'bigint' }).notNull(),
    validFrom: date('valid_from').notNull(),
    /** Last Paris day on which a pass of this lot may be used. */
    validUntil: date('valid_until').notNull(),
    createdBy: uuid('created_by'),
    createdAt: instant('created_at').notNull(),
    /** The order it was bought with, and its part of that order's amount; its fundings are in `lot_funding`. */
    orderId: uuid('order_id').references(() => passOrder.id),
    priceCents: bigint('price_cents', { mode: 'bigint' }),
    /** Passes leave the stock from then on; only once the order is paid. Lots older than orders have no order. */
    activatedAt: instant('activated_at'),
    activatedBy: uuid('activated_by'),
    /** Days after `valid_until` during which a venue may still declare a service given until then. */
    graceDays: smallint('grace_days').notNull().default(31),
  },
  (t) => [
    check('pass_lot_booklets', sql`${t.bookletCount} between 1 and 100000`),
    check('pass_lot_size', sql`${t.bookletSize} between 1 and 100`),
    check('pass_lot_face', sql`${t.faceCents} > 0`),
    check('pass_lot_validity', sql`${t.validUntil} >= ${t.validFrom}`),
    check('pass_lot_price', sql`${t.priceCents} >= 0`),
    check('pass_lot_ordered_whole', sql`(${t.orderId} is null) = (${t.priceCents} is null)`),
    check('pass_lot_grace', sql`${t.graceDays} between 0 and 366`),
    index('pass_lot_order').on(t.orderId),
  ],
);

export const booklet = pgTable(
  'booklet',
  {
    id: id(),
    lotId: uuid('lot_id')
      .notNull()
      .references(() => passLot.id),
    serial: text('serial').notNull().unique(),
    size: smallint('size').notNull(),
    /** Who has it in custody: null is the authority's stock. */
    partnerId: uuid('partner_id').references(() => partner.id),
    /** At which of the partner's sites, when it has some. */
    siteId: uuid('site_id'),
  },
  (t) => [
    index('booklet_lot').on(t.lotId),
    index('booklet_partner').on(t.partnerId, t.serial),
    check('booklet_site_of_partner', sql`${t.siteId} is null or ${t.partnerId} is not null`),
    foreignKey({
      name: 'booklet_site',
      columns: [t.siteId, t.partnerId],
      foreignColumns: [partnerSite.id, partnerSite.partnerId],
    }),
  ],
);

/** The lawful edges between states; a trigger on `pass` reads it. */
export const passEdge = pgTable(
  'pass_edge',
  {
    fromState: text('from_state', { enum: PASS_STATES }).notNull(),
    toState: text('to_state', { enum: PASS_STATES }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.fromState, t.toState] })],
);

/** One pass: where it is now. How it got there is in `pass_move` and the ledger. */
export const pass = pgTable(
  'pass',
  {
    id: id(),
    bookletId: uuid('booklet_id')
      .notNull()
      .references(() => booklet.id),
    lotId: uuid('lot_id')
      .notNull()
      .references(() => passLot.id),
    ordinal: smallint('ordinal').notNull(),
    codeHmac: text('code_hmac').notNull().unique(),
    state: text('state', { enum: PASS_STATES }).notNull(),
    partnerId: uuid('partner_id').references(() => partner.id),
    holderId: uuid('holder_id').references(() => holder.id),
    orgId: uuid('org_id').references(() => venueOrg.id),
    expiresOn: date('expires_on').notNull(),
    /** The ledger transaction of the last move; the trigger copies it into `pass_move`. */
    txId: uuid('tx_id')
      .notNull()
      .references(() => ledgerTransaction.id),
  },
  (t) => [
    unique('pass_ordinal').on(t.bookletId, t.ordinal),
    check('pass_state', oneOf(t.state, PASS_STATES)),
    check('pass_holder_iff_state', sql`(${t.holderId} is not null) = (${oneOf(t.state, PASS_STATES_WITH_HOLDER)})`),
    check('pass_partner_when_allocated', sql`${t.state} <> 'ALLOCATED' or ${t.partnerId} is not null`),
    check('pass_org_iff_redeemed', sql`(${t.orgId} is not null) = (${t.state} in ('REDEEMED', 'CLAIMED', 'SETTLED'))`),
    index('pass_wallet').on(t.holderId, t.expiresOn, t.id).where(sql`holder_id is not null`),
    index('pass_by_state').on(t.state, t.partnerId),
  ],
);

/** Every move of every pass: written by a trigger, never by hand, append-only. */
export const passMove = pgTable(
  'pass_move',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    passId: uuid('pass_id')
      .notNull()
      .references(() => pass.id),
    txId: uuid('tx_id')
      .notNull()
      .references(() => ledgerTransaction.id),
    fromState: text('from_state', { enum: PASS_STATES }),
    toState: text('to_state', { enum: PASS_STATES }).notNull(),
  },
  (t) => [index('pass_move_pass').on(t.passId), index('pass_move_tx').on(t.txId)],
);

/** A booklet handed to a person, with what the reports will need, frozen that day. */
export const distribution = pgTable(
  'distribution',
  {
    id: id(),
    bookletId: uuid('booklet_id')
      .notNull()
      .references(() => booklet.id),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partner.id),
    agentId: uuid('agent_id').notNull(),
    holderId: uuid('holder_id')
      .notNull()
      .references(() => holder.id),
    at: instant('at').notNull(),
    publics: text('publics').array().notNull(),
    ageBand: text('age_band', { enum: AGE_BANDS }).notNull(),
    commune: text('commune').notNull(),
    inseeCode: text('insee_code'),
    noticeVersion: text('notice_version').notNull(),
    /** The priority neighbourhood, without the address: no vintage is "unknown", a vintage without a code is "outside". */
    qpvCode: text('qpv_code'),
    qpvVintage: text('qpv_vintage', { enum: QPV_VINTAGES }),
    qpvMethod: text('qpv_method', { enum: QPV_METHODS }),
    txId: uuid('tx_id')
      .notNull()
      .references(() => ledgerTransaction.id),
    voidedAt: instant('voided_at'),
    voidReason: text('void_reason'),
    /** Who took it back. */
    voidedBy: text('voided_by'),
  },
  (t) => [
    uniqueIndex('distribution_one_live').on(t.bookletId).where(sql`voided_at is null`),
    check('distribution_publics', allOf(t.publics, PUBLICS)),
    check('distribution_age_band', oneOf(t.ageBand, AGE_BANDS)),
    check('distribution_qpv_method', oneOf(t.qpvMethod, QPV_METHODS)),
    check('distribution_qpv_vintage', oneOf(t.qpvVintage, QPV_VINTAGES)),
    check(
      'distribution_qpv_whole',
      sql`(${t.qpvVintage} is null) = (${t.qpvMethod} is null) and (${t.qpvCode} is null or ${t.qpvVintage} is not null)`,
    ),
    check('distribution_void_whole', sql`(${t.voidedAt} is null) = (${t.voidReason} is null)`),
    index('distribution_holder').on(t.holderId),
    index('distribution_partner').on(t.partnerId, t.at),
  ],
);

/** What a venue asks to be paid for, up to a cut-off day. A deferred trigger demands total = Σ of its redemptions. */
export const claim = pgTable(
  'claim',
  {
    id: id(),
    orgId: uuid('org_id')
      .notNull()
      .references(() => venueOrg.id),
    cutoff: date('cutoff').notNull(),
    state: text('state', { enum: CLAIM_STATES }).notNull(),
    lines: integer('lines').notNull(),
    totalCents: bigint('total_cents', { mode: 'bigint' }).notNull(),
    /** The Paris day by which the authority promised to pay. */
    dueOn: date('due_on').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    approvedBy: uuid('approved_by'),
    approvedAt: instant('approved_at'),
    /** The bank account in force at the approval: another one at the payment must be confirmed. */
    approvedAccountId: uuid('approved_account_id'),
  },
  (t) => [
    unique('claim_once').on(t.orgId, t.cutoff),
    check('claim_state', oneOf(t.state, CLAIM_STATES)),
    check('claim_lines', sql`${t.lines} >= 0 and ${t.totalCents} >= 0`),
    check('claim_approved_whole', sql`(${t.approvedBy} is null) = (${t.approvedAt} is null)`),
    index('claim_by_state').on(t.state, t.cutoff),
  ],
);

/** A pass used at an organisation: the debt of the authority to that organisation. */
export const redemption = pgTable(
  'redemption',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    passId: uuid('pass_id')
      .notNull()
      .references(() => pass.id),
    orgId: uuid('org_id')
      .notNull()
      .references(() => venueOrg.id),
    venueId: uuid('venue_id').notNull(),
    /** Null when the person walked in without a booking. */
    bookingId: uuid('booking_id'),
    holderId: uuid('holder_id')
      .notNull()
      .references(() => holder.id),
    at: instant('at').notNull(),
    /** The Paris day of the service, when the venue declared it later; null: the day of `at`. */
    servedOn: date('served_on'),
    channel: text('channel', { enum: ['HOLDER', 'VENUE', 'WALK_IN'] }).notNull(),
    amountCents: bigint('amount_cents', { mode: 'bigint' }).notNull(),
    txId: uuid('tx_id')
      .notNull()
      .references(() => ledgerTransaction.id),
    reversedAt: instant('reversed_at'),
    reverseReason: text('reverse_reason'),
    claimId: uuid('claim_id').references(() => claim.id),
    /** Set when its line was rejected for good: the pass was used, and is not owed. */
    refusedAt: instant('refused_at'),
  },
  (t) => [
    uniqueIndex('redemption_one_live').on(t.passId).where(sql`reversed_at is null`),
    check('redemption_reversed_or_claimed', sql`not (${t.reversedAt} is not null and ${t.claimId} is not null)`),
    check('redemption_refused_or_claimed', sql`not (${t.refusedAt} is not null and ${t.claimId} is not null)`),
    check('redemption_reverse_whole', sql`(${t.reversedAt} is null) = (${t.reverseReason} is null)`),
    check('redemption_amount', sql`${t.amountCents} > 0`),
    check('redemption_channel', oneOf(t.channel, ['HOLDER', 'VENUE', 'WALK_IN'])),
    index('redemption_org').on(t.orgId, t.at),
    index('redemption_booking').on(t.bookingId),
    index('redemption_claim').on(t.claimId),
    index('redemption_holder').on(t.holderId),
  ],
);

/** An account of the ledger and its running balance, kept by the trigger of `ledger_entry`. */
export const account = pgTable(
  'account',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    kind: text('kind', { enum: ACCOUNT_KINDS }).notNull(),
    ownerId: uuid('owner_id').notNull(),
    balance: bigint('balance', { mode: 'bigint' }).notNull().default(sql`0`),
  },
  (t) => [
    unique('account_key').on(t.kind, t.ownerId),
    check('account_kind', oneOf(t.kind, ACCOUNT_KINDS)),
    check('account_balance', sql`${t.balance} >= 0 or ${t.kind} = 'ISSUE'`),
  ],
);

/** One act that moved passes: who, when, why. Append-only. */
export const ledgerTransaction = pgTable(
  'ledger_transaction',
  {
    id: id(),
    kind: text('kind', { enum: LEDGER_TRANSACTION_KINDS }).notNull(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    opKey: uuid('op_key').notNull(),
    reason: text('reason'),
  },
  (t) => [check('ledger_transaction_kind', oneOf(t.kind, LEDGER_TRANSACTION_KINDS))],
);

/** One line of a ledger transaction; deferred triggers demand at least two and a sum of zero. Append-only. */
export const ledgerEntry = pgTable(
  'ledger_entry',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    txId: uuid('tx_id')
      .notNull()
      .references(() => ledgerTransaction.id),
    accountId: bigint('account_id', { mode: 'bigint' })
      .notNull()
      .references(() => account.id),
    quantity: bigint('quantity', { mode: 'bigint' }).notNull(),
  },
  (t) => [
    check('ledger_entry_quantity', sql`${t.quantity} <> 0`),
    index('ledger_entry_tx').on(t.txId),
    index('ledger_entry_account').on(t.accountId),
  ],
);
