import { sql } from 'drizzle-orm';
import { type Address, addressKey, type Placed, type Precision } from '#app/sources/rules/geocoding.ts';
import type { Tx } from '#db/client.ts';
import { moment, texts } from './acts.ts';

/** What is known of an address; `WAITING` for the service's answer. */
export type KnownAddress = { state: 'WAITING' | 'AMBIGUOUS' | 'NONE'; place: null } | { state: 'EXACT'; place: Placed };

export interface WaitingAddress extends Address {
  key: string;
  attempts: number;
}

type Raw = { key: string; state: KnownAddress['state']; lat: number; lon: number; label: string; precision: Precision };

/** The answers already known, by `addressKey`. */
export async function readAddresses(tx: Tx, keys: readonly string[]): Promise<Map<string, KnownAddress>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.execute<Raw>(sql`
    select key, state, lat, lon, coalesce(label, '') as label, precision from geocoded_address where key = any (${texts(keys)})`);
  return new Map(
    rows.map(({ key, state, ...place }): [string, KnownAddress] => [
      key,
      state === 'EXACT' ? { state, place } : { state, place: null },
    ]),
  );
}

/** Asks for addresses to be placed: those already asked are left as they are. */
export async function askAddresses(tx: Tx, addresses: readonly Address[], now: Date): Promise<void> {
  if (addresses.length === 0) return;
  const rows = [...new Map(addresses.map((address) => [addressKey(address), address]))].map(([key, address]) => ({
    key,
    ...address,
  }));
  await tx.execute(sql`
    insert into geocoded_address (key, street, postcode, commune, insee_code, asked_at, next_attempt_at)
    select key, street, postcode, commune, "inseeCode", ${moment(now)}, ${moment(now)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a (key text, street text, postcode text, commune text, "inseeCode" text)
    on conflict (key) do nothing`);
}

/** Takes the next addresses to ask and leases them until `leasedUntil`: no other worker sees them. */
export async function leaseAddresses(tx: Tx, limit: number, now: Date, leasedUntil: Date): Promise<WaitingAddress[]> {
  const rows = await tx.execute<WaitingAddress & Record<string, unknown>>(sql`
    with due as (
      select key from geocoded_address where state = 'WAITING' and next_attempt_at <= ${moment(now)}
      order by next_attempt_at, key limit ${limit} for update skip locked
    )
    update geocoded_address a set attempts = attempts + 1, next_attempt_at = ${moment(leasedUntil)}
    from due where a.key = due.key
    returning a.key, a.street, a.postcode, a.commune, a.insee_code as "inseeCode", a.attempts`);
  return [...rows];
}

/** Writes the service's answer. */
export async function writeAnswer(
  tx: Tx,
  key: string,
  answer: { kind: 'EXACT'; place: Placed } | { kind: 'AMBIGUOUS' | 'NONE' },
  now: Date,
): Promise<void> {
  const place = answer.kind === 'EXACT' ? answer.place : null;
  await tx.execute(sql`
    update geocoded_address set state = ${answer.kind}, lat = ${place?.lat ?? null}::float8, lon = ${place?.lon ?? null}::float8,
      label = ${place?.label ?? null}, precision = ${place?.precision ?? null}, answered_at = ${moment(now)}, last_error = null
    where key = ${key}`);
}

/** Nobody asks this address again before `nextAttemptAt`. */
export async function postponeAddress(tx: Tx, key: string, error: string, nextAttemptAt: Date): Promise<void> {
  await tx.execute(sql`
    update geocoded_address set next_attempt_at = ${moment(nextAttemptAt)}, last_error = ${error}
    where key = ${key} and state = 'WAITING'`);
}

/** Nobody asks anything before `until`: the service said so. */
export async function postponeAll(tx: Tx, until: Date): Promise<void> {
  await tx.execute(sql`
    update geocoded_address set next_attempt_at = ${moment(until)}
    where state = 'WAITING' and next_attempt_at < ${moment(until)}`);
}

/** How many addresses stand in each state. */
export async function countAddresses(tx: Tx): Promise<Record<KnownAddress['state'], number>> {
  const rows = await tx.execute<{ state: KnownAddress['state']; n: number }>(
    sql`select state, count(*)::int as n from geocoded_address group by state`,
  );
  const counts = { WAITING: 0, EXACT: 0, AMBIGUOUS: 0, NONE: 0 };
  for (const { state, n } of rows) counts[state] = n;
  return counts;
}
