import { sql } from 'drizzle-orm';
import type { LotStock, PartnerStock } from '#app/allocation/rules/forecast.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** A partner's stock, with whether it is closed. */
export type StockOfPartner = PartnerStock & { revoked: boolean };

/**
 * What each partner (or one) has, gives and waits for: free booklets by lot, pace of the last eight weeks,
 * days since it last received or handed over anything. Partners with neither stock nor history are left out.
 */
export async function listPartnerStocks(
  tx: Tx,
  at: { now: Date; today: string },
  partnerId: string | null = null,
): Promise<StockOfPartner[]> {
  const whose = partnerId === null ? sql`true` : sql`pa.id = ${partnerId}`;
  const rows = await tx.execute<StockOfPartner & Record<string, unknown>>(sql`
    with free as (
      select b.partner_id, l.valid_until, b.size, count(*)::int as n
      from booklet b join pass_lot l on l.id = b.lot_id
      where b.partner_id is not null
        and exists (select 1 from pass p where p.booklet_id = b.id and p.state = 'ALLOCATED')
        and not exists (select 1 from allocation_booklet k where k.booklet_id = b.id and k.released_at is null)
      group by 1, 2, 3
    ), lots as (
      select partner_id, json_agg(json_build_object('validUntil', valid_until, 'booklets', n, 'size', size) order by valid_until) as lots
      from free group by 1
    ), given as (
      select partner_id, max(at) as last, count(*) filter (where at > ${moment(at.now)} - interval '56 days')::int as lately
      from distribution where voided_at is null group by 1
    ), got as (
      select partner_id, max(received_at) filter (where received_booklets > 0) as last,
        coalesce(sum(sent_booklets) filter (where state in ('PLANNED', 'SENT')), 0)::int as incoming
      from allocation where partner_id is not null group by 1
    )
    select pa.id as "partnerId", pa.name, pa.revoked_at is not null as revoked, coalesce(l.lots, '[]') as lots,
      coalesce(r.incoming, 0) as incoming, coalesce(g.lately, 0) as "handedOver",
      floor(extract(epoch from ${moment(at.now)} - greatest(g.last, r.last)) / 86400)::int as "idleDays",
      pa.revoked_at is null and exists (select 1 from partner_convention c where c.partner_id = pa.id and c.revoked_at is null
        and ${at.today}::date between c.starts_on and c.ends_on) as "mayReceive"
    from partner pa left join lots l on l.partner_id = pa.id left join given g on g.partner_id = pa.id
      left join got r on r.partner_id = pa.id
    where ${whose} order by pa.name`);
  return rows.map((row) => ({ ...row, lots: row.lots as readonly LotStock[] }));
}

/** What somebody of a partner handed over, and the free booklets of their site. */
export interface AgentStock {
  membershipId: string;
  name: string;
  partnerId: string;
  siteName: string | null;
  /** Free booklets at their site; those of no site for who has none. */
  booklets: number;
  handedOver: number;
  lastAt: Date | null;
}

/** The people of a partner who may hand over: their site's stock, and what they gave in the last eight weeks. */
export async function listAgentStocks(tx: Tx, partnerId: string, now: Date): Promise<AgentStock[]> {
  const rows = await tx.execute<Omit<AgentStock, 'lastAt'> & { lastAt: string | null } & Record<string, unknown>>(sql`
    with free as (
      select b.site_id, count(*)::int as n from booklet b
      where b.partner_id = ${partnerId} and exists (select 1 from pass p where p.booklet_id = b.id and p.state = 'ALLOCATED')
        and not exists (select 1 from allocation_booklet k where k.booklet_id = b.id and k.released_at is null)
      group by 1
    )
    select m.id as "membershipId", u.display_name as name, m.partner_id as "partnerId", s.name as "siteName",
      coalesce((select n from free where free.site_id is not distinct from m.site_id), 0) as booklets,
      (select count(*)::int from distribution d where d.agent_id = m.id and d.voided_at is null
        and d.at > ${moment(now)} - interval '56 days') as "handedOver",
      (select max(d.at) from distribution d where d.agent_id = m.id and d.voided_at is null) as "lastAt"
    from membership m join user_account u on u.id = m.user_id left join partner_site s on s.id = m.site_id
    where m.partner_id = ${partnerId} and m.revoked_at is null order by s.name nulls first, u.display_name`);
  return rows.map((row) => ({ ...row, lastAt: row.lastAt === null ? null : new Date(row.lastAt) }));
}
