import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment, uuids } from './acts.ts';

/** The kinds of message about one booking. */
export type BookingMessage =
  | 'booking-confirmed'
  | 'booking-moved'
  | 'booking-cancelled'
  | 'session-cancelled'
  | 'session-changed';

const DECIDED_WITHOUT_THEM: readonly BookingMessage[] = ['session-cancelled', 'session-changed'];

/**
 * Queues a message about a booking on each channel its person gave (SMS, e-mail), with the facts of
 * that moment: what, when, where. Somebody with neither was there when it was booked or cancelled for
 * them, and has their paper; what a venue decides without them becomes a letter to hand over.
 */
export async function queueBookingMessage(
  tx: Tx,
  kind: BookingMessage,
  bookingIds: readonly string[],
  opKey: string,
  now: Date,
): Promise<void> {
  await tx.execute(sql`
    insert into outbox (id, kind, object_id, recipient_id, slot, channel, facts, created_at, next_attempt_at)
    select gen_random_uuid(), ${kind}, b.id, b.holder_id, ${opKey} || ':' || c.channel, c.channel,
      jsonb_build_object('title', k.title, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'venue', v.name,
        'street', v.street, 'postcode', v.postcode, 'commune', v.commune, 'reason', s.cancel_reason),
      ${moment(now)}, ${moment(now)}
    from booking b join session s on s.id = b.session_id join course k on k.id = s.course_id join venue v on v.id = s.venue_id
      cross join lateral (select distinct case p.kind when 'PHONE' then 'SMS' else 'EMAIL' end as channel
        from pii.contact_point p where p.person_id = b.holder_id
        union all select 'LETTER' where ${DECIDED_WITHOUT_THEM.includes(kind)}
          and not exists (select 1 from pii.contact_point p where p.person_id = b.holder_id)) c
    where b.id = any (${uuids(bookingIds)})
    on conflict do nothing`);
}

/** Queues an e-mail about an invitation; its recipient is the invitation itself. */
export async function queueInvitation(tx: Tx, id: string, invitationId: string, now: Date): Promise<void> {
  await tx.execute(sql`
    insert into outbox (id, kind, object_id, recipient_id, slot, channel, facts, created_at, next_attempt_at)
    values (${id}, 'invitation', ${invitationId}, ${invitationId}, 'EMAIL', 'EMAIL', '{}'::jsonb, ${moment(now)}, ${moment(now)})`);
}

/** Queues the e-mail that carries the link to a new password; its recipient is the link's own row. */
export async function queuePasswordReset(tx: Tx, id: string, resetId: string, now: Date): Promise<void> {
  await tx.execute(sql`
    insert into outbox (id, kind, object_id, recipient_id, slot, channel, facts, created_at, next_attempt_at)
    values (${id}, 'password-reset', ${resetId}, ${resetId}, 'EMAIL', 'EMAIL', '{}'::jsonb, ${moment(now)}, ${moment(now)})`);
}
