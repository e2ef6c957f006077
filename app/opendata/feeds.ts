import { sayMomentSpan } from '#app/calendar/rules/french-dates.ts';
import type { MadeOf } from '#app/platform/kept/made-once.ts';
import { originSeen } from '#app/platform/public-origin.ts';
import type { Services } from '#app/platform/services.ts';
import { newestVenues } from '#db/queries/open-addresses.ts';
import { latestSessions } from '#db/queries/open-sessions.ts';
import { type AtomEntry, writeAtom } from './rules/atom.ts';
import { sessionFileQuery } from './rules/export-query.ts';
import { readQuery } from './rules/read-query.ts';
import { placeWords } from './session-files.ts';
import { tagged, taggedOnce } from './tagged.ts';
import { LICENCE } from './texts.fr.ts';

const ENTRIES = 50;
const ATOM = 'application/atom+xml; charset=utf-8';

/** GET /donnees/lieux.atom: the venues that came last. */
export function venuesFeed(services: Services, request: Request): Promise<Response> {
  return feed(services, request, { of: 'venues', title: 'Nouveaux lieux', page: '/lieux' }, newVenues);
}

/** GET /donnees/ateliers.atom: the sessions to come published last. */
export function sessionsFeed(services: Services, request: Request): Promise<Response> {
  return feed(services, request, { of: 'sessions', title: 'Nouveaux ateliers', page: '/ateliers' }, newSessions);
}

interface EntriesAsked {
  inseeCodes: readonly string[] | null;
  origin: string;
}

async function newVenues({ db }: Services, { inseeCodes, origin }: EntriesAsked): Promise<AtomEntry[]> {
  const venues = await db.read((tx) => newestVenues(tx, { inseeCodes }, ENTRIES));
  return venues.map((venue) => ({
    id: venue.id,
    title: `${venue.name}, ${venue.commune}`,
    url: `${origin}/lieux/${venue.slug}`,
    summary: venue.summary ?? placeWords(venue),
    published: bornAt(venue.id),
    updated: venue.updatedAt,
  }));
}

async function newSessions({ db, clock }: Services, { inseeCodes, origin }: EntriesAsked): Promise<AtomEntry[]> {
  const criteria = { after: clock.now(), inseeCodes };
  const sessions = await db.read((tx) => latestSessions(tx, criteria, ENTRIES));
  return sessions.map((session) => ({
    id: session.id,
    title: `${session.title}, ${session.venue.commune}`,
    url: `${origin}/ateliers/${session.id}`,
    summary: `${sayMomentSpan(session.startsAt, session.endsAt)}, ${placeWords(session.venue)}. ${session.description}`,
    published: session.createdAt,
    updated: session.updatedAt,
  }));
}

async function feed(
  services: Services,
  request: Request,
  { of, title, page }: { of: MadeOf; title: string; page: string },
  entriesOf: (services: Services, asked: EntriesAsked) => Promise<AtomEntry[]>,
): Promise<Response> {
  const { env } = services;
  const { pathname, searchParams } = new URL(request.url);
  const { commune = null } = readQuery(sessionFileQuery, searchParams);
  const origin = originSeen(env, request);
  const asked = commune === null ? '' : `?commune=${encodeURIComponent(searchParams.get('commune') ?? '')}`;
  const text = await taggedOnce(services, of, ['atom', origin, pathname, asked], async () =>
    writeAtom({
      title: `${title} · Passerelle`,
      subtitle: env.TERRITORY_NAME,
      url: `${origin}${pathname}${asked}`,
      page: `${origin}${page}`,
      author: `Passerelle, ${env.TERRITORY_NAME}`,
      licence: LICENCE.name,
      entries: await entriesOf(services, { inseeCodes: commune, origin }),
    }),
  );
  return tagged(request, text, ATOM);
}

/** A UUIDv7 begins with the milliseconds at which it was made; another kind of id says nothing. */
function bornAt(id: string): Date {
  return new Date(id[14] === '7' ? Number.parseInt(id.replace('-', '').slice(0, 12), 16) : 0);
}
