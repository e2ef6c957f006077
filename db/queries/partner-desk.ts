import { sql } from 'drizzle-orm';
import type { BookingState } from '#app/booking/rules/booking.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';
import { holdersOfPartner, knownToPartner } from './people.ts';

/** One page of a list, and how many rows there are in all. */
export interface Paged<Row> {
  rows: Row[];
  total: number;
}

export interface PageOf {
  limit: number;
  offset: number;
}

/** Somebody whose passes lie in a drawer: some to use, and no session to come. */
export interface DrawerRow {
  holderId: string;
  givenName: string;
  familyName: string;
  phone: string | null;
  /** When the last booklet was handed over. */
  since: Date;
  /** When they last came to a session; null for never. */
  lastCame: Date | null;
  passesLeft: number;
  /** The first Paris day after which some of them are lost. */
  firstExpiry: string;
}

/** The people of a partner who hold usable passes and have no booking to come; those who lose theirs first. */
export async function listDrawer(
  tx: Tx,
  partnerId: string,
  at: { now: Date; today: string },
  page: PageOf,
): Promise<Paged<DrawerRow>> {
  const drawer = sql`
    select h.holder_id, count(*)::int as passes, min(x.expires_on) as expiry
    from (${holdersOfPartner(partnerId)}) h
      join pass x on x.holder_id = h.holder_id and x.state = 'HELD' and x.expires_on >= ${at.today}::date
    where not exists (select 1 from booking b join session s on s.id = b.session_id
      where b.holder_id = h.holder_id and b.state = 'CONFIRMED' and s.starts_at > ${moment(at.now)})
    group by h.holder_id`;
  const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (${drawer}) d`);
  const rows = await tx.execute<
    Record<string, unknown> & Omit<DrawerRow, 'since' | 'lastCame'> & { since: string; lastCame: string | null }
  >(sql`
    select p.id as "holderId", p.given_name as "givenName", p.family_name as "familyName",
      (select c.value from pii.contact_point c where c.person_id = p.id and c.kind = 'PHONE' limit 1) as phone,
      coalesce((select max(d.at) from distribution d where d.holder_id = p.id and d.voided_at is null), p.created_at) as since,
      (select max(s.starts_at) from booking b join session s on s.id = b.session_id
        where b.holder_id = p.id and b.state = 'ATTENDED') as "lastCame",
      w.passes as "passesLeft", w.expiry::text as "firstExpiry"
    from (${drawer}) w join pii.person p on p.id = w.holder_id
    order by w.expiry, since, p.id limit ${page.limit} offset ${page.offset}`);
  return {
    total: counted[0]?.n ?? 0,
    rows: rows.map((row) => ({
      ...row,
      since: new Date(row.since),
      lastCame: row.lastCame === null ? null : new Date(row.lastCame),
    })),
  };
}

/** A person of the partner who is expected somewhere on one day. */
export interface ExpectedRow {
  bookingId: string;
  holderId: string;
  givenName: string;
  familyName: string;
  state: BookingState;
  startsAt: Date;
  endsAt: Date;
  title: string;
  venueName: string;
  commune: string;
}

/** The live bookings of a partner's people between two instants, at any venue, in the order of the day. */
export async function listExpected(
  tx: Tx,
  partnerId: string,
  day: { start: Date; end: Date },
  page: PageOf,
): Promise<Paged<ExpectedRow>> {
  const expected = sql`
    booking b join session s on s.id = b.session_id
    where s.starts_at >= ${moment(day.start)} and s.starts_at < ${moment(day.end)} and b.state <> 'CANCELLED'
      and ${knownToPartner(sql`b.holder_id`, partnerId)}`;
  const counted = await tx.execute<{ n: number }>(sql`select count(*)::int as n from ${expected}`);
  const rows = await tx.execute<
    Record<string, unknown> & Omit<ExpectedRow, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }
  >(sql`
    select e.id as "bookingId", e.holder_id as "holderId", p.given_name as "givenName", p.family_name as "familyName", e.state,
      e.starts_at as "startsAt", e.ends_at as "endsAt", c.title, v.name as "venueName", v.commune
    from (select b.id, b.holder_id, b.state, s.starts_at, s.ends_at, s.course_id, s.venue_id from ${expected}) e
      join pii.person p on p.id = e.holder_id
      join course c on c.id = e.course_id
      join venue v on v.id = e.venue_id
    order by e.starts_at, p.family_name, p.given_name, e.id limit ${page.limit} offset ${page.offset}`);
  return {
    total: counted[0]?.n ?? 0,
    rows: rows.map((row) => ({ ...row, startsAt: new Date(row.startsAt), endsAt: new Date(row.endsAt) })),
  };
}

/** What a partner has received of one lot, and what is left to hand over. */
export interface StockRow {
  lotId: string;
  label: string;
  bookletSize: number;
  faceCents: number;
  validFrom: string;
  validUntil: string;
  received: number;
  left: number;
}

/** A partner's booklets lot by lot, those that expire first. */
export async function listStock(tx: Tx, partnerId: string): Promise<StockRow[]> {
  const rows = await tx.execute<Record<string, unknown> & StockRow>(sql`
    select l.id as "lotId", l.label, l.booklet_size as "bookletSize", l.face_cents::int as "faceCents",
      l.valid_from::text as "validFrom", l.valid_until::text as "validUntil", count(*)::int as received,
      count(*) filter (where exists (select 1 from pass x where x.booklet_id = b.id and x.state = 'ALLOCATED'))::int as "left"
    from booklet b join pass_lot l on l.id = b.lot_id
    where b.partner_id = ${partnerId}
    group by l.id order by l.valid_until, l.label`);
  return [...rows];
}

/** A booklet handed over by somebody of the partner. */
export interface HandOverRow {
  id: string;
  serial: string;
  at: Date;
  holderId: string;
  givenName: string;
  familyName: string;
  agentName: string;
  /** Passes of this booklet that were used. */
  used: number;
  size: number;
}

/** The booklets a partner has handed over, the latest first. */
export async function listHandOvers(tx: Tx, partnerId: string, page: PageOf): Promise<Paged<HandOverRow>> {
  const counted = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from distribution d where d.partner_id = ${partnerId} and d.voided_at is null`);
  const rows = await tx.execute<Record<string, unknown> & Omit<HandOverRow, 'at'> & { at: string }>(sql`
    select d.id, b.serial, b.size, d.at, p.id as "holderId", p.given_name as "givenName", p.family_name as "familyName",
      u.display_name as "agentName",
      (select count(*)::int from pass x where x.booklet_id = b.id and x.state in ('REDEEMED', 'CLAIMED', 'SETTLED')) as used
    from (select * from distribution where partner_id = ${partnerId} and voided_at is null
        order by at desc, id desc limit ${page.limit} offset ${page.offset}) d
      join booklet b on b.id = d.booklet_id
      join pii.person p on p.id = d.holder_id
      join membership m on m.id = d.agent_id
      join user_account u on u.id = m.user_id
    order by d.at desc, d.id desc`);
  return { total: counted[0]?.n ?? 0, rows: rows.map((row) => ({ ...row, at: new Date(row.at) })) };
}

/** Where a partner works: sessions are first looked for near there. */
export async function findPartnerCommune(tx: Tx, partnerId: string): Promise<string | null> {
  const rows = await tx.execute<{ commune: string | null }>(sql`select commune from partner where id = ${partnerId}`);
  return rows[0]?.commune ?? null;
}

/** A booklet of a partner found by what is printed on it, whatever became of it since. */
export interface BookletFound {
  id: string;
  serial: string;
  size: number;
  faceCents: number;
  validUntil: string;
  /** When it was handed over; null while it can be, or when it never was. */
  handedOverAt: Date | null;
  /** Whether it can be handed over on the day asked. */
  ready: boolean;
}

/** Finds a booklet in a partner's custody by its serial, typed or scanned: case, spaces and dashes do not count. */
export async function findBookletBySerial(
  tx: Tx,
  partnerId: string,
  typed: string,
  today: string,
): Promise<BookletFound | null> {
  const signs = typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
  const rows = await tx.execute<
    Record<string, unknown> & Omit<BookletFound, 'handedOverAt'> & { handedOverAt: string | null }
  >(sql`
    select b.id, b.serial, b.size, l.face_cents::int as "faceCents", l.valid_until::text as "validUntil",
      (select d.at from distribution d where d.booklet_id = b.id and d.voided_at is null) as "handedOverAt",
      l.valid_from <= ${today}::date and l.valid_until >= ${today}::date
        and exists (select 1 from pass x where x.booklet_id = b.id and x.state = 'ALLOCATED')
        and not exists (select 1 from allocation_booklet k where k.booklet_id = b.id and k.released_at is null) as ready
    from booklet b join pass_lot l on l.id = b.lot_id
    where b.partner_id = ${partnerId} and regexp_replace(upper(b.serial), '[^0-9A-Z]', '', 'g') = ${signs}`);
  const row = rows[0];
  if (row === undefined) return null;
  return { ...row, handedOverAt: row.handedOverAt === null ? null : new Date(row.handedOverAt) };
}
