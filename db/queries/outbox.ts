import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

export interface QueuedMessage {
  kind: string;
  /** The booking, session or invitation the message is about. */
  objectId: string;
  /** Distinguishes two messages of one kind about one object (a second move, a reminder's day). */
  slot: string;
  /** What the template needs, ids and moments only. */
  facts: Record<string, string | number | null>;
}

/**
 * Queues a message to a holder on each channel they gave (SMS, e-mail). Someone with neither gets
 * nothing here: they have their paper. Returns how many messages were queued.
 */
export async function queueForHolder(tx: Tx, holderId: string, message: QueuedMessage, now: Date): Promise<number> {
  const rows = await tx.execute(sql`
    insert into outbox (id, kind, object_id, recipient_id, slot, channel, facts, created_at, next_attempt_at)
    select gen_random_uuid(), ${message.kind}, ${message.objectId}, ${holderId}, ${message.slot} || ':' || c.channel, c.channel,
      ${JSON.stringify(message.facts)}::jsonb, ${moment(now)}, ${moment(now)}
    from (select distinct case kind when 'PHONE' then 'SMS' else 'EMAIL' end as channel
          from pii.contact_point where person_id = ${holderId}) c
    on conflict do nothing returning 1`);
  return rows.length;
}

/** Queues an e-mail about an invitation; its recipient is the invitation itself. */
export async function queueInvitation(tx: Tx, id: string, invitationId: string, now: Date): Promise<void> {
  await tx.execute(sql`
    insert into outbox (id, kind, object_id, recipient_id, slot, channel, facts, created_at, next_attempt_at)
    values (${id}, 'invitation', ${invitationId}, ${invitationId}, 'EMAIL', 'EMAIL', '{}'::jsonb, ${moment(now)}, ${moment(now)})`);
}
