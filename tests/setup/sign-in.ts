import postgres from 'postgres';
import { openHolderCookie } from '#app/access/holder-cookie.ts';
import { openSession } from '#app/access/session-cookie.ts';
import type { FreshDatabase } from './database.ts';

/** Who asks, in the tables of routes and journeys. */
export const VISITORS = [
  'none',
  'holder',
  'agent',
  'manager',
  'otherAgent',
  'staff',
  'otherStaff',
  'authority',
] as const;
export type Visitor = (typeof VISITORS)[number];

/** Things of the demonstration that belong to `agent`'s partner, to `staff`'s organisation, or to `holder`. */
export interface Belongings {
  /** A claim of `staff`'s organisation, and an order of payment. */
  claimId: string;
  paymentOrderId: string;
  cookies: Record<Visitor, string>;
  holderId: string;
  birthYear: number;
  /** A confirmed booking to come of `holder`. */
  bookingId: string;
  /** A session to come of `staff`'s organisation. */
  sessionId: string;
  venueSlug: string;
  venueId: string;
  /** The page of a venue that nobody holds. */
  freeSlug: string;
  orgId: string;
  partnerId: string;
  /** An order that is not paid, and a lot of it. */
  orderId: string;
  lotId: string;
  /** The signed report of the demonstration. */
  reportId: string;
  /** A journey of booklets to that partner, one of its hand-overs, its convention. */
  journeyId: string;
  distributionId: string;
  conventionId: string;
  committeeId: string;
  /** Two records that may be one venue, a venue made of several, a source that is read regularly. */
  pair: string;
  mergedVenueId: string;
  feedId: string;
}

interface Member {
  user_id: string;
  partner_id: string | null;
  org_id: string | null;
}

/** Signs somebody of each kind in, straight through the session store, on a seeded demonstration. */
export async function signEverybodyIn(fresh: FreshDatabase): Promise<Belongings> {
  const sql = postgres(fresh.url, { max: 1, onnotice: () => undefined });
  try {
    const [booking] = await sql<{ id: string; holder_id: string; birth_year: number; partner_id: string }[]>`
      select b.id, b.holder_id, p.birth_year, d.partner_id
      from booking b join session s on s.id = b.session_id join pii.person p on p.id = b.holder_id
        join distribution d on d.holder_id = b.holder_id and d.voided_at is null
        join membership m on m.partner_id = d.partner_id and m.role = 'AGENT' and m.revoked_at is null
        join membership mm on mm.partner_id = d.partner_id and mm.role = 'PARTNER_MANAGER' and mm.revoked_at is null
      where b.state = 'CONFIRMED' and s.starts_at > now() + interval '1 day' and s.state = 'OPEN'
        and (select count(distinct x.partner_id) from distribution x where x.holder_id = b.holder_id) = 1
      order by s.starts_at, b.id limit 1`;
    if (booking === undefined) throw new Error('the demonstration has no booking to come');
    const partnerId = booking.partner_id;
    const one = async (rows: PromiseLike<Member[]>): Promise<Member> => {
      const member = (await rows)[0];
      if (member === undefined) throw new Error('the demonstration lacks a professional');
      return member;
    };
    const agent = await one(
      sql<Member[]>`select * from membership where role = 'AGENT' and partner_id = ${partnerId} and revoked_at is null`,
    );
    const manager = await one(
      sql<
        Member[]
      >`select * from membership where role = 'PARTNER_MANAGER' and partner_id = ${partnerId} and revoked_at is null`,
    );
    const otherAgent = await one(
      sql<
        Member[]
      >`select * from membership where role = 'AGENT' and partner_id <> ${partnerId} and revoked_at is null`,
    );
    const staff = await one(sql<Member[]>`
      select m.* from membership m where m.role = 'VENUE_STAFF' and m.revoked_at is null
        and exists (select 1 from session s where s.org_id = m.org_id and s.state = 'OPEN' and s.starts_at > now() + interval '1 day')
        and exists (select 1 from claim c where c.org_id = m.org_id)
      order by m.id`);
    const otherStaff = await one(
      sql<
        Member[]
      >`select * from membership where role = 'VENUE_STAFF' and org_id <> ${staff.org_id} and revoked_at is null`,
    );
    const authority = await one(
      sql<Member[]>`select * from membership where role = 'AUTHORITY' and revoked_at is null`,
    );
    const [session] = await sql<{ id: string; slug: string; venue: string }[]>`
      select s.id, v.slug, v.id as venue from session s join venue v on v.id = s.venue_id
      where s.org_id = ${staff.org_id} and s.state = 'OPEN' and s.starts_at > now() + interval '1 day'
        and not exists (select 1 from booking b where b.session_id = s.id and b.holder_id = ${booking.holder_id})
      order by s.starts_at, s.id limit 1`;
    const [waiting] = await sql<{ id: string; order_id: string }[]>`
      select id, order_id from pass_lot where activated_at is null and order_id is not null`;
    const [own] = await sql<{ journey: string; distribution: string; convention: string; committee: string }[]>`
      select (select id from allocation where partner_id = ${partnerId} order by id limit 1) as journey,
        (select id from distribution where partner_id = ${partnerId} order by id limit 1) as distribution,
        (select id from partner_convention where partner_id = ${partnerId} order by id limit 1) as convention,
        (select id from steering_committee order by id limit 1) as committee`;
    const [claim] = await sql<
      { id: string }[]
    >`select id from claim where org_id = ${staff.org_id} order by cutoff limit 1`;
    const [paid] = await sql<{ id: string }[]>`select id from payment_order order by created_at limit 1`;
    const signedIn = async (member: Member) =>
      cookieOf(await openSession(fresh.services, member.user_id, new Request('http://localhost/')));
    const [sources] = await sql<{ pair: string; merged: string; feed: string; free: string }[]>`
      select (select a || '/' || b from venue_pair where state = 'WAITING' order by score desc, a limit 1) as pair,
        (select kept_id from venue_merge order by id limit 1) as merged, (select id from venue_feed limit 1) as feed,
        (select slug from venue where org_id is null and cardinality(emails) > 0 order by slug limit 1) as free`;
    return {
      cookies: {
        none: '',
        holder: cookieOf(openHolderCookie(fresh.services, booking.holder_id)),
        agent: await signedIn(agent),
        manager: await signedIn(manager),
        otherAgent: await signedIn(otherAgent),
        staff: await signedIn(staff),
        otherStaff: await signedIn(otherStaff),
        authority: await signedIn(authority),
      },
      holderId: booking.holder_id,
      birthYear: booking.birth_year,
      bookingId: booking.id,
      sessionId: session?.id ?? '',
      venueSlug: session?.slug ?? '',
      venueId: session?.venue ?? '',
      freeSlug: sources?.free ?? '',
      orgId: staff.org_id ?? '',
      partnerId,
      claimId: claim?.id ?? '',
      paymentOrderId: paid?.id ?? '',
      orderId: waiting?.order_id ?? '',
      lotId: waiting?.id ?? '',
      reportId: (await sql<{ id: string }[]>`select id from funder_report limit 1`)[0]?.id ?? '',
      journeyId: own?.journey ?? '',
      distributionId: own?.distribution ?? '',
      conventionId: own?.convention ?? '',
      committeeId: own?.committee ?? '',
      pair: sources?.pair ?? '',
      mergedVenueId: sources?.merged ?? '',
      feedId: sources?.feed ?? '',
    };
  } finally {
    await sql.end();
  }
}

/** The name=value of a Set-Cookie header. */
function cookieOf(header: string): string {
  return header.split(';', 1)[0] ?? '';
}
