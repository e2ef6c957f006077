import { sql } from 'drizzle-orm';
import type { Role } from '#app/access/rules/roles.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** Who a signed-in browser stands for: the account and the membership in force. */
export interface SignedIn {
  userId: string;
  displayName: string;
  membershipId: string;
  role: Role;
  partnerId: string | null;
  orgId: string | null;
  /** The name of the partner or venue organisation; null for the authority. */
  organisation: string | null;
}

/**
 * The session under a hashed token, with who it stands for. `user` is null when the membership or
 * its partner has been revoked: from that moment the session opens nothing.
 */
export async function findSession(
  tx: Tx,
  tokenHash: string,
): Promise<{ userId: string; expiresAt: Date; user: SignedIn | null } | null> {
  const rows = await tx.execute<{
    user_id: string;
    expires_at: string;
    display_name: string;
    membership_id: string | null;
    role: Role;
    partner_id: string | null;
    org_id: string | null;
    organisation: string | null;
  }>(sql`
    select s.user_id, s.expires_at, u.display_name, m.id as membership_id, m.role, m.partner_id, m.org_id,
      coalesce(p.name, o.name) as organisation
    from user_session s join user_account u on u.id = s.user_id
      left join membership m on m.user_id = u.id and m.revoked_at is null
        and not exists (select 1 from partner x where x.id = m.partner_id and x.revoked_at is not null)
      left join partner p on p.id = m.partner_id
      left join venue_org o on o.id = m.org_id
    where s.id = ${tokenHash}`);
  const row = rows[0];
  if (row === undefined) return null;
  const user =
    row.membership_id === null
      ? null
      : {
          userId: row.user_id,
          displayName: row.display_name,
          membershipId: row.membership_id,
          role: row.role,
          partnerId: row.partner_id,
          orgId: row.org_id,
          organisation: row.organisation,
        };
  return { userId: row.user_id, expiresAt: new Date(row.expires_at), user };
}

export async function listSessions(tx: Tx, userId: string): Promise<{ id: string; expiresAt: Date }[]> {
  const rows = await tx.execute<{ id: string; expires_at: string }>(
    sql`select id, expires_at from user_session where user_id = ${userId}`,
  );
  return rows.map((row) => ({ id: row.id, expiresAt: new Date(row.expires_at) }));
}

export async function insertSession(
  tx: Tx,
  row: { tokenHash: string; userId: string; expiresAt: Date },
): Promise<void> {
  await tx.execute(
    sql`insert into user_session (id, user_id, expires_at) values (${row.tokenHash}, ${row.userId}, ${moment(row.expiresAt)})`,
  );
}

export async function extendSession(tx: Tx, tokenHash: string, expiresAt: Date): Promise<void> {
  await tx.execute(sql`update user_session set expires_at = ${moment(expiresAt)} where id = ${tokenHash}`);
}

export async function deleteSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.execute(sql`delete from user_session where id = ${tokenHash}`);
}

export async function deleteSessionsOf(tx: Tx, userId: string): Promise<void> {
  await tx.execute(sql`delete from user_session where user_id = ${userId}`);
}

export async function deleteExpiredSessions(tx: Tx, now: Date): Promise<void> {
  await tx.execute(sql`delete from user_session where expires_at <= ${moment(now)}`);
}

/** The account of an e-mail address (lower case), or null. */
export async function findAccount(tx: Tx, email: string): Promise<{ id: string; passwordHash: string } | null> {
  const rows = await tx.execute<{ id: string; password_hash: string }>(
    sql`select id, password_hash from user_account where email = ${email}`,
  );
  const row = rows[0];
  return row === undefined ? null : { id: row.id, passwordHash: row.password_hash };
}

/** Creates an account with its one membership. */
export async function insertAccount(
  tx: Tx,
  a: {
    userId: string;
    membershipId: string;
    email: string;
    displayName: string;
    passwordHash: string;
    role: Role;
    partnerId: string | null;
    orgId: string | null;
    now: Date;
  },
): Promise<void> {
  await tx.execute(sql`
    insert into user_account (id, email, display_name, password_hash, created_at)
    values (${a.userId}, ${a.email}, ${a.displayName}, ${a.passwordHash}, ${moment(a.now)})`);
  await tx.execute(sql`
    insert into membership (id, user_id, role, partner_id, org_id, created_at)
    values (${a.membershipId}, ${a.userId}, ${a.role}, ${a.partnerId}::uuid, ${a.orgId}::uuid, ${moment(a.now)})`);
}
