import { sql } from 'drizzle-orm';
import { CONFIRMED_MINUTES } from '#app/access/rules/confirmation.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';
import { claimOp, closeOp } from './ops.ts';

export async function findPasswordHash(tx: Tx, userId: string): Promise<string | null> {
  const rows = await tx.execute<{ hash: string }>(
    sql`select password_hash as hash from user_account where id = ${userId}`,
  );
  return rows[0]?.hash ?? null;
}

/**
 * Writes that a password was given again for an act, right or wrong: an act of its own, with its key (`id`) and its line of
 * the audit.
 */
export async function writeConfirmation(
  tx: Tx,
  given: { id: string; opKey: string; userId: string; actor: string; right: boolean; now: Date },
): Promise<void> {
  const { id: key, actor, now: at } = given;
  await claimOp(tx, { key, kind: 'confirm-identity', requestHash: given.opKey, actor, at });
  if (given.right)
    await tx.execute(sql`
      insert into identity_confirmation (op_key, user_id, at) values (${given.opKey}, ${given.userId}, ${moment(given.now)})
      on conflict do nothing`);
  await closeOp(tx, {
    key,
    result: { right: given.right, opKey: given.opKey },
    intention: 'confirm-identity',
    actor,
    at,
  });
}

/** Whether somebody gave their password again for this very act, a moment ago. */
export async function isConfirmed(tx: Tx, opKey: string, userId: string, now: Date): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from identity_confirmation where op_key = ${opKey} and user_id = ${userId}
      and at <= ${moment(now)} and at > ${moment(now)} - make_interval(mins => ${CONFIRMED_MINUTES})`);
  return rows.length > 0;
}
