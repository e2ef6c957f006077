import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from './columns.ts';
import { venueOrg } from './directory.ts';
import { claim } from './passes.ts';

const org = () =>
  uuid('org_id')
    .notNull()
    .references(() => venueOrg.id);

/** Two different people of the authority, neither of whom typed it. The CHECKs of both tables say so. */
const validation = () => ({
  typedBy: uuid('typed_by').notNull(),
  typedAt: instant('typed_at').notNull(),
  firstBy: uuid('first_by'),
  firstAt: instant('first_at'),
  secondBy: uuid('second_by'),
  secondAt: instant('second_at'),
  refusedBy: uuid('refused_by'),
  refusedAt: instant('refused_at'),
  refuseReason: text('refuse_reason'),
});

const TWO_PEOPLE = `first_by <> typed_by and second_by <> typed_by and second_by <> first_by`;
const IN_ORDER = `(second_by is null or first_by is not null) and (first_by is null) = (first_at is null)
  and (second_by is null) = (second_at is null) and (refused_by is null) = (refused_at is null)
  and (refused_by is null) = (refuse_reason is null) and not (refused_by is not null and second_by is not null)`;
const rules = (name: string) => [
  check(`${name}_two_people`, sql.raw(TWO_PEOPLE)),
  check(`${name}_in_order`, sql.raw(IN_ORDER)),
];

/** An account money is sent to. The IBAN is sealed; only its last four signs can be read. EXCLUDE on periods (migration). */
export const orgBankAccount = pgTable(
  'org_bank_account',
  {
    id: id(),
    orgId: org(),
    holderName: text('holder_name').notNull(),
    ibanEncrypted: text('iban_encrypted').notNull(),
    ibanLast4: text('iban_last4').notNull(),
    /** Paris days, both included; set when the second person validates. */
    startsOn: date('starts_on'),
    endsOn: date('ends_on'),
    ...validation(),
  },
  (t) => [
    ...rules('org_bank_account'),
    check('org_bank_account_period', sql`(${t.startsOn} is null) = (${t.secondBy} is null)`),
    uniqueIndex('org_bank_account_one_open').on(t.orgId).where(sql`second_by is null and refused_by is null`),
  ],
);

/** An organisation's request to accept passes. Validated, it opens a period of label and its bank account. */
export const labelFile = pgTable(
  'label_file',
  {
    id: id(),
    orgId: org(),
    siret: text('siret').notNull(),
    representative: text('representative').notNull(),
    representativeRole: text('representative_role').notNull(),
    trainings: text('trainings').notNull(),
    startsOn: date('starts_on').notNull(),
    endsOn: date('ends_on'),
    bankAccountId: uuid('bank_account_id')
      .notNull()
      .references(() => orgBankAccount.id),
    ...validation(),
  },
  (t) => [
    ...rules('label_file'),
    check('label_file_siret', sql`${t.siret} ~ '^[0-9]{14}$'`),
    check('label_file_period', sql`${t.endsOn} is null or ${t.endsOn} >= ${t.startsOn}`),
    uniqueIndex('label_file_one_open').on(t.orgId).where(sql`second_by is null and refused_by is null`),
  ],
);

/** A paper of a file; its content is kept by the storage, under its hash. */
export const labelDocument = pgTable(
  'label_document',
  {
    id: id(),
    fileId: uuid('file_id')
      .notNull()
      .references(() => labelFile.id),
    sha256: text('sha256').notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    size: integer('size').notNull(),
    addedBy: uuid('added_by').notNull(),
    addedAt: instant('added_at').notNull(),
  },
  (t) => [check('label_document_size', sql`${t.size} > 0`), index('label_document_file').on(t.fileId)],
);

/** Somebody confirmed that a claim is paid on another account than the one in force when it was approved. */
export const accountChangeConfirmation = pgTable(
  'account_change_confirmation',
  {
    id: id(),
    claimId: uuid('claim_id')
      .notNull()
      .references(() => claim.id),
    accountId: uuid('account_id')
      .notNull()
      .references(() => orgBankAccount.id),
    confirmedBy: uuid('confirmed_by').notNull(),
    confirmedAt: instant('confirmed_at').notNull(),
  },
  (t) => [uniqueIndex('account_change_once').on(t.claimId, t.accountId, t.confirmedBy)],
);
