import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

/** Whether a partner exists and is not revoked; held until the transaction ends. */
export async function partnerIsActive(tx: Tx, partnerId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from partner where id = ${partnerId} and revoked_at is null for share`);
  return rows.length === 1;
}
