import { sql } from 'drizzle-orm';
import type { ConventionTerms } from '#app/partners/rules/convention.ts';
import type { Public } from '#app/partners/rules/person.ts';
import type { Tx } from '../client.ts';
import { moment, uuids } from './acts.ts';

/**
 * The conventions of a partner, or null when it is closed or unknown. All are held until the transaction
 * ends: a revocation of the partner or of a convention waits for us, or we see it.
 */
export async function holdConventions(tx: Tx, partnerId: string): Promise<ConventionTerms[] | null> {
  const open = await tx.execute(sql`select 1 from partner where id = ${partnerId} and revoked_at is null for share`);
  if (open.length === 0) return null;
  return tx.execute<ConventionTerms & Record<string, unknown>>(sql`
    select c.starts_on::text as "startsOn", c.ends_on::text as "endsOn", c.revoked_at is not null as revoked, c.agents_named as "agentsNamed",
      array(select a.membership_id from convention_agent a where a.convention_id = c.id) as "agentIds"
    from partner_convention c where c.partner_id = ${partnerId} order by c.id for share of c`);
}

export interface ConventionSheet {
  id: string;
  partnerId: string;
  partnerName: string;
  startsOn: string;
  endsOn: string;
  targetPasses: number;
  publics: Public[];
  signedForPartner: string | null;
  signedForAuthority: string | null;
  signedOn: string | null;
  agentsNamed: boolean;
  revokedAt: Date | null;
  revokeReason: string | null;
  /** Passes handed over on a Paris day of this convention. */
  handedOver: number;
  /** Whether another one, not revoked, begins after it. */
  followed: boolean;
}

/** Every convention (or one), those that end first. */
export async function listConventionSheets(tx: Tx, id: string | null = null): Promise<ConventionSheet[]> {
  const which = id === null ? sql`true` : sql`c.id = ${id}`;
  const rows = await tx.execute<
    Omit<ConventionSheet, 'revokedAt'> & { revokedAt: string | null } & Record<string, unknown>
  >(sql`
    select c.id, c.partner_id as "partnerId", p.name as "partnerName", c.starts_on::text as "startsOn", c.ends_on::text as "endsOn",
      c.target_passes as "targetPasses", c.publics, c.signed_for_partner as "signedForPartner", c.signed_for_authority as "signedForAuthority",
      c.signed_on::text as "signedOn", c.agents_named as "agentsNamed", c.revoked_at as "revokedAt", c.revoke_reason as "revokeReason",
      (select coalesce(sum(b.size), 0)::int from distribution d join booklet b on b.id = d.booklet_id
        where d.partner_id = c.partner_id and d.voided_at is null
          and (d.at at time zone 'Europe/Paris')::date between c.starts_on and c.ends_on) as "handedOver",
      exists (select 1 from partner_convention n where n.partner_id = c.partner_id and n.revoked_at is null and n.starts_on > c.ends_on) as followed
    from partner_convention c join partner p on p.id = c.partner_id where ${which} order by c.ends_on, p.name, c.id`);
  return rows.map((row) => ({ ...row, revokedAt: row.revokedAt === null ? null : new Date(row.revokedAt) }));
}

/** The people of a convention's partner who may act, and whether it names them. */
export async function listConventionAgents(
  tx: Tx,
  conventionId: string,
): Promise<{ membershipId: string; name: string; named: boolean }[]> {
  return tx.execute<{ membershipId: string; name: string; named: boolean }>(sql`
    select m.id as "membershipId", u.display_name as name,
      exists (select 1 from convention_agent a where a.convention_id = c.id and a.membership_id = m.id) as named
    from partner_convention c join membership m on m.partner_id = c.partner_id and m.revoked_at is null
      join user_account u on u.id = m.user_id
    where c.id = ${conventionId} order by u.display_name`);
}

/** Locks a convention against every act under it: those under way finish first. Null when it is revoked or unknown. */
export async function lockConvention(tx: Tx, id: string): Promise<{ partnerId: string } | null> {
  const rows = await tx.execute<{ partnerId: string }>(sql`
    select partner_id as "partnerId" from partner_convention where id = ${id} and revoked_at is null for update`);
  return rows[0] ?? null;
}

/** Writes who hands over under a convention: everybody of its partner, or only those named. */
export async function writeConventionAgents(
  tx: Tx,
  conventionId: string,
  { named, membershipIds }: { named: boolean; membershipIds: readonly string[] },
): Promise<void> {
  await tx.execute(sql`update partner_convention set agents_named = ${named} where id = ${conventionId}`);
  await tx.execute(sql`delete from convention_agent where convention_id = ${conventionId}`);
  await tx.execute(sql`
    insert into convention_agent (convention_id, membership_id)
    select c.id, m.id from partner_convention c join membership m on m.partner_id = c.partner_id and m.revoked_at is null
    where c.id = ${conventionId} and m.id = any (${uuids(membershipIds)})`);
}

export async function writeConventionRevoked(tx: Tx, id: string, reason: string, now: Date): Promise<void> {
  await tx.execute(sql`
    update partner_convention set revoked_at = ${moment(now)}, revoke_reason = ${reason} where id = ${id}`);
}

export interface DocumentRow {
  id: string;
  conventionId: string;
  sha256: string;
  fileName: string;
  byteCount: number;
  addedAt: Date;
}

export async function insertDocument(
  tx: Tx,
  row: Omit<DocumentRow, 'addedAt'> & { addedBy: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into convention_document (id, convention_id, sha256, byte_count, file_name, added_by, added_at)
    values (${row.id}, ${row.conventionId}, ${row.sha256}, ${row.byteCount}, ${row.fileName}, ${row.addedBy}, ${moment(row.now)})`);
}

/** The documents of a convention, the latest first. */
export async function listDocuments(tx: Tx, conventionId: string): Promise<DocumentRow[]> {
  const rows = await tx.execute<Omit<DocumentRow, 'addedAt'> & { addedAt: string } & Record<string, unknown>>(sql`
    select id, convention_id as "conventionId", sha256, file_name as "fileName", byte_count as "byteCount", added_at as "addedAt"
    from convention_document where convention_id = ${conventionId} order by added_at desc, id`);
  return rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt) }));
}
