import { eq, inArray, sql } from 'drizzle-orm';
import type { VenueFields, VenueRecord } from '#app/sources/rules/fields.ts';
import type { Tx } from '#db/client.ts';
import { venue } from '#db/schema/directory.ts';
import { venueRecord } from '#db/schema/sources.ts';
import { moment, texts, uuids } from '../acts.ts';

export type RecordInsert = typeof venueRecord.$inferInsert;
/** A record with the venue it is part of. */
export type OwnedRecord = VenueRecord &
  Pick<RecordInsert, 'venueId'> & { origin: { source: string; id: string } | null };

/** Imports and merges take turns: two at once would each make a venue of the same place. */
export async function lockVenueRecords(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('venue-records'))`);
}

export interface KnownRecord {
  id: string;
  venueId: string;
  contentHash: string;
}

/** The records already known from these sources, by JSON of [source, sourceId]. */
export async function readKnownRecords(tx: Tx, sources: readonly string[]): Promise<Map<string, KnownRecord>> {
  if (sources.length === 0) return new Map();
  const rows = await tx
    .select({
      id: venueRecord.id,
      venueId: venueRecord.venueId,
      contentHash: venueRecord.contentHash,
      source: venueRecord.source,
      sourceId: venueRecord.sourceId,
    })
    .from(venueRecord)
    .where(inArray(venueRecord.source, [...sources]));
  return new Map(rows.map(({ source, sourceId, ...known }) => [JSON.stringify([source, sourceId]), known]));
}

const COLUMNS = {
  id: venueRecord.id,
  venueId: venueRecord.venueId,
  source: venueRecord.source,
  sourceId: venueRecord.sourceId,
  origin: venueRecord.origin,
  fields: venueRecord.fields,
  saidOn: venueRecord.saidOn,
};

/** All that the sources say of these venues. */
export async function readRecordsOf(tx: Tx, venueIds: readonly string[]): Promise<OwnedRecord[]> {
  if (venueIds.length === 0) return [];
  return tx
    .select(COLUMNS)
    .from(venueRecord)
    .where(sql`${venueRecord.venueId} = any (${uuids(venueIds)})`);
}

/** The records of whole communes: among them are those that may speak of a venue there. */
export async function readRecordsIn(tx: Tx, inseeCodes: readonly string[]): Promise<OwnedRecord[]> {
  if (inseeCodes.length === 0) return [];
  return tx
    .select(COLUMNS)
    .from(venueRecord)
    .where(sql`${venueRecord.inseeCode} = any (${texts(inseeCodes)})`);
}

/** PostgreSQL takes 65,535 parameters at most. */
const BATCH = 1_000;

export async function insertRecords(tx: Tx, records: readonly RecordInsert[]): Promise<void> {
  for (let from = 0; from < records.length; from += BATCH)
    await tx.insert(venueRecord).values(records.slice(from, from + BATCH));
}

export interface RecordChange {
  id: string;
  contentHash: string;
  fields: Partial<VenueFields>;
  inseeCode: string | null;
  saidOn: string;
}

/** Rewrites what records say; whose they are stays. */
export async function updateRecords(tx: Tx, changes: readonly RecordChange[], now: Date): Promise<void> {
  for (let from = 0; from < changes.length; from += BATCH) {
    await tx.execute(sql`
      update venue_record r set content_hash = c."contentHash", fields = c.fields, insee_code = c."inseeCode",
        said_on = c."saidOn"::date, written_at = ${moment(now)}
      from jsonb_to_recordset(${JSON.stringify(changes.slice(from, from + BATCH))}::jsonb)
        as c (id uuid, "contentHash" text, fields jsonb, "inseeCode" text, "saidOn" text)
      where r.id = c.id`);
  }
}

/** Writes one record of a source, or rewrites it. */
export async function upsertRecord(tx: Tx, record: RecordInsert): Promise<void> {
  await tx
    .insert(venueRecord)
    .values(record)
    .onConflictDoUpdate({
      target: [venueRecord.source, venueRecord.sourceId],
      set: {
        fields: record.fields,
        contentHash: record.contentHash,
        saidOn: record.saidOn,
        writtenAt: record.writtenAt,
        inseeCode: record.inseeCode ?? null,
      },
    });
}

export async function moveRecords(tx: Tx, recordIds: readonly string[], venueId: string): Promise<void> {
  await tx
    .update(venueRecord)
    .set({ venueId })
    .where(sql`${venueRecord.id} = any (${uuids(recordIds)})`);
}

/** A venue's row as a record: for venues written before records were kept. */
export async function readVenueRow(tx: Tx, venueId: string): Promise<typeof venue.$inferSelect | null> {
  const [row] = await tx.select().from(venue).where(eq(venue.id, venueId));
  return row ?? null;
}

/** Records whose position nobody published and nobody found yet: unknown, or the middle of the commune. */
export async function readUnplacedRecords(
  tx: Tx,
): Promise<(RecordChange & { venueId: string; fields: VenueFields })[]> {
  const rows = await tx
    .select({
      id: venueRecord.id,
      venueId: venueRecord.venueId,
      contentHash: venueRecord.contentHash,
      fields: venueRecord.fields,
      inseeCode: venueRecord.inseeCode,
      saidOn: venueRecord.saidOn,
    })
    .from(venueRecord)
    .where(
      sql`(${venueRecord.source} not in ('venue', 'metropole') and ${venueRecord.fields}->>'lat' is null
        or ${venueRecord.fields}->>'positionPrecision' = 'COMMUNE' and ${venueRecord.fields}->>'street' is not null)`,
    );
  // An import's record holds every field; the venue's own holds its address, with the place it was given meanwhile.
  return rows.map((row) => ({ ...row, fields: row.fields as VenueFields }));
}
