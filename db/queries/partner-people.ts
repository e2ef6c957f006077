import { sql } from 'drizzle-orm';
import type { Public } from '#app/partners/rules/person.ts';
import type { Tx } from '../client.ts';
import { moment, uuids } from './acts.ts';
import type { Paged, PageOf } from './partner-desk.ts';
import { holdersOfPartner } from './people.ts';

/** Somebody the partner knows, as a list says it. */
export interface KnownRow {
  id: string;
  givenName: string;
  familyName: string;
  birthYear: number;
  commune: string;
}

/** Everybody a partner knows, the latest met first. */
export async function listKnownPeople(tx: Tx, partnerId: string, page: PageOf): Promise<Paged<KnownRow>> {
  const counted = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from (${holdersOfPartner(partnerId)}) h`,
  );
  const rows = await tx.execute<Record<string, unknown> & KnownRow>(sql`
    select p.id, p.given_name as "givenName", p.family_name as "familyName", p.birth_year as "birthYear", p.commune
    from (${holdersOfPartner(partnerId)}) h join pii.person p on p.id = h.holder_id
    order by p.created_at desc, p.id limit ${page.limit} offset ${page.offset}`);
  return { total: counted[0]?.n ?? 0, rows: [...rows] };
}

/** What somebody holds on a day, and when they are next expected. */
export interface Wallet {
  holderId: string;
  passesLeft: number;
  passesReserved: number;
  /** First and last Paris days on which some of the passes left expire; null when there are none. */
  firstExpiry: string | null;
  lastExpiry: string | null;
  nextSession: Date | null;
}

/** The wallets of these people, in no order; the caller has made sure that it may see them. */
export async function readWallets(
  tx: Tx,
  holderIds: readonly string[],
  at: { now: Date; today: string },
): Promise<Wallet[]> {
  if (holderIds.length === 0) return [];
  const rows = await tx.execute<
    Record<string, unknown> & Omit<Wallet, 'nextSession'> & { nextSession: string | null }
  >(sql`
    select h.id as "holderId", w."passesLeft", w."passesReserved", w."firstExpiry", w."lastExpiry",
      (select min(s.starts_at) from booking b join session s on s.id = b.session_id
        where b.holder_id = h.id and b.state = 'CONFIRMED' and s.starts_at > ${moment(at.now)}) as "nextSession"
    from holder h cross join lateral (
      select count(*) filter (where x.state = 'HELD')::int as "passesLeft",
        count(*) filter (where x.state = 'RESERVED')::int as "passesReserved",
        (min(x.expires_on) filter (where x.state = 'HELD'))::text as "firstExpiry",
        (max(x.expires_on) filter (where x.state = 'HELD'))::text as "lastExpiry"
      from pass x where x.holder_id = h.id and (x.state = 'RESERVED' or (x.state = 'HELD' and x.expires_on >= ${at.today}::date))) w
    where h.id = any (${uuids(holderIds)})`);
  return rows.map((row) => ({ ...row, nextSession: row.nextSession === null ? null : new Date(row.nextSession) }));
}

/** The situations this partner ticked when it last gave this person a booklet: offered again, never printed. */
export async function findLastPublics(tx: Tx, holderId: string, partnerId: string): Promise<Public[]> {
  const rows = await tx.execute<{ publics: Public[] }>(sql`
    select d.publics from distribution d
    where d.holder_id = ${holderId} and d.partner_id = ${partnerId} and d.voided_at is null order by d.at desc limit 1`);
  return rows[0]?.publics ?? [];
}
