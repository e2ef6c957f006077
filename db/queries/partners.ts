import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment, texts } from './acts.ts';

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
  row: {
    id: string;
    partnerId: string;
    startsOn: string;
    endsOn: string;
    targetPasses: number;
    publics: readonly string[];
    signedForPartner?: string | undefined;
    signedForAuthority?: string | undefined;
    signedOn?: string | undefined;
  },
): Promise<void> {
  await tx.execute(sql`
    insert into partner_convention (id, partner_id, starts_on, ends_on, target_passes, publics, signed_for_partner, signed_for_authority, signed_on)
    values (${row.id}, ${row.partnerId}, ${row.startsOn}::date, ${row.endsOn}::date, ${row.targetPasses}, ${texts(row.publics)},
      ${row.signedForPartner ?? null}::text, ${row.signedForAuthority ?? null}::text, ${row.signedOn ?? null}::date)`);
}

/** Closes a partner, waiting for the acts under way. False when it is closed already or does not exist. */
export async function writeRevocation(tx: Tx, partnerId: string, now: Date): Promise<boolean> {
  const locked = await tx.execute(sql`select 1 from partner where id = ${partnerId} and revoked_at is null for update`);
  if (locked.length === 0) return false;
  await tx.execute(sql`update partner set revoked_at = ${moment(now)} where id = ${partnerId}`);
  return true;
}

/** The partners that may act today, by name. */
export async function listActivePartners(tx: Tx): Promise<{ id: string; name: string }[]> {
  return tx.execute<{ id: string; name: string }>(
    sql`select id, name from partner where revoked_at is null order by name`,
  );
}

export interface PartnerRow {
  id: string;
  name: string;
  address: string | null;
  commune: string | null;
  revokedAt: Date | null;
  createdAt: Date;
  /** Booklets in its custody that it can still hand over. */
  booklets: number;
  handedOver: number;
  redeemed: number;
}

/** One partner, with its booklets and what became of its passes; or null. */
export async function findPartner(tx: Tx, id: string): Promise<PartnerRow | null> {
  const rows = await tx.execute<
    Omit<PartnerRow, 'revokedAt' | 'createdAt'> & { revokedAt: string | null; createdAt: string }
  >(sql`
    select pa.id, pa.name, pa.address, pa.commune, pa.revoked_at as "revokedAt", pa.created_at as "createdAt",
      (select count(distinct booklet_id)::int from pass where state = 'ALLOCATED' and partner_id = pa.id) as booklets,
      g.handed as "handedOver", g.redeemed
    from partner pa cross join lateral (
      select count(*)::int as handed, count(*) filter (where p.state in ('REDEEMED', 'CLAIMED', 'SETTLED'))::int as redeemed
      from distribution d join pass p on p.booklet_id = d.booklet_id where d.partner_id = pa.id and d.voided_at is null) g
    where pa.id = ${id}`);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    ...row,
    revokedAt: row.revokedAt === null ? null : new Date(row.revokedAt),
    createdAt: new Date(row.createdAt),
  };
}

export interface ConventionRow {
  id: string;
  partnerId: string;
  startsOn: string;
  endsOn: string;
  targetPasses: number;
  /** Passes handed over on a Paris day of this convention. */
  handedOver: number;
  revoked: boolean;
}

/** The conventions of a partner, or of all, the latest first. */
export async function listConventions(tx: Tx, partnerId: string | null): Promise<ConventionRow[]> {
  const whose = partnerId === null ? sql`true` : sql`c.partner_id = ${partnerId}`;
  return tx.execute<ConventionRow & Record<string, unknown>>(sql`
    select c.id, c.partner_id as "partnerId", c.starts_on::text as "startsOn", c.ends_on::text as "endsOn", c.target_passes as "targetPasses", c.revoked_at is not null as revoked,
      (select coalesce(sum(b.size), 0)::int from distribution d join booklet b on b.id = d.booklet_id
        where d.partner_id = c.partner_id and d.voided_at is null
          and (d.at at time zone 'Europe/Paris')::date between c.starts_on and c.ends_on) as "handedOver"
    from partner_convention c where ${whose} order by c.starts_on desc, c.id`);
}
