import { type SQL, sql } from 'drizzle-orm';
import type { NewPerson } from '#app/partners/rules/register.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** Creates a holder with their identity, ways to be reached, agreement and code. All ids come from the caller. */
export async function insertPerson(
  tx: Tx,
  person: NewPerson,
  ids: { holderId: string; consentId: string; phoneId: string; emailId: string },
  by: { userId: string; partnerId: string; noticeVersion: string; now: Date },
): Promise<void> {
  await tx.execute(sql`insert into holder (id, created_at) values (${ids.holderId}, ${moment(by.now)})`);
  await tx.execute(sql`
    insert into pii.person (id, family_name, given_name, birth_year, commune, insee_code, created_at)
    values (${ids.holderId}, ${person.familyName}, ${person.givenName}, ${person.birthYear}, ${person.commune}, ${person.inseeCode}, ${moment(by.now)})`);
  const contacts = [
    { id: ids.phoneId, kind: 'PHONE', value: person.phone },
    { id: ids.emailId, kind: 'EMAIL', value: person.email },
  ];
  for (const contact of contacts) {
    if (contact.value === null) continue;
    await tx.execute(sql`
      insert into pii.contact_point (id, person_id, kind, value, shared, created_at)
      values (${contact.id}, ${ids.holderId}, ${contact.kind}, ${contact.value}, ${person.sharedContact}, ${moment(by.now)})`);
  }
  await tx.execute(sql`
    insert into consent (id, holder_id, notice_version, recorded_by, partner_id, at)
    values (${ids.consentId}, ${ids.holderId}, ${by.noticeVersion}, ${by.userId}, ${by.partnerId}, ${moment(by.now)})`);
}

/** Stores the keyed hash of a person's code. False when another person already has that very code. */
export async function insertHolderCode(
  tx: Tx,
  row: { id: string; holderId: string; codeHmac: string; now: Date },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into holder_code (id, holder_id, code_hmac, created_at)
    values (${row.id}, ${row.holderId}, ${row.codeHmac}, ${moment(row.now)})
    on conflict (code_hmac) do nothing returning id`);
  return rows.length === 1;
}

/** The id of a person's code in force: the code itself is derived from it. */
export async function findHolderCodeId(tx: Tx, holderId: string): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from holder_code where holder_id = ${holderId} and revoked_at is null order by created_at desc limit 1`);
  return rows[0]?.id ?? null;
}

/** The person a code in force belongs to. */
export async function findHolderByCode(tx: Tx, codeHmac: string): Promise<string | null> {
  const rows = await tx.execute<{ holder_id: string }>(sql`
    select holder_id from holder_code where code_hmac = ${codeHmac} and revoked_at is null`);
  return rows[0]?.holder_id ?? null;
}

/** The person a code in force belongs to, if they were born that year. One answer for both mistakes. */
export async function findHolderByCodeAndBirthYear(
  tx: Tx,
  codeHmac: string,
  birthYear: number,
): Promise<string | null> {
  const rows = await tx.execute<{ holder_id: string }>(sql`
    select k.holder_id from holder_code k join pii.person p on p.id = k.holder_id
    where k.code_hmac = ${codeHmac} and k.revoked_at is null and p.birth_year = ${birthYear}`);
  return rows[0]?.holder_id ?? null;
}

export interface PersonRow {
  id: string;
  familyName: string;
  givenName: string;
  birthYear: number;
  commune: string;
  inseeCode: string | null;
  phone: string | null;
  email: string | null;
  sharedContact: boolean;
}

const PERSON_ID = sql`p.id`;

const PERSON_COLUMNS = sql`
  p.id, p.family_name as "familyName", p.given_name as "givenName", p.birth_year as "birthYear", p.commune,
  p.insee_code as "inseeCode",
  (select c.value from pii.contact_point c where c.person_id = p.id and c.kind = 'PHONE' limit 1) as phone,
  (select c.value from pii.contact_point c where c.person_id = p.id and c.kind = 'EMAIL' limit 1) as email,
  coalesce((select bool_or(c.shared) from pii.contact_point c where c.person_id = p.id), false) as "sharedContact"`;

/**
 * People a partner may see: those it gave a booklet to, and those whose agreement it recorded. Written
 * here only; `holder` is the column of their id.
 */
export function knownToPartner(holder: SQL, partnerId: string): SQL {
  return sql`(exists (select 1 from distribution d where d.holder_id = ${holder} and d.partner_id = ${partnerId} and d.voided_at is null)
    or exists (select 1 from consent k where k.holder_id = ${holder} and k.partner_id = ${partnerId}))`;
}

/** The same people as a set, for lists: a query of the column `holder_id`. */
export function holdersOfPartner(partnerId: string): SQL {
  return sql`select holder_id from distribution where partner_id = ${partnerId} and voided_at is null
    union select holder_id from consent where partner_id = ${partnerId}`;
}

/** One person known to a partner, or null (which is also the answer for everybody else's). */
export async function findPersonForPartner(tx: Tx, holderId: string, partnerId: string): Promise<PersonRow | null> {
  const rows = await tx.execute<PersonRow & Record<string, unknown>>(sql`
    select ${PERSON_COLUMNS} from pii.person p where p.id = ${holderId} and ${knownToPartner(PERSON_ID, partnerId)}`);
  return rows[0] ?? null;
}

/** One person, for themselves. */
export async function findPersonForHolder(tx: Tx, holderId: string): Promise<PersonRow | null> {
  const rows = await tx.execute<PersonRow & Record<string, unknown>>(sql`
    select ${PERSON_COLUMNS} from pii.person p where p.id = ${holderId}`);
  return rows[0] ?? null;
}

/** People known to a partner whose names look like these words, most alike first (`likeness` 0 to 1). */
export async function findPeopleLike(
  tx: Tx,
  partnerId: string,
  words: string,
  limit: number,
): Promise<(PersonRow & { likeness: number })[]> {
  const rows = await tx.execute<PersonRow & { likeness: number } & Record<string, unknown>>(sql`
    select ${PERSON_COLUMNS}, greatest(similarity(p.search_name, search_norm(${words})),
        similarity(p.search_name, search_norm(${swapped(words)})),
        word_similarity(search_norm(${words}), p.search_name) * 0.9)::float8 as likeness
    from pii.person p
    where (p.search_name % search_norm(${words}) or search_norm(${words}) <% p.search_name)
      and ${knownToPartner(PERSON_ID, partnerId)}
    order by likeness desc, p.family_name, p.given_name limit ${limit}`);
  return [...rows];
}

/** "Given Family" for "Family Given": people say either. */
function swapped(words: string): string {
  const parts = words.trim().split(/\s+/);
  return [...parts.slice(1), ...parts.slice(0, 1)].join(' ');
}
