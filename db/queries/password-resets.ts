import { type SQL, sql } from 'drizzle-orm';
import type { OpenedReset } from '#app/access/rules/password-reset.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** The account of an address (lower case) that still opens something, or null. */
export async function findResettable(tx: Tx, email: string): Promise<string | null> {
  const rows = await tx.execute<{ id: string }>(sql`
    select u.id from user_account u join membership m on m.user_id = u.id left join partner p on p.id = m.partner_id
    where u.email = ${email} and m.revoked_at is null and p.revoked_at is null`);
  return rows[0]?.id ?? null;
}

/** Writes a person's link in the place of the one already sent. */
export async function replaceReset(
  tx: Tx,
  row: { id: string; userId: string; tokenHash: Uint8Array; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into password_reset (id, user_id, token_hash, created_at, expires_at)
    values (${row.id}, ${row.userId}, ${bytes(row.tokenHash)}, ${moment(row.createdAt)}, ${moment(row.expiresAt)})
    on conflict (user_id) do update set id = excluded.id, token_hash = excluded.token_hash,
      created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = null`);
}

export interface FoundReset extends OpenedReset {
  id: string;
  userId: string;
  email: string;
}

/** The link a token opens, or null. */
export function findReset(tx: Tx, tokenHash: Uint8Array): Promise<FoundReset | null> {
  return readReset(tx, tokenHash, sql``);
}

/** The same, locked: two browsers that use one link take turns. */
export function findResetForUpdate(tx: Tx, tokenHash: Uint8Array): Promise<FoundReset | null> {
  return readReset(tx, tokenHash, sql`for update of r`);
}

async function readReset(tx: Tx, tokenHash: Uint8Array, lock: SQL): Promise<FoundReset | null> {
  const rows = await tx.execute<
    Omit<FoundReset, 'usedAt' | 'expiresAt'> & { usedAt: string | null; expiresAt: string }
  >(
    sql`select r.id, r.user_id as "userId", u.email, r.used_at as "usedAt", r.expires_at as "expiresAt"
      from password_reset r join user_account u on u.id = r.user_id where r.token_hash = ${bytes(tokenHash)} ${lock}`,
  );
  const row = rows[0];
  if (row === undefined) return null;
  return { ...row, usedAt: row.usedAt === null ? null : new Date(row.usedAt), expiresAt: new Date(row.expiresAt) };
}

export async function closeReset(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.execute(sql`update password_reset set used_at = ${moment(now)} where id = ${id}`);
}

/** Gives an account another password; no browser stays signed in with the old one. */
export async function setPassword(tx: Tx, userId: string, passwordHash: string): Promise<void> {
  await tx.execute(sql`update user_account set password_hash = ${passwordHash} where id = ${userId}`);
  await tx.execute(sql`delete from user_session where user_id = ${userId}`);
}

function bytes(value: Uint8Array): SQL {
  return sql`decode(${Buffer.from(value).toString('hex')}, 'hex')`;
}
