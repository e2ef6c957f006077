import { sql } from 'drizzle-orm';
import type { LedgerLine, LedgerTotals, PassCount } from '#app/reporting/rules/flow.ts';
import type { Tx } from '../client.ts';
import { joinMerged, personOf } from './reports/given.ts';

/**
 * A pass that counts as handed over: neither lost and replaced (the one in its place counts), nor blocked because a
 * booklet given in place of lost passes was larger than needed.
 */
const COUNTS = sql`not exists (select 1 from pass_replacement r where r.original_id = p.id)
  and not exists (select 1 from pass_block x where x.pass_id = p.id and x.cause = 'SURPLUS')`;

/** Every pass, by state and by how far it went. */
export async function countPasses(tx: Tx): Promise<PassCount[]> {
  return tx.execute<PassCount & Record<string, unknown>>(sql`
    select p.state, p.partner_id is not null as entrusted, d.booklet_id is not null and ${COUNTS} as "handedOver", count(*)::int as count
    from pass p left join distribution d on d.booklet_id = p.booklet_id and d.voided_at is null
    group by 1, 2, 3`);
}

/** The same passes counted by the lots, by their rows and by the ledger. Read it in one snapshot. */
export async function readLedgerTotals(tx: Tx): Promise<LedgerTotals> {
  const [lots] = await tx.execute<{ bought: number; issued: number }>(sql`
    select (select coalesce(sum(booklet_count * booklet_size), 0)::int from pass_lot) as bought,
      (select -coalesce(sum(balance), 0)::int from account where kind = 'ISSUE') as issued`);
  const lines = await tx.execute<LedgerLine & Record<string, unknown>>(sql`
    with counted as (
      select case state when 'ALLOCATED' then 'PARTNER' else state end as kind, count(*)::int as n from pass group by 1
    ), kept as (
      select kind, sum(balance)::int as n from account where kind <> 'ISSUE' group by 1
    )
    select coalesce(c.kind, k.kind) as kind, coalesce(c.n, 0) as passes, coalesce(k.n, 0) as ledger
    from counted c full join kept k on k.kind = c.kind order by 1`);
  return { bought: lots?.bought ?? 0, issued: lots?.issued ?? 0, lines };
}

export interface PartnerFlow {
  id: string;
  name: string;
  revoked: boolean;
  /** Passes it holds and can still hand over. */
  atPartner: number;
  /** Passes it handed over one day, and what became of them. */
  handedOver: number;
  reserved: number;
  redeemed: number;
  people: number;
}

/** Each partner's passes, by name; one that closed stays as long as it has a history. */
export async function listPartnerFlows(tx: Tx): Promise<PartnerFlow[]> {
  return tx.execute<PartnerFlow & Record<string, unknown>>(sql`
    with given as (
      select d.partner_id, count(*)::int as handed, count(distinct ${personOf(sql`d.holder_id`)})::int as people,
        count(*) filter (where p.state = 'RESERVED')::int as reserved,
        count(*) filter (where p.state in ('REDEEMED', 'CLAIMED', 'SETTLED'))::int as redeemed
      from distribution d ${joinMerged(sql`d.holder_id`)} join pass p on p.booklet_id = d.booklet_id where d.voided_at is null and ${COUNTS} group by 1
    ), stock as (select partner_id, count(*)::int as n from pass where state = 'ALLOCATED' group by 1)
    select pa.id, pa.name, pa.revoked_at is not null as revoked, coalesce(s.n, 0) as "atPartner", coalesce(g.handed, 0) as "handedOver",
      coalesce(g.reserved, 0) as reserved, coalesce(g.redeemed, 0) as redeemed, coalesce(g.people, 0) as people
    from partner pa left join given g on g.partner_id = pa.id left join stock s on s.partner_id = pa.id
    order by pa.revoked_at is not null, pa.name`);
}
