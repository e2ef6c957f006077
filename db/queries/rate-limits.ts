import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';

export interface Attempted {
  allowed: boolean;
  retryAfterSeconds: number;
}

/**
 * Counts one attempt of a subject and says whether it may be made: at most `limit` in each window of
 * `windowSeconds`, shared by every instance. Only a digest of `subject` is stored: it may be an address
 * or a code.
 */
export async function takeAttempt(
  tx: Tx,
  subject: string,
  limit: number,
  windowSeconds: number,
  now: Date,
): Promise<Attempted> {
  const { attempts, remaining } = await countAttempt(tx, subject, windowSeconds, now);
  const allowed = attempts <= limit;
  return { allowed, retryAfterSeconds: allowed ? 0 : Math.max(1, remaining) };
}

/**
 * Counts one attempt: how many that makes in the window, and the seconds before it ends. One statement,
 * so that attempts made at once are each counted.
 */
export async function countAttempt(
  tx: Tx,
  subject: string,
  windowSeconds: number,
  now: Date,
): Promise<{ attempts: number; remaining: number }> {
  const at = now.toISOString();
  const windowEnd = sql`rate_limit.window_start + make_interval(secs => ${windowSeconds})`;
  // Refused attempts still count, up to a ceiling that keeps the number small.
  const [row] = await tx.execute<{ attempts: number; remaining: number }>(sql`
    insert into rate_limit (subject, window_start, attempts) values (${digest(subject)}, ${at}::timestamptz, 1)
    on conflict (subject) do update set
      attempts = case when ${windowEnd} <= ${at}::timestamptz then 1 else least(rate_limit.attempts + 1, 1000000) end,
      window_start = case when ${windowEnd} <= ${at}::timestamptz then ${at}::timestamptz else rate_limit.window_start end
    returning attempts, ceil(extract(epoch from ${windowEnd} - ${at}::timestamptz))::int as remaining`);
  if (row === undefined) throw new Error('rate limit not counted');
  return row;
}

/** Forgets the counts that no window can still use. */
export async function forgetAttempts(tx: Tx, before: Date): Promise<void> {
  await tx.execute(sql`delete from rate_limit where window_start < ${before.toISOString()}::timestamptz`);
}

function digest(subject: string): string {
  return createHash('sha256').update(subject).digest('base64url');
}

/** Takes back an attempt that succeeded: only failures count against a subject. */
export async function giveBackAttempt(tx: Tx, subject: string): Promise<void> {
  await tx.execute(sql`update rate_limit set attempts = greatest(attempts - 1, 0) where subject = ${digest(subject)}`);
}
