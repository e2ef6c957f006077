import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

export interface SiteRow {
  id: string;
  name: string;
  address: string | null;
  commune: string;
  /** Booklets that can be handed over there, and people who work there. */
  booklets: number;
  agents: number;
}

/** Whether a site is one of this partner's. */
export async function siteIsOf(tx: Tx, siteId: string, partnerId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from partner_site where id = ${siteId} and partner_id = ${partnerId}`);
  return rows.length === 1;
}

/** Every site, by name. */
export async function listAllSites(tx: Tx): Promise<{ id: string; name: string; partnerId: string }[]> {
  return tx.execute<{ id: string; name: string; partnerId: string }>(
    sql`select id, name, partner_id as "partnerId" from partner_site order by name, id`,
  );
}

/** A partner's sites, by name. */
export async function listSites(tx: Tx, partnerId: string): Promise<SiteRow[]> {
  return tx.execute<SiteRow & Record<string, unknown>>(sql`
    select s.id, s.name, s.address, s.commune,
      (select count(distinct p.booklet_id)::int from booklet b join pass p on p.booklet_id = b.id and p.state = 'ALLOCATED'
        where b.site_id = s.id) as booklets,
      (select count(*)::int from membership m where m.site_id = s.id and m.revoked_at is null) as agents
    from partner_site s where s.partner_id = ${partnerId} order by s.name`);
}

/** Throws on `partner_site_name` when the partner has a site of that name. */
export async function insertSite(
  tx: Tx,
  row: { id: string; partnerId: string; name: string; address: string | null; commune: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into partner_site (id, partner_id, name, address, commune, created_at)
    values (${row.id}, ${row.partnerId}, ${row.name}, ${row.address}, ${row.commune}, ${moment(row.now)})`);
}

/** Puts somebody of a partner at one of its sites, or at none. False when they do not work for it any more. */
export async function writeSiteOfMember(
  tx: Tx,
  m: { membershipId: string; partnerId: string; siteId: string | null },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update membership set site_id = ${m.siteId}::uuid
    where id = ${m.membershipId} and partner_id = ${m.partnerId} and revoked_at is null returning 1`);
  return rows.length === 1;
}
