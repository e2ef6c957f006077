import { sql } from 'drizzle-orm';
import type { Day } from '#app/calendar/rules/paris-time.ts';
import { ageDebt, coverBps } from '#app/payment/rules/debt.ts';
import type { Tx } from '../client.ts';
import { sumFunds } from './funding-receipts.ts';

/** What is used and not paid, by Paris day: neither taken back nor refused, its claim unpaid or not made yet. */
export async function listDebtByDay(tx: Tx, orgId?: string): Promise<{ day: string; cents: bigint }[]> {
  const rows = await tx.execute<{ day: string; cents: string }>(sql`
    select to_char(r.at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day, sum(r.amount_cents)::text as cents
    from redemption r left join claim c on c.id = r.claim_id
    where r.reversed_at is null and r.refused_at is null and (c.id is null or c.state <> 'PAID')
      and ${orgId === undefined ? sql`true` : sql`r.org_id = ${orgId}`}
    group by 1 order by 1`);
  return rows.map(({ day, cents }) => ({ day, cents: BigInt(cents) }));
}

/** Sums of the transfers that came back and have not been made again, in cents. */
export async function sumReturned(tx: Tx): Promise<bigint> {
  const [row] = await tx.execute<{ cents: string }>(sql`
    select coalesce(sum(p.amount_cents), 0)::text as cents from payment p where p.state = 'RETURNED'
      and not exists (select 1 from payment r where r.replaces = p.id and r.state in ('PAID', 'RETURNED'))`);
  return BigInt(row?.cents ?? 0);
}

/** What an organisation must give back, in cents. */
export async function refundDue(tx: Tx, orgId: string): Promise<bigint> {
  const [row] = await tx.execute<{ cents: string }>(
    sql`select balance_cents::text as cents from money_account where kind = 'REFUND_DUE' and owner_id = ${orgId}`,
  );
  return BigInt(row?.cents ?? 0);
}

/** What each lot has cost so far, with the shares of its fundings (basis points): what the cost by funding is derived from. */
export async function listLotCosts(
  tx: Tx,
): Promise<
  { lotId: string; label: string; cents: bigint; shares: { fundingId: string; label: string; shareBps: number }[] }[]
> {
  const rows = await tx.execute<{
    lotId: string;
    label: string;
    cents: string;
    shares: { fundingId: string; label: string; shareBps: number }[];
  }>(sql`
    select l.id as "lotId", l.label, a.balance_cents::text as cents, coalesce((
      select jsonb_agg(jsonb_build_object('fundingId', s.funding_id, 'label', f.label, 'shareBps', s.share_bps) order by f.label, f.id)
      from lot_funding s join funding f on f.id = s.funding_id where s.lot_id = l.id), '[]') as shares
    from pass_lot l join money_account a on a.kind = 'COST' and a.owner_id = l.id where a.balance_cents > 0 order by l.label`);
  return rows.map(({ cents, ...row }) => ({ ...row, cents: BigInt(cents) }));
}

/**
 * What is owed to all venues on a Paris day, by age since the pass was used, and what covers it. Cents. `funds` is what the
 * funders have sent, less what suppliers and venues have been paid; null while no receipt is recorded.
 */
export async function readDebt(tx: Tx, today: Day) {
  const ages = ageDebt(await listDebtByDay(tx), today);
  const returned = await sumReturned(tx);
  const { received, suppliers, venues } = await sumFunds(tx);
  const funds = received === null ? null : received - suppliers - venues;
  const owed = ages.reduce((sum, cents) => sum + cents, 0n) + returned;
  return { ages, owed, funds, coverBps: coverBps(funds, owed) };
}
