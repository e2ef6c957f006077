import { sql } from 'drizzle-orm';
import {
  bigint,
  char,
  check,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { QPV_VINTAGES } from '#app/partners/rules/qpv.ts';
import { id, instant, oneOf } from './columns.ts';
import { ledgerTransaction } from './passes.ts';
import { moneyTransaction } from './payment.ts';
import { audit } from './platform.ts';

/**
 * The chain that makes the pass ledger checkable by anybody: one link a transaction, filled after the fact by
 * `seal_ledger` so that no act waits for another. Append-only.
 */
export const ledgerSeal = pgTable(
  'ledger_seal',
  {
    seq: bigint('seq', { mode: 'bigint' }).primaryKey(),
    txId: uuid('tx_id')
      .notNull()
      .unique()
      .references(() => ledgerTransaction.id),
    previous: char('previous', { length: 64 }).notNull(),
    hash: char('hash', { length: 64 }).notNull(),
    sealedAt: instant('sealed_at').notNull(),
  },
  (t) => [unique('ledger_seal_link').on(t.seq, t.hash), check('ledger_seal_seq', sql`${t.seq} > 0`)],
);

/** The same chain over the ledger in cents. Append-only. */
export const moneySeal = pgTable('money_seal', {
  seq: bigint('seq', { mode: 'bigint' }).primaryKey(),
  txId: uuid('tx_id')
    .notNull()
    .unique()
    .references(() => moneyTransaction.id),
  previous: char('previous', { length: 64 }).notNull(),
  hash: char('hash', { length: 64 }).notNull(),
  sealedAt: instant('sealed_at').notNull(),
});

/** The same chain over the audit's rows. Append-only. */
export const auditSeal = pgTable('audit_seal', {
  seq: bigint('seq', { mode: 'bigint' }).primaryKey(),
  auditId: bigint('audit_id', { mode: 'bigint' })
    .notNull()
    .unique()
    .references(() => audit.id),
  previous: char('previous', { length: 64 }).notNull(),
  hash: char('hash', { length: 64 }).notNull(),
  sealedAt: instant('sealed_at').notNull(),
});

/**
 * A report as it was published: its canonical JSON, byte for byte, and the SHA-256 that signs it. A new version of
 * a period supersedes the one before, which stays. Append-only.
 */
export const funderReport = pgTable(
  'funder_report',
  {
    id: id(),
    title: text('title').notNull(),
    /** Paris days, both included. */
    firstDay: date('first_day').notNull(),
    lastDay: date('last_day').notNull(),
    version: integer('version').notNull(),
    content: text('content').notNull(),
    hash: char('hash', { length: 64 }).notNull().unique(),
    /** The head of the ledger's chain that the figures stand on. */
    sealSeq: bigint('seal_seq', { mode: 'bigint' }).notNull(),
    sealHash: char('seal_hash', { length: 64 }).notNull(),
    /** That of the ledger in cents; null while it was empty, and in reports of the first format. */
    moneySeq: bigint('money_seq', { mode: 'bigint' }),
    moneyHash: char('money_hash', { length: 64 }),
    publishedBy: text('published_by').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (t) => [
    unique('funder_report_version').on(t.firstDay, t.lastDay, t.version),
    check('funder_report_period', sql`${t.lastDay} >= ${t.firstDay}`),
    check('funder_report_first_version', sql`${t.version} >= 1`),
    check('funder_report_signed', sql`${t.hash} = encode(sha256(convert_to(${t.content}, 'UTF8')), 'hex')`),
    check(
      'funder_report_money_head',
      sql`${t.content}::jsonb ->> 'format' = 'passerelle-report-1' or (${t.content}::jsonb -> 'moneyHead' ->> 'seq')::bigint = coalesce(${t.moneySeq}, 0)`,
    ),
    check('funder_report_agrees', sql`(${t.content}::jsonb -> 'reconciliation' ->> 'agrees') = 'true'`),
  ],
);

/**
 * The contours of the priority neighbourhoods (QPV), by vintage. `polygons` is a GeoJSON MultiPolygon's coordinates;
 * the box spares the reading of contours that cannot hold a point.
 */
export const qpvArea = pgTable(
  'qpv_area',
  {
    vintage: text('vintage', { enum: QPV_VINTAGES }).notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    commune: text('commune'),
    polygons: jsonb('polygons').notNull(),
    west: doublePrecision('west').notNull(),
    south: doublePrecision('south').notNull(),
    east: doublePrecision('east').notNull(),
    north: doublePrecision('north').notNull(),
    importedAt: instant('imported_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.vintage, t.code] }),
    check('qpv_area_vintage', oneOf(t.vintage, QPV_VINTAGES)),
    check('qpv_area_box', sql`${t.west} <= ${t.east} and ${t.south} <= ${t.north}`),
  ],
);
