import type { Tx } from '#db/client.ts';
import {
  lockVenueRecords,
  type OwnedRecord,
  readRecordsOf,
  readVenueRow,
  upsertRecord,
} from '#db/queries/sources/records.ts';
import { hashOf } from './read-rows.ts';
import { recomposeVenues } from './recompose-venues.ts';
import type { OWN_SOURCES, VenueField, VenueFields } from './rules/fields.ts';

export type OwnSource = (typeof OWN_SOURCES)[number];

/**
 * Writes what the venue itself ('venue') or the authority ('metropole') says of some fields, and makes
 * the venue's row anew: the venue's own word, then the authority's, then the imports. Fields that are not
 * given keep what the same source said before; a field given as null or [] is emptied on purpose; one of
 * `unsaid` is taken back, and other sources speak of it again.
 * False when there is no such venue. `day` is the Paris day of `now`.
 */
export async function writeVenueFields(
  tx: Tx,
  venueId: string,
  source: OwnSource,
  fields: Partial<VenueFields>,
  { now, day, newId, unsaid = [] }: { now: Date; day: string; newId: () => string; unsaid?: readonly VenueField[] },
): Promise<boolean> {
  await lockVenueRecords(tx);
  const records = await recordsOf(tx, venueId, newId, now);
  if (records === null) return false;
  const before = records.find((record) => record.source === source && record.sourceId === venueId);
  const said: Partial<VenueFields> = { ...before?.fields, ...fields };
  for (const field of unsaid) delete said[field];
  await upsertRecord(tx, {
    id: before?.id ?? newId(),
    venueId,
    source,
    sourceId: venueId,
    contentHash: hashOf(said),
    fields: said,
    inseeCode: said.inseeCode ?? null,
    saidOn: day,
    firstSeenAt: now,
    writtenAt: now,
  });
  await recomposeVenues(tx, [venueId], now);
  return true;
}

/** The records of a venue; one written before records were kept becomes its own. Null when it does not exist. */
export async function recordsOf(
  tx: Tx,
  venueId: string,
  newId: () => string,
  now: Date,
): Promise<OwnedRecord[] | null> {
  const records = await readRecordsOf(tx, [venueId]);
  if (records.length > 0) return records;
  const row = await readVenueRow(tx, venueId);
  if (row === null) return null;
  const {
    id,
    slug,
    orgId,
    source,
    sourceId,
    contentHash,
    mx,
    my,
    welcomeNote,
    closures,
    confirmedAt,
    sourceUpdatedOn,
    importedAt,
    updatedAt,
    ...fields
  } = row;
  const record = { id: newId(), venueId, source, sourceId, origin: null, fields, saidOn: sourceUpdatedOn };
  await upsertRecord(tx, { ...record, contentHash, inseeCode: fields.inseeCode, firstSeenAt: now, writtenAt: now });
  return [record];
}
