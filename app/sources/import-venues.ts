import { detectFileVersion, type StandardVersion } from '#app/directory/rules/detect-version.ts';
import { cleanRow } from '#app/directory/rules/read-row.ts';
import type { Database, Tx } from '#db/client.ts';
import { lockVenueRecords } from '#db/queries/sources/records.ts';
import { planImport, writePlan } from './plan-import.ts';
import { type ReadOptions, type RefusedRow, type RowsRead, readRows } from './read-rows.ts';
import type { ShapeName } from './rules/adapters/shape.ts';

export interface ImportOptions extends ReadOptions {
  now: Date;
  newId: () => string;
  /** Reads and reports, writes nothing. */
  dryRun?: boolean;
}

/** read = created + updated + unchanged + merged + refused.length, always. */
export interface ImportReport {
  shape: ShapeName;
  /** The version of the national standard; null for the shapes that are not it. */
  version: StandardVersion | null;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  /** New rows that speak of a venue already known from another source. */
  merged: number;
  /** New rows that may speak of a known venue: a person is asked. */
  asked: number;
  refused: RefusedRow[];
  dryRun: boolean;
}

const STANDARD_SHAPES: readonly ShapeName[] = ['standard', 'conseillers-numeriques', 'data-inclusion'];

/** Imports the raw rows of one file, of any shape that is known, in one transaction. */
export function importVenues(db: Database, rows: readonly unknown[], options: ImportOptions): Promise<ImportReport> {
  // Read before the transaction: thousands of rows take seconds, and nobody waits for them.
  const read = readRows(rows, options);
  return db.transaction((tx) => importInto(tx, rows, read, options));
}

/** The same, inside a transaction that does more. */
export async function importInto(
  tx: Tx,
  rows: readonly unknown[],
  { shape, accepted, refused }: RowsRead,
  options: ImportOptions,
): Promise<ImportReport> {
  await lockVenueRecords(tx);
  const plan = await planImport(tx, accepted, options);
  if (options.dryRun !== true) await writePlan(tx, plan, options);
  const standard = STANDARD_SHAPES.includes(shape);
  return {
    shape,
    version: standard ? detectFileVersion(rows.map((row) => cleanRow(row) ?? {})) : null,
    read: rows.length,
    ...plan.counts,
    refused,
    dryRun: options.dryRun === true,
  };
}
