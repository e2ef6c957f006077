import { sql } from 'drizzle-orm';
import type { PaidLot } from '#app/reporting/rules/co-financing.ts';
import type { DueRow } from '#app/reporting/rules/rows.ts';
import type { Tx } from '../../client.ts';
import { joinMerged, personOf } from './given.ts';

/** R8. The lots whose order was paid to the supplier by a Paris day, in the order of the payments, with who pays them. */
export async function readPaidLots(tx: Tx, lastDay: string): Promise<PaidLot[]> {
  const rows = await tx.execute<{
    lotId: string;
    price: string;
    shares: (Omit<PaidLot['shares'][number], 'capCents'> & { cap: string | null })[];
  }>(sql`
    select l.id as "lotId", l.price_cents::text as price, (
      select coalesce(jsonb_agg(jsonb_build_object('fundingId', f.id, 'label', f.label, 'kind', f.kind, 'shareBps', s.share_bps,
        'cap', f.cap_cents::text) order by f.label, f.id), '[]') from lot_funding s join funding f on f.id = s.funding_id where s.lot_id = l.id
    ) as shares
    from pass_lot l join pass_order o on o.id = l.order_id
    where o.paid_on <= ${lastDay}::date and exists (select 1 from lot_funding s where s.lot_id = l.id)
    order by o.paid_on, l.created_at, l.id`);
  return rows.map(({ lotId, price, shares }) => ({
    lotId,
    priceCents: BigInt(price),
    shares: shares.map(({ cap, ...share }) => ({ ...share, capCents: cap === null ? null : BigInt(cap) })),
  }));
}

/**
 * R13. What each organisation is owed for used passes, by where it stands, and what it has been paid, in cents; with the
 * persons behind. A transfer that came back is owed again until it is made again.
 */
export async function readDues(tx: Tx): Promise<DueRow[]> {
  const rows = await tx.execute<Record<keyof DueRow, string>>(sql`
    with used as (
      select r.org_id, count(distinct ${personOf(sql`r.holder_id`)}) as persons,
        coalesce(sum(r.amount_cents) filter (where c.id is null and r.refused_at is null), 0) as unclaimed,
        coalesce(sum(r.amount_cents) filter (where c.state = 'SUBMITTED'), 0) as submitted,
        coalesce(sum(r.amount_cents) filter (where c.state = 'APPROVED'), 0) as approved,
        coalesce(sum(r.amount_cents) filter (where c.state = 'ORDERED'), 0) as ordered
      from redemption r ${joinMerged(sql`r.holder_id`)} left join claim c on c.id = r.claim_id where r.reversed_at is null group by r.org_id
    ), came_back as (
      select p.org_id, sum(p.amount_cents) as cents from payment p where p.state = 'RETURNED'
        and not exists (select 1 from payment n where n.replaces = p.id and n.state in ('PAID', 'RETURNED')) group by 1
    )
    select o.name, u.persons, u.unclaimed, u.submitted, u.approved, u.ordered, coalesce(b.cents, 0) as returned,
      coalesce(-a.balance_cents, 0) as paid
    from used u join venue_org o on o.id = u.org_id left join came_back b on b.org_id = u.org_id
      left join money_account a on a.kind = 'PAID' and a.owner_id = u.org_id
    order by o.name, o.id`);
  return rows.map(({ name, ...row }) => ({
    name,
    persons: Number(row.persons),
    unclaimed: Number(row.unclaimed),
    submitted: Number(row.submitted),
    approved: Number(row.approved),
    ordered: Number(row.ordered),
    returned: Number(row.returned),
    paid: Number(row.paid),
  }));
}

/** R13. How many persons have used a pass anywhere, once each. */
export async function countUsers(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from (select distinct ${personOf(sql`r.holder_id`)} from redemption r ${joinMerged(sql`r.holder_id`)} where r.reversed_at is null) one`,
  );
  return row?.n ?? 0;
}
