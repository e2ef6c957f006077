import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment, texts } from './acts.ts';

export const OUTBOX_CHANNELS = ['SMS', 'EMAIL', 'LETTER'] as const;
export type OutboxChannel = (typeof OUTBOX_CHANNELS)[number];

/** After so many attempts nobody tries again by machine. */
export const MAX_ATTEMPTS = 10;
/** A message that could not leave in three days says what is no longer true. */
const STALE = sql.raw(`interval '3 days'`);

/** A message of the outbox, with who it is for as known now. */
export interface OutboxRow {
  id: string;
  kind: string;
  objectId: string;
  channel: OutboxChannel;
  facts: unknown;
  createdAt: Date;
  sentAt: Date | null;
  attempts: number;
  lastError: string | null;
  /** The phone number or e-mail address; null when there is none any more, and for a letter. */
  address: string | null;
  person: { givenName: string; familyName: string; shared: boolean } | null;
  invitation: { displayName: string; organisation: string | null; expiresAt: Date } | null;
  reset: { displayName: string; expiresAt: Date } | null;
}

type Raw = Omit<OutboxRow, 'createdAt' | 'sentAt' | 'person' | 'invitation' | 'reset'> & {
  createdAt: string;
  sentAt: string | null;
  givenName: string | null;
  familyName: string;
  shared: boolean;
  invitedName: string | null;
  organisation: string | null;
  expiresAt: string;
  resetName: string | null;
  resetUntil: string;
};

const COLUMNS = sql`
  o.id, o.kind, o.object_id as "objectId", o.channel, o.facts, o.created_at as "createdAt", o.sent_at as "sentAt", o.attempts,
  o.last_error as "lastError", coalesce(c.value, i.email, u.email, x.address) as address, p.given_name as "givenName", p.family_name as "familyName",
  coalesce(c.shared, false) as shared, i.display_name as "invitedName", coalesce(pa.name, vo.name) as organisation, i.expires_at as "expiresAt",
  u.display_name as "resetName", r.expires_at as "resetUntil"`;

const RECIPIENTS = sql`
  left join pii.person p on p.id = o.recipient_id
  left join lateral (select k.value, k.shared from pii.contact_point k
    where k.person_id = o.recipient_id and k.kind = case o.channel when 'SMS' then 'PHONE' when 'EMAIL' then 'EMAIL' end
    order by k.created_at, k.id limit 1) c on true
  left join invitation i on i.id = o.recipient_id
  left join partner pa on pa.id = i.partner_id
  left join venue_org vo on vo.id = i.org_id
  left join password_reset r on r.id = o.recipient_id
  left join user_account u on u.id = r.user_id
  left join lateral (select address from page_contact k where k.id = o.recipient_id limit 1) x
    on p.id is null and i.id is null and r.id is null`;

/**
 * Takes the next messages to send and leases them: until `leasedUntil` no other worker sees them. A worker
 * that dies leaves them to the next one; skipped rows are being taken by another.
 */
export async function leaseMessages(
  tx: Tx,
  channels: readonly OutboxChannel[],
  limit: number,
  now: Date,
  leasedUntil: Date,
): Promise<OutboxRow[]> {
  const rows = await tx.execute<Raw>(sql`
    with due as (
      select id from outbox
      where sent_at is null and next_attempt_at <= ${moment(now)} and attempts < ${MAX_ATTEMPTS}
        and created_at > ${moment(now)} - ${STALE} and channel = any (${texts(channels)})
      order by next_attempt_at limit ${limit} for update skip locked
    ), o as (
      update outbox set attempts = attempts + 1, next_attempt_at = ${moment(leasedUntil)}
      where id in (select id from due) returning *
    )
    select ${COLUMNS} from o ${RECIPIENTS} order by o.created_at, o.id`);
  return rows.map(toRow);
}

export async function markSent(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.execute(
    sql`update outbox set sent_at = ${moment(now)}, last_error = null where id = ${id} and sent_at is null`,
  );
}

/** Writes why an attempt failed and when to try again; never again when `nextAttemptAt` is null. */
export async function markFailed(tx: Tx, id: string, error: string, nextAttemptAt: Date | null): Promise<void> {
  const next =
    nextAttemptAt === null ? sql`attempts = ${MAX_ATTEMPTS}` : sql`next_attempt_at = ${moment(nextAttemptAt)}`;
  await tx.execute(sql`update outbox set last_error = ${error}, ${next} where id = ${id} and sent_at is null`);
}

/** Where a message stands: `WAITING` to leave, `PRINT` for letters, `FAILED` when nobody tries any more. */
export const OUTBOX_STATES = ['WAITING', 'SENT', 'FAILED', 'PRINT'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

export interface OutboxFilter {
  channel: OutboxChannel | null;
  state: OutboxState | null;
}

/** The messages of the outbox, the latest first, with how many there are in all. */
export async function listOutbox(
  tx: Tx,
  filter: OutboxFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: OutboxRow[]; total: number }> {
  const kept = where(filter);
  const rows = await tx.execute<Raw>(sql`
    with o as (select * from outbox o where ${kept} order by o.created_at desc, o.id limit ${page.limit} offset ${page.offset})
    select ${COLUMNS} from o ${RECIPIENTS} order by o.created_at desc, o.id`);
  const [counted] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from outbox o where ${kept}`);
  return { rows: rows.map(toRow), total: counted?.n ?? 0 };
}

function where({ channel, state }: OutboxFilter): SQL {
  const states: Record<OutboxState, SQL> = {
    WAITING: sql`o.sent_at is null and o.attempts < ${MAX_ATTEMPTS} and o.channel <> 'LETTER'`,
    SENT: sql`o.sent_at is not null`,
    FAILED: sql`o.sent_at is null and o.attempts >= ${MAX_ATTEMPTS}`,
    PRINT: sql`o.sent_at is null and o.channel = 'LETTER'`,
  };
  return sql`${channel === null ? sql`true` : sql`o.channel = ${channel}`} and ${state === null ? sql`true` : states[state]}`;
}

/** The state of one message, as the filter counts it. */
export function outboxState(row: Pick<OutboxRow, 'sentAt' | 'attempts' | 'channel'>): OutboxState {
  if (row.sentAt !== null) return 'SENT';
  if (row.channel === 'LETTER') return 'PRINT';
  return row.attempts >= MAX_ATTEMPTS ? 'FAILED' : 'WAITING';
}

function toRow({
  givenName,
  familyName,
  shared,
  invitedName,
  organisation,
  expiresAt,
  resetName,
  resetUntil,
  ...raw
}: Raw): OutboxRow {
  return {
    ...raw,
    createdAt: new Date(raw.createdAt),
    sentAt: raw.sentAt === null ? null : new Date(raw.sentAt),
    person: givenName === null ? null : { givenName, familyName, shared },
    invitation:
      invitedName === null ? null : { displayName: invitedName, organisation, expiresAt: new Date(expiresAt) },
    reset: resetName === null ? null : { displayName: resetName, expiresAt: new Date(resetUntil) },
  };
}
