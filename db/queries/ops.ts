import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { op } from '../schema/platform.ts';

export interface OpClaim {
  key: string;
  kind: string;
  requestHash: string;
  actor: string;
  at: Date;
}

/**
 * Claims an idempotency key. False when another transaction has it: this one waits for that
 * transaction's end first, so that a false answer means the first result is there to be read.
 */
export async function claimOp(tx: Tx, claim: OpClaim): Promise<boolean> {
  const rows = await tx.insert(op).values(claim).onConflictDoNothing().returning({ key: op.key });
  return rows.length === 1;
}

/** Writes the result under its key and the audit row beside it, in one statement. */
export async function closeOp(
  tx: Tx,
  done: { key: string; result: unknown; intention: string; actor: string; at: Date },
): Promise<void> {
  const result = JSON.stringify(done.result ?? null);
  await tx.execute(sql`
    with closed as (update op set result = ${result}::jsonb where key = ${done.key})
    insert into audit (at, actor, intention, op_key, facts)
    values (${done.at.toISOString()}::timestamptz, ${done.actor}, ${done.intention}, ${done.key}, ${result}::jsonb)`);
}

/** The first use of a key, or null. */
export async function findOp(
  tx: Tx,
  key: string,
): Promise<{ kind: string; requestHash: string; actor: string; result: unknown } | null> {
  const rows = await tx
    .select({ kind: op.kind, requestHash: op.requestHash, actor: op.actor, result: op.result })
    .from(op)
    .where(eq(op.key, key));
  return rows[0] ?? null;
}
