import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

/** Whether an organisation may accept passes on a Paris day. */
export async function isLabelled(tx: Tx, orgId: string, day: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from org_label where org_id = ${orgId} and daterange(starts_on, ends_on, '[]') @> ${day}::date`);
  return rows.length > 0;
}

/** Whether a venue is one of an organisation's. */
export async function venueBelongsTo(tx: Tx, venueId: string, orgId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from venue where id = ${venueId} and org_id = ${orgId}`);
  return rows.length > 0;
}
