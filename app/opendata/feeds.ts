import { sayMomentSpan } from '#app/calendar/rules/french-dates.ts';
import { originSeen } from '#app/platform/public-origin.ts';
import type { Services } from '#app/platform/services.ts';
import { newestVenues } from '#db/queries/open-addresses.ts';
import { latestSessions } from '#db/queries/open-sessions.ts';
import { type AtomEntry, writeAtom } from './rules/atom.ts';
import { readQuery } from './rules/read-query.ts';
import { placeWords, sessionFileQuery } from './session-files.ts';
import { tagged } from './tagged.ts';
import { LICENCE } from './texts.fr.ts';

const ENTRIES = 50;
const ATOM = 'application/atom+xml; charset=utf-8';

/** GET /donnees/lieux.atom: the venues that came last. */
export async function venuesFeed(services: Services, request: Request): Promise<Response> {
  const { commune } = readQuery(sessionFileQuery, new URL(request.url).searchParams);
  const venues = await services.db.read((tx) => newestVenues(tx, { inseeCodes: commune ?? null }, ENTRIES));
  const origin = originSeen(services.env, request);
  const entries = venues.map(
    (venue): AtomEntry => ({
      id: venue.id,
      title: `${venue.name}, ${venue.commune}`,
      url: `${origin}/lieux/${venue.slug}`,
      summary: venue.summary ?? placeWords(venue),
      published: bornAt(venue.id),
      updated: venue.updatedAt,
    }),
  );
  return feed(services, request, { title: 'Nouveaux lieux', page: '/lieux', entries });
}

/** GET /donnees/ateliers.atom: the sessions to come published last. */
export async function sessionsFeed(services: Services, request: Request): Promise<Response> {
  const { commune } = readQuery(sessionFileQuery, new URL(request.url).searchParams);
  const criteria = { after: services.clock.now(), inseeCodes: commune ?? null };
  const sessions = await services.db.read((tx) => latestSessions(tx, criteria, ENTRIES));
  const origin = originSeen(services.env, request);
  const entries = sessions.map(
    (session): AtomEntry => ({
      id: session.id,
      title: `${session.title}, ${session.venue.commune}`,
      url: `${origin}/ateliers/${session.id}`,
      summary: `${sayMomentSpan(session.startsAt, session.endsAt)}, ${placeWords(session.venue)}. ${session.description}`,
      published: session.createdAt,
      updated: session.updatedAt,
    }),
  );
  return feed(services, request, { title: 'Nouveaux ateliers', page: '/ateliers', entries });
}

function feed(
  { env }: Services,
  request: Request,
  of: { title: string; page: string; entries: readonly AtomEntry[] },
): Response {
  const origin = originSeen(env, request);
  const { pathname, search } = new URL(request.url);
  const body = writeAtom({
    title: `${of.title} · Passerelle`,
    subtitle: env.TERRITORY_NAME,
    url: `${origin}${pathname}${search}`,
    page: `${origin}${of.page}`,
    author: `Passerelle, ${env.TERRITORY_NAME}`,
    licence: LICENCE.name,
    entries: of.entries,
  });
  return tagged(request, body, ATOM);
}

/** A UUIDv7 begins with the milliseconds at which it was made; another kind of id says nothing. */
function bornAt(id: string): Date {
  return new Date(id[14] === '7' ? Number.parseInt(id.replace('-', '').slice(0, 12), 16) : 0);
}
