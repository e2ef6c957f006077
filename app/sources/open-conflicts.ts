import type { Job } from '#app/platform/jobs.ts';
import type { Database, Tx } from '#db/client.ts';
import {
  hasStaleConflicts,
  listConflictRows,
  readComparedRecords,
  readKeptWords,
  replaceConflicts,
  takeStaleVenues,
  writeKeptWords,
} from '#db/queries/sources/conflicts.ts';
import { lockVenueRecords, type OwnedRecord, readRecordsOf } from '#db/queries/sources/records.ts';
import { hashOf } from './read-rows.ts';
import { comparableWords, conflictsOf } from './rules/compose.ts';
import type { FieldGroup, VenueRecord } from './rules/fields.ts';

/** Sources of one venue that do not say the same of one thing, which nobody has settled. */
export interface OpenConflict {
  venueId: string;
  group: FieldGroup;
  /** The record whose words the public sees. */
  shown: VenueRecord;
  /** Those that say something else; at least one. Words set aside before are not among them. */
  others: readonly VenueRecord[];
  /** Tells this conflict, as it is now, from what it becomes once a source says something new. */
  seen: string;
}

/** An open conflict with where it is. */
export interface ListedConflict extends OpenConflict {
  name: string;
  commune: string;
}

/** Venues compared in one transaction: imports wait for it. */
const LOT = 500;

/** What somebody who opens a page waits for at most, about half a second; the job does the rest of a large import. */
const LOTS_OF_A_VIEW = 4;

/**
 * Compares again the sources of each venue of which one has changed, lot by lot: the list of conflicts is then true.
 * How many venues were compared. Nothing is locked, nor written, when none has changed.
 */
export async function compareSources(db: Database, lots = LOTS_OF_A_VIEW): Promise<number> {
  let compared = 0;
  for (let lot = 0; lot < lots && (await db.read(hasStaleConflicts)); lot += 1)
    compared += await db.transaction(compareLot);
  return compared;
}

async function compareLot(tx: Tx): Promise<number> {
  // Writers of records hold the same lock: none of theirs can be half seen, and then no longer stale.
  await lockVenueRecords(tx);
  const ids = await takeStaleVenues(tx, LOT);
  const byVenue = byVenueOf(await readComparedRecords(tx, ids));
  const kept = await readKeptWords(tx, ids);
  const conflicts = [...byVenue].flatMap(([venueId, records]) => openConflictsOf(venueId, records, kept));
  await replaceConflicts(
    tx,
    ids,
    conflicts.map((one) => ({ venueId: one.venueId, group: one.group, newestOn: newest(one) })),
  );
  return ids.length;
}

export const comparisons: Job = {
  name: 'compare-sources',
  label: 'Comparer ce que les sources disent des mêmes lieux',
  cron: '*/10 * * * *',
  atStart: true,
  run: async ({ db }) => ({ compared: await compareSources(db, Number.POSITIVE_INFINITY) }),
};

/**
 * The conflicts that wait for the authority, those with the newest word first, and how many there are.
 * `page` counts from 1; beyond the last page, the last is given.
 */
export async function listOpenConflicts(
  db: Database,
  { group, page, size }: { group: FieldGroup | null; page: number; size: number },
): Promise<{ conflicts: ListedConflict[]; total: number; page: number }> {
  await compareSources(db);
  return db.read(async (tx) => {
    const listed = await listConflictRows(tx, { group, page, size });
    const ids = [...new Set(listed.rows.map(({ venueId }) => venueId))];
    const open = await openConflictsAbout(tx, ids);
    const conflicts = listed.rows.flatMap(({ venueId, group: about, name, commune }) => {
      const found = open.find((one) => one.venueId === venueId && one.group === about);
      return found === undefined ? [] : [{ ...found, name, commune }];
    });
    return { conflicts, total: listed.total, page: listed.page };
  });
}

/** The open conflicts of one venue, as its records are now. */
export function listVenueConflicts(tx: Tx, venueId: string): Promise<OpenConflict[]> {
  return openConflictsAbout(tx, [venueId]);
}

/** The open conflict of a venue about one thing; null when its sources agree or somebody has settled it. */
export async function findOpenConflict(tx: Tx, venueId: string, group: FieldGroup): Promise<OpenConflict | null> {
  return (await openConflictsAbout(tx, [venueId])).find((one) => one.group === group) ?? null;
}

/** Sets aside what the others say, until one of them, or what is shown, says something new. */
export async function setAside(
  tx: Tx,
  { group, shown, others }: OpenConflict,
  { actorRef, now }: { actorRef: string; now: Date },
): Promise<void> {
  const words = others.map((other) => ({ recordId: other.id, hash: setAsideHash(group, shown, other) }));
  await writeKeptWords(tx, group, words, actorRef, now);
}

/** What is remembered of words set aside: themselves, and those they were set aside for. */
function setAsideHash(group: FieldGroup, shown: VenueRecord, other: VenueRecord): string {
  return hashOf([comparableWords(shown, group), comparableWords(other, group)]);
}

async function openConflictsAbout(tx: Tx, venueIds: readonly string[]): Promise<OpenConflict[]> {
  const byVenue = byVenueOf(await readRecordsOf(tx, venueIds));
  const kept = await readKeptWords(tx, venueIds);
  return [...byVenue].flatMap(([venueId, records]) => openConflictsOf(venueId, records, kept));
}

function byVenueOf(records: readonly OwnedRecord[]): Map<string, OwnedRecord[]> {
  const found = new Map<string, OwnedRecord[]>();
  for (const record of records) {
    const known = found.get(record.venueId);
    if (known === undefined) found.set(record.venueId, [record]);
    else known.push(record);
  }
  return found;
}

/** `kept`: hashes of the words set aside, by record and group. */
function openConflictsOf(
  venueId: string,
  records: readonly VenueRecord[],
  kept: ReadonlyMap<string, string>,
): OpenConflict[] {
  return conflictsOf(records).flatMap(({ group, records: [shown, ...differing] }) => {
    if (shown === undefined) return [];
    const others = differing.filter(
      (record) => kept.get(`${record.id} ${group}`) !== setAsideHash(group, shown, record),
    );
    if (others.length === 0) return [];
    const said = [shown, ...others].map((record) => [record.id, comparableWords(record, group)]);
    return [{ venueId, group, shown, others, seen: hashOf(said) }];
  });
}

/** The day of the newest word of a conflict. */
function newest({ shown, others }: OpenConflict): string {
  const days = [shown, ...others].map(({ saidOn }) => saidOn);
  return days.sort().at(-1) ?? '';
}
