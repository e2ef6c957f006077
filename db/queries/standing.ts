import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

/** A whole programme in a few figures: for trials, which count the same by themselves. */
export interface Standing {
  passes: number;
  holders: number;
  /** Passes redeemed, in a claim or settled. */
  used: number;
  expired: number;
  reserved: number;
  attended: number;
  /** What live redemptions are worth, in cents. */
  owedCents: number;
  ledgerEntries: number;
}

export async function readStanding(tx: Tx): Promise<Standing> {
  const [row] = await tx.execute<{ [K in keyof Standing]: number }>(sql`
    select (select count(*) from pass)::int as passes, (select count(*) from holder)::int as holders,
      (select count(*) from pass where state in ('REDEEMED', 'CLAIMED', 'SETTLED'))::int as used,
      (select count(*) from pass where state = 'EXPIRED')::int as expired,
      (select count(*) from pass where state = 'RESERVED')::int as reserved,
      (select count(*) from booking where state = 'ATTENDED')::int as attended,
      (select coalesce(sum(amount_cents), 0) from redemption where reversed_at is null)::float8 as "owedCents",
      (select count(*) from ledger_entry)::int as "ledgerEntries"`);
  if (row === undefined) throw new Error('no standing');
  return row;
}
