import { sql } from 'drizzle-orm';
import type { PageMessageKind } from '#app/upkeep/rules/messages.ts';
import type { ContactChannel } from '#app/upkeep/rules/states.ts';
import type { Tx } from '#db/client.ts';
import { moment } from '../acts.ts';

/**
 * Queues a message about a page. `recipientId` is what holds the address (the view `page_contact`): a claim, a
 * request to confirm, a report, an account. One message of a kind about one thing to one recipient, ever.
 */
export async function queuePageMessage(
  tx: Tx,
  message: {
    id: string;
    kind: PageMessageKind;
    objectId: string;
    recipientId: string;
    channel: ContactChannel;
    facts: Readonly<Record<string, string | number | null>>;
    now: Date;
  },
): Promise<void> {
  await tx.execute(sql`
    insert into outbox (id, kind, object_id, recipient_id, slot, channel, facts, created_at, next_attempt_at)
    values (${message.id}, ${message.kind}, ${message.objectId}, ${message.recipientId}, ${message.channel}, ${message.channel},
      ${JSON.stringify(message.facts)}::jsonb, ${moment(message.now)}, ${moment(message.now)})
    on conflict do nothing`);
}

/** The accounts of those who hold a page. */
export async function listHolders(tx: Tx, orgId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select user_id as id from membership where org_id = ${orgId} and revoked_at is null order by created_at, id limit 20`);
  return rows.map(({ id }) => id);
}

/** The accounts of the authority's team. */
export async function listAuthorityAccounts(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select user_id as id from membership where role = 'AUTHORITY' and revoked_at is null order by created_at, id`);
  return rows.map(({ id }) => id);
}
