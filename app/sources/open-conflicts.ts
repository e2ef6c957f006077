import type { Tx } from '#db/client.ts';
import { readContestedRecords, readKeptWords, readVenueNames } from '#db/queries/sources/conflicts.ts';
import { type OwnedRecord, readRecordsOf } from '#db/queries/sources/records.ts';
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

/**
 * The conflicts that wait for the authority, those with the newest word first, and how many there are.
 * `page` counts from 1; beyond the last page, the last is given.
 */
export async function listOpenConflicts(
  tx: Tx,
  { group, page, size }: { group: FieldGroup | null; page: number; size: number },
): Promise<{ conflicts: ListedConflict[]; total: number; page: number }> {
  const all = (await readOpenConflicts(tx)).filter((one) => group === null || one.group === group);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const at = Math.min(page, last);
  const kept = all.slice((at - 1) * size, at * size);
  const names = await readVenueNames(tx, [...new Set(kept.map(({ venueId }) => venueId))]);
  const conflicts = kept.map((one) => ({ ...one, ...(names.get(one.venueId) ?? { name: '', commune: '' }) }));
  return { conflicts, total: all.length, page: at };
}

export async function countOpenConflicts(tx: Tx): Promise<number> {
  return (await readOpenConflicts(tx)).length;
}

/** The open conflict of a venue about one thing; null when its sources agree or somebody has settled it. */
export async function findOpenConflict(tx: Tx, venueId: string, group: FieldGroup): Promise<OpenConflict | null> {
  const records = await readRecordsOf(tx, [venueId]);
  const kept = await readKeptWords(tx, [venueId]);
  return openConflictsOf(venueId, records, kept).find((one) => one.group === group) ?? null;
}

/** What is remembered of words set aside: themselves, and those they were set aside for. */
export function setAsideHash(group: FieldGroup, shown: VenueRecord, other: VenueRecord): string {
  return hashOf([comparableWords(shown, group), comparableWords(other, group)]);
}

async function readOpenConflicts(tx: Tx): Promise<OpenConflict[]> {
  const byVenue = new Map<string, OwnedRecord[]>();
  for (const record of await readContestedRecords(tx)) {
    const known = byVenue.get(record.venueId);
    if (known === undefined) byVenue.set(record.venueId, [record]);
    else known.push(record);
  }
  const kept = await readKeptWords(tx, 'ALL');
  return [...byVenue].flatMap(([venueId, records]) => openConflictsOf(venueId, records, kept)).sort(newestFirst);
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

function newestFirst(a: OpenConflict, b: OpenConflict): number {
  return newest(b).localeCompare(newest(a)) || a.venueId.localeCompare(b.venueId);
}

/** The day of the newest word of a conflict. */
function newest({ shown, others }: OpenConflict): string {
  return (
    [shown, ...others]
      .map(({ saidOn }) => saidOn)
      .sort()
      .at(-1) ?? ''
  );
}
