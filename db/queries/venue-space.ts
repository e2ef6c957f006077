import { type SQL, sql } from 'drizzle-orm';
import type { BookingState } from '#app/booking/rules/booking.ts';
import type { Audience, Language, Level, SessionState, Theme } from '#app/training/rules/session.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

export interface OrgVenue {
  id: string;
  name: string;
  commune: string;
  wheelchair: boolean | null;
}

/** The venues of an organisation, by name. */
export async function listOrgVenues(tx: Tx, orgId: string): Promise<OrgVenue[]> {
  const rows = await tx.execute<OrgVenue & Record<string, unknown>>(sql`
    select id, name, commune, wheelchair from venue where org_id = ${orgId} order by name, id`);
  return [...rows];
}

/** A session as its own organisation sees it. */
export interface OrgSession {
  id: string;
  seriesId: string | null;
  courseId: string;
  title: string;
  theme: Theme;
  level: Level;
  venueId: string;
  venueName: string;
  roomName: string | null;
  mediatorName: string | null;
  startsAt: Date;
  endsAt: Date;
  /** Paris day and wall times: 'YYYY-MM-DD', 'HH:MM'. */
  day: string;
  start: string;
  end: string;
  capacity: number;
  seatsTaken: number;
  pricePasses: number;
  state: SessionState;
  cancelReason: string | null;
  /** Booked and not yet marked. */
  confirmed: number;
  attended: number;
}

type SessionRow = Omit<OrgSession, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string } & Record<
    string,
    unknown
  >;

const SESSION_COLUMNS = sql`
  s.id, s.series_id as "seriesId", s.course_id as "courseId", c.title, c.theme, c.level, s.venue_id as "venueId", v.name as "venueName",
  r.name as "roomName", m.name as "mediatorName", s.starts_at as "startsAt", s.ends_at as "endsAt",
  to_char(s.starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day, to_char(s.starts_at at time zone 'Europe/Paris', 'HH24:MI') as start,
  to_char(s.ends_at at time zone 'Europe/Paris', 'HH24:MI') as "end", s.capacity, s.seats_taken as "seatsTaken",
  s.price_passes as "pricePasses", s.state, s.cancel_reason as "cancelReason", k.confirmed, k.attended`;

const SESSION_TABLES = sql`
  session s join course c on c.id = s.course_id join venue v on v.id = s.venue_id
    left join room r on r.id = s.room_id left join mediator m on m.id = s.mediator_id
    cross join lateral (select (count(*) filter (where b.state = 'CONFIRMED'))::int as confirmed,
      (count(*) filter (where b.state = 'ATTENDED'))::int as attended from booking b where b.session_id = s.id) k`;

const dated = <R extends { startsAt: string; endsAt: string }>(row: R) => ({
  ...row,
  startsAt: new Date(row.startsAt),
  endsAt: new Date(row.endsAt),
});

/** Sessions of an organisation that start within a span of time, cancelled ones included, in order. */
export async function listOrgSessionsBetween(tx: Tx, orgId: string, from: Date, to: Date): Promise<OrgSession[]> {
  const rows = await tx.execute<SessionRow>(sql`
    select ${SESSION_COLUMNS} from ${SESSION_TABLES}
    where s.org_id = ${orgId} and s.starts_at >= ${moment(from)} and s.starts_at < ${moment(to)} order by s.starts_at, s.id`);
  return rows.map(dated);
}

/** One page of an organisation's sessions: those to come, soonest first, or those past, latest first. */
export async function listOrgSessions(
  tx: Tx,
  orgId: string,
  asked: { when: 'TO_COME' | 'PAST'; venueId: string | null; now: Date; limit: number; offset: number },
): Promise<{ sessions: OrgSession[]; total: number }> {
  const toCome = asked.when === 'TO_COME';
  const where: SQL = sql`s.org_id = ${orgId} and (${asked.venueId}::uuid is null or s.venue_id = ${asked.venueId}::uuid)
    and ${toCome ? sql`s.ends_at > ${moment(asked.now)}` : sql`s.ends_at <= ${moment(asked.now)}`}`;
  const order = toCome ? sql`s.starts_at, s.id` : sql`s.starts_at desc, s.id`;
  const rows = await tx.execute<SessionRow & { total: number }>(sql`
    select ${SESSION_COLUMNS}, count(*) over ()::int as total from ${SESSION_TABLES}
    where ${where} order by ${order} limit ${asked.limit} offset ${asked.offset}`);
  return { sessions: rows.map(({ total: _, ...row }) => dated(row as SessionRow)), total: rows[0]?.total ?? 0 };
}

/** A session with all that its form asks. */
export interface OrgSessionDetail extends OrgSession {
  description: string;
  audience: Audience;
  languages: Language[];
  wheelchair: boolean;
  /** The last Paris day of its series, or its own. */
  lastDay: string;
  /** Open sessions that follow it in its series, itself left out. */
  following: number;
  /** Other open sessions to come of the same course: they share its words. */
  sharing: number;
}

/** One session of an organisation, or null. */
export async function findOrgSession(
  tx: Tx,
  orgId: string,
  sessionId: string,
  now: Date,
): Promise<OrgSessionDetail | null> {
  const rows = await tx.execute<Omit<OrgSessionDetail, 'startsAt' | 'endsAt'> & SessionRow>(sql`
    select ${SESSION_COLUMNS}, c.description, s.audience, s.languages, s.wheelchair,
      to_char(greatest(s.starts_at, (select max(f.starts_at) from session f where f.series_id = s.series_id and f.state = 'OPEN'))
        at time zone 'Europe/Paris', 'YYYY-MM-DD') as "lastDay",
      (select count(*)::int from session f where f.series_id = s.series_id and f.state = 'OPEN' and f.starts_at > s.starts_at) as following,
      (select count(*)::int from session o where o.course_id = s.course_id and o.state = 'OPEN' and o.id <> s.id
        and o.starts_at > ${moment(now)}) as sharing
    from ${SESSION_TABLES} where s.id = ${sessionId} and s.org_id = ${orgId}`);
  const row = rows[0];
  return row === undefined ? null : dated(row);
}

/** The latest session made of each course of an organisation: what a new one may be copied from. */
export async function listModels(tx: Tx, orgId: string, limit: number): Promise<{ id: string; title: string }[]> {
  const rows = await tx.execute<{ id: string; title: string }>(sql`
    select id, title from (
      select distinct on (lower(c.title)) s.id, c.title, s.created_at from session s join course c on c.id = s.course_id
      where s.org_id = ${orgId} order by lower(c.title), s.created_at desc, s.starts_at desc) k
    order by created_at desc, title limit ${limit}`);
  return [...rows];
}

/** Names an organisation has already written: rooms of its venues, people who lead. */
export async function listNames(tx: Tx, orgId: string): Promise<{ rooms: string[]; mediators: string[] }> {
  const rows = await tx.execute<{ rooms: string[]; mediators: string[] }>(sql`
    select array(select distinct r.name from room r join venue v on v.id = r.venue_id where v.org_id = ${orgId} order by 1) as rooms,
      array(select name from mediator where org_id = ${orgId} order by 1) as mediators`);
  return rows[0] ?? { rooms: [], mediators: [] };
}

/** Past days, latest first, with people booked whom nobody has marked. */
export async function listUnmarkedDays(
  tx: Tx,
  orgId: string,
  now: Date,
  limit: number,
): Promise<{ day: string; people: number }[]> {
  const rows = await tx.execute<{ day: string; people: number }>(sql`
    select to_char(s.starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day, count(*)::int as people
    from session s join booking b on b.session_id = s.id and b.state = 'CONFIRMED'
    where s.org_id = ${orgId} and s.ends_at <= ${moment(now)} group by 1 order by 1 desc limit ${limit}`);
  return [...rows];
}

/** Somebody of a session's list, by name. */
export interface BookedPerson {
  bookingId: string;
  sessionId: string;
  familyName: string;
  givenName: string;
  state: BookingState;
  excused: boolean | null;
  pricePasses: number;
  /** Whether the passes are in a claim: the mark stays. */
  claimed: boolean;
  /** Whether they gave a phone or an e-mail. */
  reachable: boolean;
}

/** The people of these sessions: those who own a seat, or those whose booking the venue cancelled. */
export async function listBookedPeople(
  tx: Tx,
  orgId: string,
  asked: { day: string } | { cancelledSessionId: string },
): Promise<BookedPerson[]> {
  const which =
    'day' in asked
      ? sql`(s.starts_at at time zone 'Europe/Paris')::date = ${asked.day}::date and b.state <> 'CANCELLED'`
      : sql`s.id = ${asked.cancelledSessionId} and b.state = 'CANCELLED' and b.cancelled_by = 'VENUE'`;
  const rows = await tx.execute<BookedPerson & Record<string, unknown>>(sql`
    select b.id as "bookingId", b.session_id as "sessionId", p.family_name as "familyName", p.given_name as "givenName", b.state, b.excused,
      b.price_passes as "pricePasses",
      exists (select 1 from redemption x where x.booking_id = b.id and x.claim_id is not null) as claimed,
      exists (select 1 from pii.contact_point x where x.person_id = p.id) as reachable
    from booking b join session s on s.id = b.session_id join pii.person p on p.id = b.holder_id
    where s.org_id = ${orgId} and ${which} order by lower(p.family_name), lower(p.given_name), b.id`);
  return [...rows];
}
