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

/** What the sources say of each venue that several speak of, in the fields where disagreement is told. */
export async function readContestedRecords(tx: Tx): Promise<OwnedRecord[]> {
  const rows = await tx.execute<OwnedRecord & Record<string, unknown>>(sql`
    select id, venue_id as "venueId", source, source_id as "sourceId", origin, fields - ${texts(UNWATCHED)} as fields, said_on::text as "saidOn"
    from venue_record where venue_id in (select venue_id from venue_record group by venue_id having count(*) > 1)`);
  return [...rows];
}

/** The hashes of the words set aside, by record and group ("id group"): of some venues, or of all. */
export async function readKeptWords(tx: Tx, of: readonly string[] | 'ALL'): Promise<Map<string, string>> {
  const which = of === 'ALL' ? sql`true` : sql`r.venue_id = any (${uuids(of)})`;
  const rows = await tx.execute<{ id: string; group: string; hash: string }>(sql`
    select k.record_id as id, k.field_group as "group", k.words_hash as hash
    from venue_conflict_kept k join venue_record r on r.id = k.record_id where ${which}`);
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

/** What some venues are called, and where they are. */
export async function readVenueNames(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, { name: string; commune: string }>> {
  const rows = await tx.execute<{ id: string; name: string; commune: string }>(
    sql`select id, name, commune from venue where id = any (${uuids(ids)})`,
  );
  return new Map(rows.map(({ id, name, commune }) => [id, { name, commune }]));
}
