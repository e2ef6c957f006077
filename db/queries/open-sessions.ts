import { and, asc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Audience, Language, Level, SessionState, Theme } from '#app/training/rules/session.ts';
import type { Tx } from '#db/client.ts';
import { venue, venueOrg } from '#db/schema/directory.ts';
import { course, session } from '#db/schema/training.ts';

/** What is published of a session: nobody's name, neither who leads it nor who comes. */
export interface PublishedSession {
  id: string;
  title: string;
  description: string;
  theme: Theme;
  level: Level;
  audience: Audience;
  languages: Language[];
  startsAt: Date;
  endsAt: Date;
  state: SessionState;
  capacity: number;
  seatsTaken: number;
  pricePasses: number;
  wheelchair: boolean;
  orgName: string;
  createdAt: Date;
  updatedAt: Date;
  venue: {
    id: string;
    slug: string;
    name: string;
    street: string;
    postcode: string;
    commune: string;
    inseeCode: string | null;
    lat: number | null;
    lon: number | null;
    phone: string | null;
  };
}

/** Which sessions are asked for; a criterion absent or null asks for nothing. */
export interface OpenSessionCriteria {
  /** Only those that begin after this moment. */
  after: Date;
  inseeCodes?: readonly string[] | null;
  venueId?: string | null;
  theme?: Theme | null;
  /** They begin at this moment or later, and before that one. */
  from?: Date | null;
  before?: Date | null;
  withSeats?: boolean;
  /** Cancelled ones too: a calendar that has them must strike them out. */
  cancelledToo?: boolean;
}

/** One page of the sessions to come, in the order of their beginning, after a session. */
export function pageOfSessions(
  tx: Tx,
  criteria: OpenSessionCriteria,
  page: { after: { startsAt: Date; id: string } | null; limit: number },
): Promise<PublishedSession[]> {
  return published(
    tx,
    and(conditions(criteria), beyond(page.after)),
    [asc(session.startsAt), asc(session.id)],
    page.limit,
  );
}

/** The sessions published last, newest first. */
export function latestSessions(tx: Tx, criteria: OpenSessionCriteria, limit: number): Promise<PublishedSession[]> {
  return published(tx, conditions(criteria), [sql`${session.createdAt} desc`, sql`${session.id} desc`], limit);
}

/** One session, whatever its state and date, or null. `id` must have the form of a UUID. */
export async function findOpenSession(tx: Tx, id: string): Promise<PublishedSession | null> {
  const [found] = await published(tx, eq(session.id, id), [], 1);
  return found ?? null;
}

async function published(tx: Tx, where: SQL | undefined, order: SQL[], limit: number): Promise<PublishedSession[]> {
  const rows = await tx
    .select({
      id: session.id,
      title: course.title,
      description: course.description,
      theme: course.theme,
      level: course.level,
      audience: session.audience,
      languages: session.languages,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      state: session.state,
      capacity: session.capacity,
      seatsTaken: session.seatsTaken,
      pricePasses: session.pricePasses,
      wheelchair: session.wheelchair,
      orgName: venueOrg.name,
      createdAt: session.createdAt,
      updatedAt: session.updatedAt,
      venue: {
        id: venue.id,
        slug: venue.slug,
        name: venue.name,
        street: venue.street,
        postcode: venue.postcode,
        commune: venue.commune,
        inseeCode: venue.inseeCode,
        lat: venue.lat,
        lon: venue.lon,
        phone: venue.phone,
      },
    })
    .from(session)
    .innerJoin(course, eq(course.id, session.courseId))
    .innerJoin(venue, eq(venue.id, session.venueId))
    .innerJoin(venueOrg, eq(venueOrg.id, session.orgId))
    .where(where)
    .orderBy(...order)
    .limit(limit);
  // The CHECK `session_languages` holds the words to the domain's list.
  return rows.map((row) => ({ ...row, languages: row.languages as Language[] }));
}

function conditions(criteria: OpenSessionCriteria): SQL | undefined {
  const { inseeCodes, venueId, theme, from, before } = criteria;
  const given = <T>(value: T | null | undefined, condition: (value: T) => SQL) =>
    value === null || value === undefined ? undefined : condition(value);
  return and(
    criteria.cancelledToo === true ? undefined : eq(session.state, 'OPEN'),
    gt(session.startsAt, criteria.after),
    given(inseeCodes, (codes) => inArray(venue.inseeCode, [...codes])),
    given(venueId, (id) => eq(session.venueId, id)),
    given(theme, (word) => eq(course.theme, word)),
    given(from, (at) => sql`${session.startsAt} >= ${at.toISOString()}::timestamptz`),
    given(before, (at) => sql`${session.startsAt} < ${at.toISOString()}::timestamptz`),
    criteria.withSeats === true ? sql`${session.seatsTaken} < ${session.capacity}` : undefined,
  );
}

function beyond(after: { startsAt: Date; id: string } | null): SQL | undefined {
  if (after === null) return undefined;
  return or(gt(session.startsAt, after.startsAt), and(eq(session.startsAt, after.startsAt), gt(session.id, after.id)));
}
