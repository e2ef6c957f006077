import { type SQL, sql } from 'drizzle-orm';
import type { ClaimRoute, ClaimState } from '#app/upkeep/rules/states.ts';
import type { Tx } from '#db/client.ts';
import { moment } from '../acts.ts';

/** A page as those who want to hold it see it. */
export interface ClaimedPage {
  id: string;
  slug: string;
  name: string;
  commune: string;
  orgId: string | null;
  emails: string[];
  pivot: string | null;
  parentStructure: string | null;
}

const PAGE = sql`v.id, v.slug, v.name, v.commune, v.org_id as "orgId", v.emails, v.pivot, v.parent_structure as "parentStructure"`;

/** The page at an address; locked against whoever would take it meanwhile when `lock`. */
export async function findPage(
  tx: Tx,
  by: { slug: string } | { id: string },
  { lock = false } = {},
): Promise<ClaimedPage | null> {
  const where = 'slug' in by ? sql`v.slug = ${by.slug}` : sql`v.id = ${by.id}`;
  const rows = await tx.execute<ClaimedPage & Record<string, unknown>>(
    sql`select ${PAGE} from venue v where ${where} ${lock ? sql`for no key update` : sql``}`,
  );
  return rows[0] ?? null;
}

export interface NewClaim {
  id: string;
  venueId: string;
  route: ClaimRoute;
  email: string;
  displayName: string | null;
  message: string | null;
  orgId: string | null;
  tokenHash: Uint8Array | null;
  expiresAt: Date | null;
  now: Date;
}

/** Writes a claim. False when the same person's is waiting for the authority already. */
export async function insertClaim(tx: Tx, c: NewClaim): Promise<boolean> {
  const rows = await tx.execute(sql`
    insert into venue_claim (id, venue_id, route, state, email, display_name, message, org_id, token_hash, expires_at, created_at)
    values (${c.id}, ${c.venueId}, ${c.route}, 'OPEN', ${c.email}, ${c.displayName}, ${c.message}, ${c.orgId}::uuid,
      ${c.tokenHash === null ? sql`null` : bytes(c.tokenHash)}, ${c.expiresAt === null ? sql`null` : moment(c.expiresAt)}, ${moment(c.now)})
    on conflict (venue_id, email) where route = 'AUTHORITY' and state = 'OPEN' do nothing returning id`);
  return rows.length === 1;
}

export interface Claim {
  id: string;
  venueId: string;
  route: ClaimRoute;
  state: ClaimState;
  email: string | null;
  displayName: string | null;
  orgId: string | null;
  expiresAt: Date | null;
}

/** The claim a token opens, or one by its id; locked when it is to be answered. */
export async function findClaim(
  tx: Tx,
  by: { tokenHash: Uint8Array } | { id: string },
  { lock = false } = {},
): Promise<Claim | null> {
  const where = 'id' in by ? sql`id = ${by.id}` : sql`token_hash = ${bytes(by.tokenHash)}`;
  const rows = await tx.execute<Omit<Claim, 'expiresAt'> & { expiresAt: string | null }>(sql`
    select id, venue_id as "venueId", route, state, email, display_name as "displayName", org_id as "orgId", expires_at as "expiresAt"
    from venue_claim where ${where} ${lock ? sql`for update` : sql``}`);
  const row = rows[0];
  return row === undefined ? null : { ...row, expiresAt: row.expiresAt === null ? null : new Date(row.expiresAt) };
}

/** Answers a claim; one that gives the page comes after the page was given. */
export async function closeClaim(
  tx: Tx,
  id: string,
  end: { grantedOrgId: string } | { reason: string },
  by: string,
  now: Date,
): Promise<void> {
  const granted = 'grantedOrgId' in end;
  await tx.execute(sql`
    update venue_claim set state = ${granted ? 'GRANTED' : 'REFUSED'}, decided_at = ${moment(now)}, decided_by = ${by},
      granted_org_id = ${granted ? end.grantedOrgId : null}::uuid, reason = ${granted ? null : end.reason}
    where id = ${id} and state = 'OPEN'`);
}

/** Refuses the other requests for a page that somebody now holds, saying so. Their ids. */
export async function closeOtherRequests(
  tx: Tx,
  venueId: string,
  exceptId: string,
  reason: string,
  by: string,
  now: Date,
): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    update venue_claim set state = 'REFUSED', decided_at = ${moment(now)}, decided_by = ${by}, reason = ${reason}
    where venue_id = ${venueId} and id <> ${exceptId} and route = 'AUTHORITY' and state = 'OPEN' returning id`);
  return rows.map(({ id }) => id);
}

/** The mailbox of an account: what it signs in with. */
export async function emailOfAccount(tx: Tx, userId: string): Promise<string> {
  const rows = await tx.execute<{ email: string }>(sql`select email from user_account where id = ${userId}`);
  if (rows[0] === undefined) throw new Error('no such account');
  return rows[0].email;
}

export interface WaitingClaim {
  id: string;
  slug: string;
  venue: string;
  commune: string;
  displayName: string | null;
  email: string;
  message: string | null;
  /** The organisation of a signed-in person who asks. */
  organisation: string | null;
  labelled: boolean;
  createdAt: Date;
}

/** The requests that wait for the authority, the oldest first. */
export async function listWaitingClaims(tx: Tx, today: string, limit: number): Promise<WaitingClaim[]> {
  const rows = await tx.execute<Omit<WaitingClaim, 'createdAt'> & { createdAt: string }>(sql`
    select c.id, v.slug, v.name as venue, v.commune, c.display_name as "displayName", c.email, c.message, o.name as organisation,
      exists (select 1 from org_label l where l.org_id = c.org_id and daterange(l.starts_on, l.ends_on, '[]') @> ${today}::date) as labelled,
      c.created_at as "createdAt"
    from venue_claim c join venue v on v.id = c.venue_id left join venue_org o on o.id = c.org_id
    where c.route = 'AUTHORITY' and c.state = 'OPEN' order by c.created_at, c.id limit ${limit}`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** How many requests wait for the authority. */
export async function countWaitingClaims(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from venue_claim where route = 'AUTHORITY' and state = 'OPEN'`,
  );
  return row?.n ?? 0;
}

function bytes(value: Uint8Array): SQL {
  return sql`decode(${Buffer.from(value).toString('hex')}, 'hex')`;
}
