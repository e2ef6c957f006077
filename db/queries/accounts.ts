import { type SQL, sql } from 'drizzle-orm';
import type { OpenedInvitation } from '#app/access/rules/invite.ts';
import type { Role } from '#app/access/rules/roles.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** The organisation an invitation or a membership is bound to; neither for the authority. */
export interface Place {
  partnerId: string | null;
  orgId: string | null;
}

const at = ({ partnerId, orgId }: Place): SQL =>
  sql`partner_id is not distinct from ${partnerId}::uuid and org_id is not distinct from ${orgId}::uuid`;

/** Whether an address has a live membership of that role in that place. */
export async function isMemberThere(tx: Tx, email: string, role: Role, place: Place): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from membership m join user_account u on u.id = m.user_id
    where u.email = ${email} and m.role = ${role} and m.revoked_at is null and ${at(place)}`);
  return rows.length > 0;
}

/** Makes the links already sent to an address for a place stop working. */
export async function expireInvitations(tx: Tx, email: string, place: Place, now: Date): Promise<void> {
  await tx.execute(sql`
    update invitation set expires_at = ${moment(now)}
    where email = ${email} and used_at is null and expires_at > ${moment(now)} and ${at(place)}`);
}

export interface NewInvitation extends Place {
  id: string;
  tokenHash: Uint8Array;
  email: string;
  displayName: string;
  role: Role;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
}

export async function insertInvitation(tx: Tx, row: NewInvitation): Promise<void> {
  await tx.execute(sql`
    insert into invitation (id, token_hash, email, display_name, role, partner_id, org_id, invited_by, created_at, expires_at)
    values (${row.id}, ${bytes(row.tokenHash)}, ${row.email}, ${row.displayName}, ${row.role}, ${row.partnerId}::uuid, ${row.orgId}::uuid,
      ${row.invitedBy}, ${moment(row.createdAt)}, ${moment(row.expiresAt)})`);
}

/** Ends one invitation; of its own partner only when `partnerId` is given. False when there is none to end. */
export async function withdrawOneInvitation(tx: Tx, id: string, partnerId: string | null, now: Date): Promise<boolean> {
  const rows = await tx.execute(sql`
    update invitation set expires_at = ${moment(now)}
    where id = ${id} and used_at is null and expires_at > ${moment(now)} and ${partnerId === null ? sql`true` : sql`partner_id = ${partnerId}`}
    returning id`);
  return rows.length === 1;
}

export interface FoundInvitation extends OpenedInvitation, Place {
  id: string;
  email: string;
  displayName: string;
  role: Role;
  /** The partner or organisation the person will act for; null for the authority. */
  organisation: string | null;
}

/** The invitation a token opens, or null. */
export function findInvitation(tx: Tx, tokenHash: Uint8Array): Promise<FoundInvitation | null> {
  return readInvitation(tx, tokenHash, sql``);
}

/** The same, locked: two browsers that use one link take turns. */
export async function findInvitationForUpdate(tx: Tx, tokenHash: Uint8Array): Promise<FoundInvitation | null> {
  return readInvitation(tx, tokenHash, sql`for update of i`);
}

async function readInvitation(tx: Tx, tokenHash: Uint8Array, lock: SQL): Promise<FoundInvitation | null> {
  const rows = await tx.execute<
    Omit<FoundInvitation, 'usedAt' | 'expiresAt'> & { usedAt: string | null; expiresAt: string }
  >(sql`
    select i.id, i.email, i.display_name as "displayName", i.role, i.partner_id as "partnerId", i.org_id as "orgId",
      i.used_at as "usedAt", i.expires_at as "expiresAt", coalesce(p.name, o.name) as organisation,
      coalesce(p.revoked_at is not null, false) as "partnerRevoked"
    from invitation i left join partner p on p.id = i.partner_id left join venue_org o on o.id = i.org_id
    where i.token_hash = ${bytes(tokenHash)} ${lock}`);
  const row = rows[0];
  if (row === undefined) return null;
  return { ...row, usedAt: row.usedAt === null ? null : new Date(row.usedAt), expiresAt: new Date(row.expiresAt) };
}

export async function closeInvitation(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.execute(sql`update invitation set used_at = ${moment(now)} where id = ${id}`);
}

export interface AccountToWrite extends Place {
  newUserId: string;
  membershipId: string;
  email: string;
  displayName: string;
  passwordHash: string;
  role: Role;
  now: Date;
}

/**
 * Creates an account and its membership, or gives an account that has none a new one: a new password then,
 * and no session survives. Throws on `membership_one_live` when the account has a place already.
 */
export async function writeAccount(tx: Tx, a: AccountToWrite): Promise<string> {
  const rows = await tx.execute<{ id: string }>(sql`
    insert into user_account (id, email, display_name, password_hash, created_at)
    values (${a.newUserId}, ${a.email}, ${a.displayName}, ${a.passwordHash}, ${moment(a.now)})
    on conflict (email) do update set display_name = excluded.display_name, password_hash = excluded.password_hash
    returning id`);
  const userId = rows[0]?.id;
  if (userId === undefined) throw new Error('account not written');
  await tx.execute(sql`
    insert into membership (id, user_id, role, partner_id, org_id, created_at)
    values (${a.membershipId}, ${userId}, ${a.role}, ${a.partnerId}::uuid, ${a.orgId}::uuid, ${moment(a.now)})`);
  await tx.execute(sql`delete from user_session where user_id = ${userId}`);
  return userId;
}

/** What an account may be now; null when its access is closed. */
export async function findLiveRole(tx: Tx, userId: string): Promise<Role | null> {
  const rows = await tx.execute<{ role: Role }>(sql`
    select m.role from membership m left join partner p on p.id = m.partner_id
    where m.user_id = ${userId} and m.revoked_at is null and p.revoked_at is null`);
  return rows[0]?.role ?? null;
}

/** Ends a membership and its sessions; an agent's of that partner only when `agentsOf` is given. False when there is none to end. */
export async function endMembership(
  tx: Tx,
  membershipId: string,
  agentsOf: string | null,
  now: Date,
): Promise<boolean> {
  const scope = agentsOf === null ? sql`true` : sql`role = 'AGENT' and partner_id = ${agentsOf}`;
  const rows = await tx.execute<{ user_id: string }>(sql`
    update membership set revoked_at = ${moment(now)} where id = ${membershipId} and revoked_at is null and ${scope} returning user_id`);
  const row = rows[0];
  if (row === undefined) return false;
  await tx.execute(sql`delete from user_session where user_id = ${row.user_id}`);
  return true;
}

/** Ends every membership, session and open invitation of a partner. */
export async function revokeAccessOfPartner(tx: Tx, partnerId: string, now: Date): Promise<void> {
  await tx.execute(sql`
    with ended as (update membership set revoked_at = ${moment(now)} where partner_id = ${partnerId} and revoked_at is null returning user_id)
    delete from user_session s using ended e where s.user_id = e.user_id`);
  await tx.execute(sql`
    update invitation set expires_at = ${moment(now)} where partner_id = ${partnerId} and used_at is null and expires_at > ${moment(now)}`);
}

export interface MemberRow {
  membershipId: string;
  displayName: string;
  email: string;
  role: Role;
  since: Date;
}

/** The live members of a place, by name. */
export async function listMembers(tx: Tx, place: Place): Promise<MemberRow[]> {
  const rows = await tx.execute<Omit<MemberRow, 'since'> & { since: string }>(sql`
    select m.id as "membershipId", u.display_name as "displayName", u.email, m.role, m.created_at as since
    from membership m join user_account u on u.id = m.user_id
    where m.revoked_at is null and ${at(place)} order by u.display_name, m.id`);
  return rows.map((row) => ({ ...row, since: new Date(row.since) }));
}

export interface InvitationRow {
  id: string;
  displayName: string;
  email: string;
  role: Role;
  expiresAt: Date;
}

/** The invitations of a place that can still be used, the latest first. */
export async function listOpenInvitations(tx: Tx, place: Place, now: Date): Promise<InvitationRow[]> {
  const rows = await tx.execute<Omit<InvitationRow, 'expiresAt'> & { expiresAt: string }>(sql`
    select id, display_name as "displayName", email, role, expires_at as "expiresAt" from invitation
    where used_at is null and expires_at > ${moment(now)} and ${at(place)} order by created_at desc, id`);
  return rows.map((row) => ({ ...row, expiresAt: new Date(row.expiresAt) }));
}

function bytes(value: Uint8Array): SQL {
  return sql`decode(${Buffer.from(value).toString('hex')}, 'hex')`;
}
