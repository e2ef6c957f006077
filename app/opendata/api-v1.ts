import { z } from 'zod';
import { parisDay, parisDayRange } from '#app/calendar/rules/paris-time.ts';
import { sayState } from '#app/directory/rules/opening-hours.ts';
import { stateOf } from '#app/directory/venue-opening.ts';
import { originSeen } from '#app/platform/public-origin.ts';
import type { Services } from '#app/platform/services.ts';
import { wallMoment } from '#app/upkeep/rules/stop.ts';
import type { Tx } from '#db/client.ts';
import { findOpenSession, type OpenSessionCriteria, pageOfSessions } from '#db/queries/open-sessions.ts';
import { findOpenStop, type OpenStopCriteria, pageOfStops } from '#db/queries/open-stops.ts';
import {
  findOpenVenue,
  listOpenCommunes,
  listRemovals,
  nearestOpenVenues,
  type OpenVenueCriteria,
  pageOfVenues,
} from '#db/queries/open-venues.ts';
import { stopsOfVenues } from '#db/queries/upkeep/stops.ts';
import { communesQuery, nearQuery, sessionsQuery, stopsQuery, venuesQuery } from './rules/api-query.ts';
import { writeSession, writeVenue, writeVisit } from './rules/api-writers.ts';
import { sessionCursors, stopCursors, venueCursors } from './rules/cursor.ts';
import { nextDayStart } from './rules/export-query.ts';
import { openApi } from './rules/openapi.ts';
import { Problem } from './rules/problem.ts';
import { readQuery } from './rules/read-query.ts';
import type { PublishedVenue } from './rules/standard-row.ts';
import { LICENCE } from './texts.fr.ts';

/** Removals told beside a page of changes; more are in the file of removed venues. */
const MOST_REMOVALS = 10_000;

/** GET /api/v1/lieux */
export async function apiVenues(services: Services, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const query = readQuery(venuesQuery, url.searchParams);
  const criteria: OpenVenueCriteria = {
    today: parisDay(services.clock.now()),
    inseeCodes: query.commune ?? null,
    department: query.departement ?? null,
    territoryOnly: query.territoire === true,
    service: query.service ?? null,
    pass: query.pass === true,
    wheelchair: query.fauteuil_roulant === true,
    since: query.depuis ?? null,
  };
  const after = query.curseur === undefined ? null : venueCursors.read(query.curseur)[0];
  const origin = originSeen(services.env, request);
  const tellRemovals = query.depuis !== undefined && after === null;
  const { venues, write, removals } = await services.db.read(async (tx) => {
    const found = await pageOfVenues(tx, criteria, { after, limit: query.limite + 1 });
    return {
      venues: found,
      write: await venueWriter(services, request, tx, found),
      removals: tellRemovals ? await listRemovals(tx, query.depuis ?? null, MOST_REMOVALS) : [],
    };
  });
  const shown = venues.slice(0, query.limite);
  const last = venues.length > query.limite ? shown.at(-1) : undefined;
  return answer({
    donnees: shown.map(write),
    ...(tellRemovals
      ? {
          retires: removals.map(({ id, removedAt, mergedInto }) => ({
            id,
            retire_le: removedAt.toISOString(),
            remplace_par: mergedInto,
          })),
        }
      : {}),
    suivant: last === undefined ? null : nextPage(url, origin, venueCursors.write([last.id])),
  });
}

/** GET /api/v1/lieux/proches */
export async function apiNearVenues(services: Services, request: Request): Promise<Response> {
  const { lat, lon, limite } = readQuery(nearQuery, new URL(request.url).searchParams);
  const today = parisDay(services.clock.now());
  const donnees = await services.db.read(async (tx) => {
    const venues = await nearestOpenVenues(tx, { lat, lon }, { today, limit: limite });
    return venues.map(await venueWriter(services, request, tx, venues));
  });
  return answer({ donnees });
}

/** GET /api/v1/lieux/{id} */
export async function apiVenue(services: Services, request: Request, id: string | undefined): Promise<Response> {
  const known = idOf(id);
  const today = parisDay(services.clock.now());
  const written = await services.db.read(async (tx) => {
    const venue = await findOpenVenue(tx, known, today);
    return venue === null ? null : (await venueWriter(services, request, tx, [venue]))(venue);
  });
  if (written === null) throw new Problem('INTROUVABLE');
  return answer(written);
}

/** How these venues are written in this answer: the addresses people see, whether each is open at this moment, its stops. */
async function venueWriter({ env, clock }: Services, request: Request, tx: Tx, venues: readonly PublishedVenue[]) {
  const origin = originSeen(env, request);
  const now = clock.now();
  const ids = venues.map(({ id }) => id);
  const stops = await stopsOfVenues(tx, ids, wallMoment(now));
  return (venue: PublishedVenue & { distanceM?: number }) => {
    const state = stateOf(venue, now);
    const opening = state === null ? null : sayState(state, parisDay(now));
    return writeVenue(venue, origin, opening, stops.get(venue.id) ?? []);
  };
}

/** GET /api/v1/ateliers */
export async function apiSessions(services: Services, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const query = readQuery(sessionsQuery, url.searchParams);
  const criteria: OpenSessionCriteria = {
    after: services.clock.now(),
    inseeCodes: query.commune ?? null,
    venueId: query.lieu ?? null,
    theme: query.theme ?? null,
    from: query.du === undefined ? null : parisDayRange(query.du).start,
    before: query.au === undefined ? null : nextDayStart(query.au),
    withSeats: query.places === true,
  };
  const [at, id] = query.curseur === undefined ? [0, null] : sessionCursors.read(query.curseur);
  const after = id === null ? null : { startsAt: new Date(at), id };
  const origin = originSeen(services.env, request);
  const sessions = await services.db.read((tx) => pageOfSessions(tx, criteria, { after, limit: query.limite + 1 }));
  const shown = sessions.slice(0, query.limite);
  const last = sessions.length > query.limite ? shown.at(-1) : undefined;
  return answer({
    donnees: shown.map((session) => writeSession(session, origin)),
    suivant:
      last === undefined ? null : nextPage(url, origin, sessionCursors.write([last.startsAt.getTime(), last.id])),
  });
}

/** GET /api/v1/ateliers/{id} */
export async function apiSession(services: Services, request: Request, id: string | undefined): Promise<Response> {
  const known = idOf(id);
  const session = await services.db.read((tx) => findOpenSession(tx, known));
  if (session === null) throw new Problem('INTROUVABLE');
  return answer(writeSession(session, originSeen(services.env, request)));
}

/** GET /api/v1/passages */
export async function apiStops(services: Services, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const query = readQuery(stopsQuery, url.searchParams);
  const { lat, lon } = query;
  const from = lat === undefined || lon === undefined ? null : { lat, lon };
  const criteria: OpenStopCriteria = {
    inseeCodes: query.commune ?? null,
    venueId: query.lieu ?? null,
    from: query.du ?? null,
    to: query.au ?? null,
    around: from === null ? null : { position: from, radiusM: query.rayon_km * 1000 },
    since: query.depuis ?? null,
  };
  const [day, time, id] = query.curseur === undefined ? ['', '', null] : stopCursors.read(query.curseur);
  const after = id === null ? null : { at: { day, time }, id };
  const origin = originSeen(services.env, request);
  const now = services.clock.now();
  const stops = await services.db.read((tx) => pageOfStops(tx, criteria, now, { after, limit: query.limite + 1 }));
  const shown = stops.slice(0, query.limite);
  const last = stops.length > query.limite ? shown.at(-1) : undefined;
  return answer({
    donnees: shown.map((stop) => writeVisit(stop, origin, from)),
    suivant: last === undefined ? null : nextPage(url, origin, stopCursors.write([last.day, last.starts, last.id])),
  });
}

/** GET /api/v1/passages/{id} */
export async function apiStop(services: Services, request: Request, id: string | undefined): Promise<Response> {
  const known = idOf(id);
  const stop = await services.db.read((tx) => findOpenStop(tx, known));
  if (stop === null) throw new Problem('INTROUVABLE');
  return answer(writeVisit(stop, originSeen(services.env, request)));
}

/** GET /api/v1/communes */
export async function apiCommunes(services: Services, request: Request): Promise<Response> {
  const { territoire } = readQuery(communesQuery, new URL(request.url).searchParams);
  const communes = await services.db.read((tx) => listOpenCommunes(tx, services.clock.now(), territoire === true));
  return answer({
    donnees: communes.map((commune) => ({
      code_insee: commune.inseeCode,
      nom: commune.name,
      territoire: commune.inTerritory,
      lieux: commune.venues,
      ateliers: commune.sessions,
    })),
  });
}

/** GET /api/v1/openapi.json */
export function apiDescription({ env }: Services, request: Request): Response {
  return answer(openApi(originSeen(env, request), LICENCE));
}

function answer(body: object): Response {
  return Response.json(body, { headers: { 'Cache-Control': 'public, no-cache' } });
}

function idOf(id: string | undefined): string {
  const read = z.uuid().safeParse(id);
  if (!read.success) throw new Problem('INTROUVABLE');
  return read.data;
}

/** The same question, from where this page ended. */
function nextPage(url: URL, origin: string, cursor: string): string {
  const next = new URL(url.pathname, origin);
  next.search = url.search;
  next.searchParams.set('curseur', cursor);
  return next.href;
}
