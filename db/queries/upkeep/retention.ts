import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';
import { moment } from '../acts.ts';

const before = (now: Date): SQL =>
  sql`(${moment(now)} - make_interval(months => (select months from retention_rule where what = 'PAGE_CONTACT')::int))`;

/** A claim by link that nobody followed is over when its link is. */
const overClaims = (now: Date): SQL =>
  sql`(email is not null or display_name is not null or message is not null)
    and coalesce(decided_at, expires_at) < ${before(now)}`;

const overReports = (now: Date): SQL => sql`address is not null and handled_at < ${before(now)}`;

/** A request to confirm is over half a year after it was asked: the next one has begun. */
const overRequests = (now: Date): SQL => sql`address is not null and expires_at < ${before(now)}`;

/** How many addresses and messages would go now. */
export async function countPageContacts(tx: Tx, now: Date): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`
    select ((select count(*) from venue_claim where ${overClaims(now)}) + (select count(*) from venue_report where ${overReports(now)})
      + (select count(*) from venue_confirmation_request where ${overRequests(now)}))::int as n`);
  return rows[0]?.n ?? 0;
}

/** Drops what people left to be answered, once that was long enough ago; what was said of the page stays. How many. */
export async function dropPageContacts(tx: Tx, now: Date): Promise<number> {
  // A claim whose link ran out unanswered goes whole: nothing of it was decided.
  const dead = await tx.execute(
    sql`delete from venue_claim where state = 'OPEN' and route = 'EMAIL' and expires_at < ${before(now)} returning id`,
  );
  const claims = await tx.execute(sql`
    update venue_claim set email = null, display_name = null, message = null where state <> 'OPEN' and ${overClaims(now)} returning id`);
  const reports = await tx.execute(sql`update venue_report set address = null where ${overReports(now)} returning id`);
  const requests = await tx.execute(sql`
    update venue_confirmation_request set address = null where ${overRequests(now)} returning id`);
  return dead.length + claims.length + reports.length + requests.length;
}
