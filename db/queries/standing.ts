import { sql } from 'drizzle-orm';
import type { ClaimState } from '#app/passes/rules/claim.ts';
import type { Tx } from '../client.ts';

/** A whole programme in a few figures: for trials, which count the same by themselves. */
export interface Standing {
  passes: number;
  holders: number;
  /** Passes redeemed, in a claim or settled. */
  used: number;
  expired: number;
  blocked: number;
  reserved: number;
  attended: number;
  /** What live redemptions are worth, in cents. */
  owedCents: number;
  /** Lines of claims, less those rejected and what was paid too much: what the lots have cost. */
  costCents: number;
  /** What organisations have really been paid. */
  paidCents: number;
  ledgerEntries: number;
  moneyEntries: number;
}

export async function readStanding(tx: Tx): Promise<Standing> {
  const [row] = await tx.execute<{ [K in keyof Standing]: number }>(sql`
    select (select count(*) from pass)::int as passes, (select count(*) from holder)::int as holders,
      (select count(*) from pass where state in ('REDEEMED', 'CLAIMED', 'SETTLED'))::int as used,
      (select count(*) from pass where state = 'EXPIRED')::int as expired,
      (select count(*) from pass where state = 'BLOCKED')::int as blocked,
      (select count(*) from pass where state = 'RESERVED')::int as reserved,
      (select count(*) from booking where state = 'ATTENDED')::int as attended,
      (select coalesce(sum(amount_cents), 0) from redemption where reversed_at is null)::float8 as "owedCents",
      (select coalesce(sum(balance_cents), 0) from money_account where kind = 'COST')::float8 as "costCents",
      (select coalesce(-sum(balance_cents), 0) from money_account where kind = 'PAID')::float8 as "paidCents",
      (select count(*) from ledger_entry)::int as "ledgerEntries",
      (select count(*) from money_entry)::int as "moneyEntries"`);
  if (row === undefined) throw new Error('no standing');
  return row;
}

/** One line of a claim, and where its claim stands, by what was used: a booking, or the transaction of a walk-in. */
export async function findClaimedLine(
  tx: Tx,
  by: { bookingId: string } | { txId: string },
): Promise<{ claimId: string; redemptionId: string; state: ClaimState } | null> {
  const which = 'bookingId' in by ? sql`r.booking_id = ${by.bookingId}` : sql`r.tx_id = ${by.txId}`;
  const [row] = await tx.execute<{ claimId: string; redemptionId: string; state: ClaimState }>(sql`
    select c.id as "claimId", r.id as "redemptionId", c.state from redemption r join claim c on c.id = r.claim_id
    where ${which} and r.reversed_at is null order by r.id limit 1`);
  return row ?? null;
}
