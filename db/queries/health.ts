import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';

/** The smallest question the database can answer. */
export async function ping(tx: Tx): Promise<void> {
  await tx.execute(sql`select 1`);
}
