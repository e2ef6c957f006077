import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** Whether a partner exists and is not revoked; held until the transaction ends. */
export async function partnerIsActive(tx: Tx, partnerId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from partner where id = ${partnerId} and revoked_at is null for share`);
  return rows.length === 1;
}

/** Throws on `partner_name_unique` when another partner has that name. */
export async function insertPartner(
  tx: Tx,
  row: { id: string; name: string; address: string | null; commune: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into partner (id, name, address, commune, created_at)
    values (${row.id}, ${row.name}, ${row.address}, ${row.commune}, ${moment(row.now)})`);
}

/** Throws on `partner_convention_no_overlap` when the partner has a convention over one of these days. */
export async function insertConvention(
  tx: Tx,
  row: { id: string; partnerId: string; startsOn: string; endsOn: string; targetPasses: number },
): Promise<void> {
  await tx.execute(sql`
    insert into partner_convention (id, partner_id, starts_on, ends_on, target_passes)
    values (${row.id}, ${row.partnerId}, ${row.startsOn}::date, ${row.endsOn}::date, ${row.targetPasses})`);
}

/** Closes a partner, waiting for the acts under way. False when it is closed already or does not exist. */
export async function writeRevocation(tx: Tx, partnerId: string, now: Date): Promise<boolean> {
  const locked = await tx.execute(sql`select 1 from partner where id = ${partnerId} and revoked_at is null for update`);
  if (locked.length === 0) return false;
  await tx.execute(sql`update partner set revoked_at = ${moment(now)} where id = ${partnerId}`);
  return true;
}
