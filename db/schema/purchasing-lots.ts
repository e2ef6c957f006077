import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { BLOCK_CAUSES, TOLD_BY } from '#app/purchasing/rules/block.ts';
import { FILE_KINDS } from '#app/purchasing/rules/supplier-file.ts';
import { bytea, id, instant, oneOf } from './columns.ts';
import { holder, partner } from './partners.ts';
import { ledgerTransaction, pass, passLot } from './passes.ts';
import { funding } from './purchasing.ts';

/** What each funding pays of a lot. Deferred triggers: 10,000 basis points in all, the State at 6,500 or under. */
export const lotFunding = pgTable(
  'lot_funding',
  {
    lotId: uuid('lot_id')
      .notNull()
      .references(() => passLot.id),
    fundingId: uuid('funding_id')
      .notNull()
      .references(() => funding.id),
    shareBps: integer('share_bps').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.lotId, t.fundingId] }),
    index('lot_funding_funding').on(t.fundingId),
    check('lot_funding_share', sql`${t.shareBps} between 1 and 10000`),
  ],
);

/** Why a pass is blocked, and where it stood: a blocked pass has no holder any more. */
export const passBlock = pgTable(
  'pass_block',
  {
    passId: uuid('pass_id')
      .primaryKey()
      .references(() => pass.id),
    cause: text('cause', { enum: BLOCK_CAUSES }).notNull(),
    toldBy: text('told_by', { enum: TOLD_BY }).notNull(),
    partnerId: uuid('partner_id').references(() => partner.id),
    holderId: uuid('holder_id').references(() => holder.id),
    at: instant('at').notNull(),
    txId: uuid('tx_id')
      .notNull()
      .references(() => ledgerTransaction.id),
  },
  (t) => [
    check('pass_block_cause', oneOf(t.cause, BLOCK_CAUSES)),
    check('pass_block_told_by', oneOf(t.toldBy, TOLD_BY)),
    index('pass_block_holder').on(t.holderId).where(sql`holder_id is not null`),
    index('pass_block_partner').on(t.partnerId),
  ],
);

/** The pass given for a lost one. Each is replaced once, and replaces one. */
export const passReplacement = pgTable(
  'pass_replacement',
  {
    originalId: uuid('original_id')
      .notNull()
      .references(() => passBlock.passId),
    replacementId: uuid('replacement_id')
      .notNull()
      .references(() => pass.id),
    at: instant('at').notNull(),
    txId: uuid('tx_id')
      .notNull()
      .references(() => ledgerTransaction.id),
  },
  (t) => [
    primaryKey({ columns: [t.originalId] }),
    unique('pass_replacement_gives_once').on(t.replacementId),
    check('pass_replacement_other', sql`${t.originalId} <> ${t.replacementId}`),
  ],
);

/**
 * A supplier's file between the two screens of its import: sealed, for an hour, then gone. Once imported
 * only a keyed digest stays, so that the same file is recognised.
 */
export const lotImport = pgTable(
  'lot_import',
  {
    id: id(),
    digest: text('digest').notNull(),
    kind: text('kind', { enum: FILE_KINDS }).notNull(),
    sealed: bytea('sealed'),
    uploadedBy: uuid('uploaded_by').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    lotId: uuid('lot_id').references(() => passLot.id),
    importedAt: instant('imported_at'),
  },
  (t) => [
    uniqueIndex('lot_import_file_once').on(t.digest).where(sql`lot_id is not null`),
    check('lot_import_kind', oneOf(t.kind, FILE_KINDS)),
    check('lot_import_whole', sql`(${t.lotId} is null) = (${t.importedAt} is null)`),
    check('lot_import_nothing_kept', sql`(${t.sealed} is null) = (${t.lotId} is not null)`),
    index('lot_import_uploaded').on(t.uploadedAt),
  ],
);
