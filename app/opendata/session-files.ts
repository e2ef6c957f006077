import { z } from 'zod';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { originSeen } from '#app/platform/public-origin.ts';
import type { Services } from '#app/platform/services.ts';
import { findOpenSession, type PublishedSession, pageOfSessions } from '#db/queries/open-sessions.ts';
import { findVenueBySlug } from '#db/queries/venues.ts';
import { inSlices } from './in-slices.ts';
import { writeSession } from './rules/api-writers.ts';
import { sessionFileQuery } from './rules/export-query.ts';
import { Problem } from './rules/problem.ts';
import { readQuery } from './rules/read-query.ts';
import { stopEvents } from './stop-files.ts';
import { type TaggedText, tag, tagged, taggedOnce } from './tagged.ts';
import { CALENDAR_END, type CalendarEvent, calendarBegin, calendarEvent } from './write-calendar.ts';

/** The soonest ones: more than a territory publishes in a season, and what calendars still take in. */
const MOST_SESSIONS = 5_000;
const CALENDAR = 'text/calendar; charset=utf-8; method=PUBLISH';

/** GET /donnees/ateliers.ics: every session and every stop to come, those cancelled struck out. */
export async function sessionsCalendar(services: Services, request: Request): Promise<Response> {
  const { commune = null } = readQuery(sessionFileQuery, new URL(request.url).searchParams);
  const origin = originSeen(services.env, request);
  const text = await taggedOnce(services, 'sessions', ['ateliers.ics', origin, commune], async () => {
    const sessions = await toCome(services, { inseeCodes: commune });
    const stops = await stopEvents(services, origin, { inseeCodes: commune });
    return calendarText(`Ateliers et passages, ${services.env.TERRITORY_NAME}`, origin, sessions, stops);
  });
  return calendar(request, text, 'ateliers');
}

/** GET /donnees/ateliers.json: every session to come, as the API says them. */
export async function sessionsJson(services: Services, request: Request): Promise<Response> {
  const { commune = null } = readQuery(sessionFileQuery, new URL(request.url).searchParams);
  const origin = originSeen(services.env, request);
  const text = await taggedOnce(services, 'sessions', ['ateliers.json', origin, commune], async () => {
    const sessions = await toCome(services, { inseeCodes: commune });
    const rows = await inSlices(sessions, (session) => JSON.stringify(writeSession(session, origin)));
    return `[${rows.join(',')}]`;
  });
  return tagged(request, text, 'application/json; charset=utf-8', named('ateliers', services, 'json'));
}

/** GET /lieux/:slug/ateliers.ics */
export async function venueCalendar(services: Services, request: Request, slug: string): Promise<Response> {
  const today = parisDay(services.clock.now());
  const venue = /^[a-z0-9-]{1,120}$/.test(slug)
    ? await services.db.read((tx) => findVenueBySlug(tx, slug, today))
    : null;
  if (venue === null) throw new Problem('INTROUVABLE');
  const origin = originSeen(services.env, request);
  const text = await taggedOnce(services, 'sessions', ['venue.ics', origin, venue.id], async () =>
    calendarText(
      `Ateliers : ${venue.name}`,
      origin,
      await toCome(services, { venueId: venue.id }),
      await stopEvents(services, origin, { venueId: venue.id }),
    ),
  );
  return calendar(request, text, venue.slug);
}

/** GET /ateliers/:id/agenda.ics */
export async function sessionCalendar(services: Services, request: Request, id: string): Promise<Response> {
  const known = z.uuid().safeParse(id);
  const session = known.success ? await services.db.read((tx) => findOpenSession(tx, known.data)) : null;
  if (session === null) throw new Problem('INTROUVABLE');
  const text = await calendarText(session.title, originSeen(services.env, request), [session]);
  return calendar(request, tag(text), `atelier-${parisDay(session.startsAt)}`);
}

function toCome(
  { db, clock }: Services,
  where: { inseeCodes?: readonly string[] | null; venueId?: string },
): Promise<PublishedSession[]> {
  const criteria = { after: clock.now(), cancelledToo: true, ...where };
  return db.read((tx) => pageOfSessions(tx, criteria, { after: null, limit: MOST_SESSIONS }));
}

async function calendarText(
  name: string,
  origin: string,
  sessions: readonly PublishedSession[],
  stops: readonly CalendarEvent[] = [],
): Promise<string> {
  const host = new URL(origin).hostname;
  const all = [...sessions.map((session) => eventOf(session, origin)), ...stops];
  const events = await inSlices(all, (event) => calendarEvent(event, host));
  return calendarBegin(name) + events.join('') + CALENDAR_END;
}

function calendar(request: Request, text: TaggedText, file: string): Response {
  return tagged(request, text, CALENDAR, { 'Content-Disposition': `inline; filename="${file}.ics"` });
}

function eventOf(session: PublishedSession, origin: string): CalendarEvent {
  const { venue } = session;
  const price = session.pricePasses === 0 ? 'Gratuit.' : `${session.pricePasses} pass.`;
  const phone = venue.phone === null ? '' : `\nTéléphone du lieu : ${venue.phone}`;
  return {
    id: session.id,
    title: session.title,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    cancelled: session.state === 'CANCELLED',
    place: placeWords(venue),
    position: venue.lat === null || venue.lon === null ? null : { lat: venue.lat, lon: venue.lon },
    description: `${session.description}\n${price}${phone}`,
    url: `${origin}/ateliers/${session.id}`,
    createdAt: session.createdAt,
    updatedAt: session.updatedAt,
  };
}

/** « MJC, 12 rue des Tilleuls, 69100 Villeurbanne ». */
export function placeWords(venue: { name: string; street: string; postcode: string; commune: string }): string {
  return `${venue.name}, ${venue.street}, ${venue.postcode} ${venue.commune}`;
}

function named(file: string, { clock }: Services, extension: string): Record<string, string> {
  return { 'Content-Disposition': `attachment; filename="${file}-${parisDay(clock.now())}.${extension}"` };
}
