import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { moment, uuids } from '../acts.ts';

/** A letter that asks a venue to confirm its page, and what the page says. */
export interface WaitingLetter {
  /** The request it carries. */
  id: string;
  expiresAt: Date;
  slug: string;
  name: string;
  street: string;
  streetExtra: string | null;
  postcode: string;
  commune: string;
  phone: string | null;
  openingHours: string | null;
  hoursText: string | null;
  /** Whether its code opens the page: a letter queued before codes were has only its address. */
  hasCode: boolean;
}

/** Not sent, not answered meanwhile by a click or by the team, and of use when it arrives. */
const WAITING = sql`o.kind = 'page-to-confirm' and o.channel = 'LETTER' and o.sent_at is null and r.answered_at is null`;

/** The letters that wait to be printed, the oldest first. */
export async function listWaitingLetters(tx: Tx, now: Date, limit: number): Promise<WaitingLetter[]> {
  const rows = await tx.execute<Omit<WaitingLetter, 'expiresAt'> & { until: string } & Record<string, unknown>>(sql`
    select r.id, r.expires_at as until, v.slug, v.name, v.street, v.street_extra as "streetExtra", v.postcode, v.commune, v.phone,
      v.opening_hours as "openingHours", v.hours_text as "hoursText", r.code_hash is not null as "hasCode"
    from outbox o join venue_confirmation_request r on r.id = o.object_id join venue v on v.id = r.venue_id
    where ${WAITING} and r.expires_at > ${moment(now)} order by o.created_at, o.id limit ${limit}`);
  return rows.map(({ until, ...letter }) => ({ ...letter, expiresAt: new Date(until) }));
}

export async function countWaitingLetters(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from outbox o join venue_confirmation_request r on r.id = o.object_id
    where ${WAITING} and r.expires_at > ${moment(now)}`);
  return rows[0]?.n ?? 0;
}

/** Writes that letters were printed and posted; how many were still waiting. */
export async function markLettersSent(tx: Tx, requestIds: readonly string[], now: Date): Promise<number> {
  const rows = await tx.execute(sql`
    update outbox set sent_at = ${moment(now)}, last_error = null
    where kind = 'page-to-confirm' and channel = 'LETTER' and sent_at is null and object_id = any (${uuids(requestIds)})
    returning id`);
  return rows.length;
}
