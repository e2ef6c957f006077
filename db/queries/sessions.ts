import { and, arrayContains, asc, count, eq, gt, inArray, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Position } from '#app/directory/rules/distance.ts';
import { searchWords } from '#app/directory/rules/search.ts';
import type { Audience, Language, Level, SessionState, Theme } from '#app/training/rules/session.ts';
import { themesOfWord } from '#app/training/rules/theme-hints.ts';
import type { Tx } from '#db/client.ts';
import { booking } from '#db/schema/booking.ts';
import { orgLabel, venue, venueOrg } from '#db/schema/directory.ts';
import { course, mediator, room, session } from '#db/schema/training.ts';
import { distanceFrom } from './venue-conditions.ts';

/** What is asked of the sessions to come; a criterion absent or null asks for nothing. */
export interface SessionCriteria {
  now: Date;
  /** First and last Paris day, both included, YYYY-MM-DD. */
  fromDay?: string | null;
  toDay?: string | null;
  theme?: Theme | null;
  level?: Level | null;
  language?: Language | null;
  /** Only those meant for one of these. */
  audiences?: readonly Audience[] | null;
  /** Words of the title, the description, the theme, the venue or its commune. */
  text?: string | null;
  /** Where from: gives the distances; a radius leaves out what is farther, or has no position. */
  near?: (Position & { radiusMetres?: number | null }) | null;
  venueId?: string | null;
  orgId?: string | null;
  courseId?: string | null;
  exceptSessionId?: string | null;
  /** Leaves out the sessions in which this person has a live booking. */
  notBookedBy?: string | null;
  minSeats?: number | null;
  maxPrice?: number | null;
  wheelchair?: boolean;
  /** Only those somebody can pay with passes: free ones, and those of an organisation labelled that day. */
  onlyLabelled?: boolean;
  orderBy?: 'date' | 'distance';
  limit: number;
  offset?: number;
}

/** Where a session takes place, as a list says it. */
export interface SessionVenue {
  id: string;
  slug: string;
  name: string;
  commune: string;
  street: string;
  postcode: string;
  lat: number | null;
  lon: number | null;
}

/** An open session to come, as a list says it. */
export interface SessionListed {
  id: string;
  courseId: string;
  startsAt: Date;
  endsAt: Date;
  title: string;
  theme: Theme;
  level: Level;
  audience: Audience;
  languages: Language[];
  wheelchair: boolean;
  pricePasses: number;
  capacity: number;
  seatsLeft: number;
  venue: SessionVenue;
  distanceMetres: number | null;
}

/** One page of the open sessions to come, and how many there are in all. */
export async function listUpcomingSessions(
  tx: Tx,
  criteria: SessionCriteria,
): Promise<{ sessions: SessionListed[]; total: number }> {
  const offset = criteria.offset ?? 0;
  const total = await countUpcomingSessions(tx, criteria);
  if (total <= offset) return { sessions: [], total };
  const rows = await tx
    .select(listed(criteria.near ?? null))
    .from(session)
    .innerJoin(course, eq(course.id, session.courseId))
    .innerJoin(venue, eq(venue.id, session.venueId))
    .where(conditions(criteria))
    .orderBy(...order(criteria))
    .limit(criteria.limit)
    .offset(offset);
  return { sessions: rows.map(toListed), total };
}

/** How many open sessions to come there are in all. */
export async function countUpcomingSessions(tx: Tx, criteria: SessionCriteria): Promise<number> {
  const [row] = await tx
    .select({ total: count() })
    .from(session)
    .innerJoin(course, eq(course.id, session.courseId))
    .innerJoin(venue, eq(venue.id, session.venueId))
    .where(conditions(criteria));
  return row?.total ?? 0;
}

/** A session, whatever its state and date, with all its page says. */
export interface SessionDetail extends SessionListed {
  state: SessionState;
  cancelReason: string | null;
  description: string;
  roomName: string | null;
  mediatorName: string | null;
  orgId: string;
  orgName: string;
  /** Whether its organisation may take passes on the session's day. */
  labelled: boolean;
  venue: SessionVenue & {
    streetExtra: string | null;
    phone: string | null;
    welcomeNote: string | null;
  };
}

/** One session, or null. `id` must have the form of a UUID. */
export async function findSession(tx: Tx, id: string): Promise<SessionDetail | null> {
  const [row] = await tx
    .select({
      ...listed(null),
      state: session.state,
      cancelReason: session.cancelReason,
      description: course.description,
      roomName: room.name,
      mediatorName: mediator.name,
      orgId: session.orgId,
      orgName: venueOrg.name,
      labelled: labelledThatDay().as('labelled'),
      streetExtra: venue.streetExtra,
      phone: venue.phone,
      welcomeNote: venue.welcomeNote,
    })
    .from(session)
    .innerJoin(course, eq(course.id, session.courseId))
    .innerJoin(venue, eq(venue.id, session.venueId))
    .innerJoin(venueOrg, eq(venueOrg.id, session.orgId))
    .leftJoin(room, eq(room.id, session.roomId))
    .leftJoin(mediator, eq(mediator.id, session.mediatorId))
    .where(eq(session.id, id));
  if (row === undefined) return null;
  const { streetExtra, phone, welcomeNote, venue: where, ...rest } = row;
  return toListed({ ...rest, venue: { ...where, streetExtra, phone, welcomeNote } });
}

function listed(near: Position | null) {
  return {
    id: session.id,
    courseId: session.courseId,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    title: course.title,
    theme: course.theme,
    level: course.level,
    audience: session.audience,
    languages: session.languages,
    wheelchair: session.wheelchair,
    pricePasses: session.pricePasses,
    capacity: session.capacity,
    seatsLeft: sql<number>`${session.capacity} - ${session.seatsTaken}`.as('seats_left'),
    venue: {
      id: venue.id,
      slug: venue.slug,
      name: venue.name,
      commune: venue.commune,
      street: venue.street,
      postcode: venue.postcode,
      lat: venue.lat,
      lon: venue.lon,
    },
    distanceMetres: (near === null ? sql<number | null>`null::float8` : distanceFrom(near)).as('distance_m'),
  };
}

/** The CHECK `session_languages` holds the words to the domain's list. */
function toListed<Row extends { languages: string[] }>(row: Row): Omit<Row, 'languages'> & { languages: Language[] } {
  return { ...row, languages: row.languages as Language[] };
}

function conditions(criteria: SessionCriteria): SQL | undefined {
  const { near, notBookedBy } = criteria;
  const given = <T>(value: T | null | undefined, condition: (value: T) => SQL | null | undefined) =>
    value === null || value === undefined ? undefined : (condition(value) ?? undefined);
  return and(
    eq(session.state, 'OPEN'),
    gt(session.startsAt, criteria.now),
    given(criteria.fromDay, (day) => sql`${session.startsAt} >= ${midnight(day, 0)}`),
    given(criteria.toDay, (day) => sql`${session.startsAt} < ${midnight(day, 1)}`),
    given(criteria.theme, (theme) => eq(course.theme, theme)),
    given(criteria.level, (level) => eq(course.level, level)),
    given(criteria.audiences, (audiences) => inArray(session.audience, [...audiences])),
    given(criteria.language, (language) => arrayContains(session.languages, [language])),
    ...searchWords(criteria.text ?? '').map(({ text, fuzzy }) => found(text, fuzzy)),
    given(near?.radiusMetres, (metres) => near && sql`${distanceFrom(near)} <= ${metres}::float8`),
    given(criteria.venueId, (id) => eq(session.venueId, id)),
    given(criteria.orgId, (id) => eq(session.orgId, id)),
    given(criteria.courseId, (id) => eq(session.courseId, id)),
    given(criteria.exceptSessionId, (id) => ne(session.id, id)),
    given(
      notBookedBy,
      (holderId) => sql`not exists (select 1 from ${booking} where ${booking.sessionId} = ${session.id}
      and ${booking.holderId} = ${holderId} and ${booking.state} <> 'CANCELLED')`,
    ),
    given(criteria.minSeats, (seats) => sql`${session.capacity} - ${session.seatsTaken} >= ${seats}`),
    given(criteria.maxPrice, (price) => lte(session.pricePasses, price)),
    criteria.wheelchair === true ? eq(session.wheelchair, true) : undefined,
    criteria.onlyLabelled === true ? or(eq(session.pricePasses, 0), labelledThatDay()) : undefined,
  );
}

/** The first instant of the Paris day `later` days after another: counted in days, some of which have 23 or 25 hours. */
function midnight(day: string, later: 0 | 1): SQL {
  return sql`((${day}::date + ${later}::int)::timestamp at time zone 'Europe/Paris')`;
}

function labelledThatDay(): SQL<boolean> {
  const day = sql`(${session.startsAt} at time zone 'Europe/Paris')::date`;
  return sql<boolean>`exists (select 1 from ${orgLabel} where ${orgLabel.orgId} = ${session.orgId}
    and ${orgLabel.startsOn} <= ${day} and (${orgLabel.endsOn} is null or ${orgLabel.endsOn} >= ${day}))`;
}

/** A word is found in the course, as French or as the beginning of a word, in its theme, in the venue, or through a typing error. */
function found(text: string, fuzzy: boolean): SQL {
  const taught = sql`search_norm(${course.title} || ' ' || ${course.description})`;
  const prefix = text.length >= 3 ? [sql`to_tsquery('simple', ${`${text}:*`})`] : [];
  const ways = [
    sql`to_tsvector('french', ${taught}) @@ plainto_tsquery('french', ${text})`,
    ...prefix.map((query) => sql`to_tsvector('simple', ${taught}) @@ ${query}`),
    sql`venue.search @@ plainto_tsquery('french', ${text})`,
    ...prefix.map((query) => sql`venue.search @@ ${query}`),
    ...(fuzzy ? [sql`search_norm(${course.title}) %> ${text}`, sql`venue.search_text %> ${text}`] : []),
    ...themesOfWord(text).map((theme) => eq(course.theme, theme)),
    // Words too common to be indexed ("pour", "les") ask for nothing.
    sql`numnode(plainto_tsquery('french', ${text})) = 0`,
  ];
  return sql`(${sql.join(ways, sql` or `)})`;
}

function order({ near, orderBy }: SessionCriteria): SQL[] {
  const byDate = [asc(session.startsAt), asc(session.id)];
  if (orderBy !== 'distance' || near === null || near === undefined) return byDate;
  return [sql`${distanceFrom(near)} asc nulls last`, ...byDate];
}
