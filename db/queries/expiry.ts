import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { type ActStamp, stamped } from './acts.ts';

/**
 * Expires up to `most` passes whose last day is over on the Paris day `today`, people's after the grace of
 * their lot. Answers how many; passes in use at that moment are left to the next batch.
 */
export async function writeExpired(tx: Tx, today: string, most: number, stamp: ActStamp): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`select act_expire(${today}::date, ${most}, ${stamped(stamp)}) as n`);
  return rows[0]?.n ?? 0;
}
