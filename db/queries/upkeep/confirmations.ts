import { type SQL, sql } from 'drizzle-orm';
import type { ContactChannel } from '#app/upkeep/rules/states.ts';
import type { Tx } from '#db/client.ts';
import { moment } from '../acts.ts';

/** A held page, and since when nobody has said that it is right. Days are of Paris. */
export interface PageToConfirm {
  id: string;
  slug: string;
  name: string;
  commune: string;
  emails: string[];
  phone: string | null;
  /** The later of: confirmed, taken, given to its organisation. */
  saidOn: string;
  /** The last time it was asked; null when never. */
  askedOn: string | null;
}

const bytes = (b: Uint8Array) => sql`decode(${Buffer.from(b).toString('hex')}, 'hex')`;
const day = (at: SQL) => sql`(${at} at time zone 'Europe/Paris')::date::text`;

/** Every held page with when it was last confirmed and asked about, the oldest first. */
export async function listPagesToConfirm(tx: Tx): Promise<PageToConfirm[]> {
  const rows = await tx.execute<PageToConfirm & Record<string, unknown>>(sql`
    select v.id, v.slug, v.name, v.commune, v.emails, v.phone,
      ${day(sql`greatest(v.confirmed_at, o.created_at, (select max(c.decided_at) from venue_claim c where c.venue_id = v.id and c.state = 'GRANTED'))`)} as "saidOn",
      (select max(r.asked_on)::text from venue_confirmation_request r where r.venue_id = v.id) as "askedOn"
    from venue v join venue_org o on o.id = v.org_id order by 7, v.id`);
  return [...rows];
}

/** Writes that a page is asked about; false when it was within six months already: another instance was faster. */
export async function insertRequest(
  tx: Tx,
  r: {
    id: string;
    venueId: string;
    day: string;
    channel: ContactChannel;
    address: string | null;
    tokenHash: Uint8Array;
    /** Of the code a letter bears. */
    codeHash: Uint8Array | null;
    now: Date;
    expiresAt: Date;
  },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into venue_confirmation_request (id, venue_id, asked_on, channel, address, token_hash, code_hash, asked_at, expires_at)
    values (${r.id}, ${r.venueId}, ${r.day}::date, ${r.channel}, ${r.address}, ${bytes(r.tokenHash)}, ${r.codeHash === null ? null : bytes(r.codeHash)},
      ${moment(r.now)}, ${moment(r.expiresAt)})
    on conflict do nothing returning id`);
  return rows.length === 1;
}

export interface ConfirmationRequest {
  id: string;
  venueId: string;
  venue: string;
  slug: string;
  answeredAt: Date | null;
  expiresAt: Date;
}

/** The request a token answers, or null; locked when it is to be answered. */
export async function findRequest(
  tx: Tx,
  tokenHash: Uint8Array,
  { lock = false } = {},
): Promise<ConfirmationRequest | null> {
  const rows = await tx.execute<
    Omit<ConfirmationRequest, 'answeredAt' | 'expiresAt'> & { answeredAt: string | null; expiresAt: string }
  >(sql`
    select r.id, r.venue_id as "venueId", v.name as venue, v.slug, r.answered_at as "answeredAt", r.expires_at as "expiresAt"
    from venue_confirmation_request r join venue v on v.id = r.venue_id
    where r.token_hash = ${bytes(tokenHash)} ${lock ? sql`for update of r` : sql``}`);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    ...row,
    answeredAt: row.answeredAt === null ? null : new Date(row.answeredAt),
    expiresAt: new Date(row.expiresAt),
  };
}

/** The request whose letter bears a code, or null. */
export async function findRequestByCode(tx: Tx, codeHash: Uint8Array): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(
    sql`select id from venue_confirmation_request where code_hash = ${bytes(codeHash)}`,
  );
  return rows[0]?.id ?? null;
}

/** Marks the requests about a page that can still be answered; only one when an id is given. */
export async function answerRequests(tx: Tx, venueId: string, requestId: string | null, now: Date): Promise<void> {
  await tx.execute(sql`
    update venue_confirmation_request set answered_at = ${moment(now)}
    where venue_id = ${venueId} and answered_at is null and expires_at > ${moment(now)}
      and (${requestId}::uuid is null or id = ${requestId}::uuid)`);
}

export async function insertConfirmation(
  tx: Tx,
  c: { id: string; venueId: string; at: Date; actor: string; requestId: string | null },
): Promise<void> {
  await tx.execute(sql`
    insert into venue_confirmation (id, venue_id, at, actor, request_id)
    values (${c.id}, ${c.venueId}, ${moment(c.at)}, ${c.actor}, ${c.requestId}::uuid)`);
}
