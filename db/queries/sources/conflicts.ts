import { sql } from 'drizzle-orm';
import { WATCHED } from '#app/sources/rules/compose.ts';
import { FIELD_GROUPS, type FieldGroup, type VenueField } from '#app/sources/rules/fields.ts';
import type { Tx } from '#db/client.ts';
import { moment, texts, uuids } from '../acts.ts';
import type { OwnedRecord } from './records.ts';

const watched: ReadonlySet<VenueField> = new Set(WATCHED.flatMap((group) => [...FIELD_GROUPS[group]]));
/** Fields about which nobody is asked: the long texts and lists, most of a record's weight. */
const UNWATCHED = Object.values<readonly VenueField[]>(FIELD_GROUPS)
  .flat()
  .filter((field) => !watched.has(field));

/** Whether a venue must be compared again. */
export async function hasStaleConflicts(tx: Tx): Promise<boolean> {
  const [row] = await tx.execute<{ stale: boolean }>(sql`select exists (select 1 from venue_conflict_stale) as stale`);
  return row?.stale === true;
}

/** Takes some of the venues that must be compared again off their list. The caller holds the lock of the records. */
export async function takeStaleVenues(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    delete from venue_conflict_stale where venue_id in (select venue_id from venue_conflict_stale order by 1 limit ${limit})
    returning venue_id as id`);
  return rows.map(({ id }) => id);
}

/** What the sources say of each of these venues that several speak of, in the fields where disagreement is told. */
export async function readComparedRecords(tx: Tx, venueIds: readonly string[]): Promise<OwnedRecord[]> {
  const rows = await tx.execute<OwnedRecord & Record<string, unknown>>(sql`
    select id, venue_id as "venueId", source, source_id as "sourceId", origin, fields - ${texts(UNWATCHED)} as fields, said_on::text as "saidOn"
    from venue_record where venue_id in (
      select venue_id from venue_record where venue_id = any (${uuids(venueIds)}) group by venue_id having count(*) > 1)`);
  return [...rows];
}

export interface ConflictRow {
  venueId: string;
  group: FieldGroup;
  newestOn: string;
}

/** Writes the conflicts of some venues, in the place of those they had. */
export async function replaceConflicts(
  tx: Tx,
  venueIds: readonly string[],
  conflicts: readonly ConflictRow[],
): Promise<void> {
  await tx.execute(sql`delete from venue_conflict where venue_id = any (${uuids(venueIds)})`);
  await tx.execute(sql`
    insert into venue_conflict (venue_id, field_group, newest_on)
    select c."venueId", c."group", c."newestOn"
    from jsonb_to_recordset(${JSON.stringify(conflicts)}::jsonb) as c ("venueId" uuid, "group" text, "newestOn" date)`);
}

export interface ListedRow extends Omit<ConflictRow, 'newestOn'> {
  name: string;
  commune: string;
}

/** One page of the conflicts, the newest word first, and how many there are; the last page beyond it. */
export async function listConflictRows(
  tx: Tx,
  { group, page, size }: { group: FieldGroup | null; page: number; size: number },
): Promise<{ rows: ListedRow[]; total: number; page: number }> {
  const where = group === null ? sql`true` : sql`c.field_group = ${group}`;
  const total = await countConflicts(tx, group);
  const at = Math.min(page, Math.max(Math.ceil(total / size), 1));
  const rows = await tx.execute<ListedRow & Record<string, unknown>>(sql`
    select c.venue_id as "venueId", c.field_group as "group", v.name, v.commune
    from (select * from venue_conflict c where ${where}
      order by c.newest_on desc nulls last, c.venue_id, c.field_group limit ${size} offset ${(at - 1) * size}) c
    join venue v on v.id = c.venue_id order by c.newest_on desc nulls last, c.venue_id, c.field_group`);
  return { rows: [...rows], total, page: at };
}

export async function countConflicts(tx: Tx, group: FieldGroup | null = null): Promise<number> {
  const where = group === null ? sql`true` : sql`field_group = ${group}`;
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from venue_conflict where ${where}`);
  return row?.n ?? 0;
}

/** The hashes of the words set aside of some venues, by record and group ("id group"). */
export async function readKeptWords(tx: Tx, venueIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.execute<{ id: string; group: string; hash: string }>(sql`
    select k.record_id as id, k.field_group as "group", k.words_hash as hash
    from venue_conflict_kept k join venue_record r on r.id = k.record_id where r.venue_id = any (${uuids(venueIds)})`);
  return new Map(rows.map(({ id, group, hash }) => [`${id} ${group}`, hash]));
}

/** Sets aside what records say of a group, in the place of what was set aside of them before. */
export async function writeKeptWords(
  tx: Tx,
  group: FieldGroup,
  words: readonly { recordId: string; hash: string }[],
  by: string,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    insert into venue_conflict_kept (record_id, field_group, words_hash, at, by)
    select w."recordId", ${group}, w.hash, ${moment(now)}, ${by}
    from jsonb_to_recordset(${JSON.stringify(words)}::jsonb) as w ("recordId" uuid, hash text)
    on conflict (record_id, field_group) do update
      set words_hash = excluded.words_hash, at = excluded.at, by = excluded.by`);
}
