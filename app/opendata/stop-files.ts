import { originSeen } from '#app/platform/public-origin.ts';
import type { Services } from '#app/platform/services.ts';
import { type DatedVisit, stopInstants } from '#app/upkeep/rules/stop.ts';
import { listVisits, type StopCriteria } from '#db/queries/upkeep/stops.ts';
import { writeVisit } from './rules/api-writers.ts';
import { atCommune } from './rules/at-commune.ts';
import { sessionFileQuery } from './rules/export-query.ts';
import { readQuery } from './rules/read-query.ts';
import { tagged, taggedOnce } from './tagged.ts';
import type { CalendarEvent } from './write-calendar.ts';

/** A page announces 60 at most: more than a territory of travelling venues ever does. */
const MOST_STOPS = 5_000;

/**
 * GET /donnees/passages.json: where the venues that travel stop. The national standard has no field for it: a row
 * is a stop, and names its venue by its permanent id.
 */
export async function stopsJson(services: Services, request: Request): Promise<Response> {
  const { commune = null } = readQuery(sessionFileQuery, new URL(request.url).searchParams);
  const origin = originSeen(services.env, request);
  const text = await taggedOnce(services, 'venues', ['passages.json', origin, commune], async () => {
    const visits = await visitsToCome(services, { inseeCodes: commune });
    return JSON.stringify(visits.map((visit) => writeVisit(visit, origin)));
  });
  return tagged(request, text, 'application/json; charset=utf-8', {
    'Content-Disposition': 'attachment; filename="passages.json"',
  });
}

/** The stops to come as a calendar keeps them, those taken back struck out. */
export async function stopEvents(
  services: Services,
  origin: string,
  where: Pick<StopCriteria, 'inseeCodes' | 'venueId'>,
): Promise<CalendarEvent[]> {
  const visits = await visitsToCome(services, { ...where, cancelledToo: true });
  return visits.map((visit) => eventOf(visit, origin));
}

function visitsToCome({ db, clock }: Services, criteria: StopCriteria): Promise<DatedVisit[]> {
  return db.read((tx) => listVisits(tx, criteria, clock.now(), MOST_STOPS));
}

function eventOf(visit: DatedVisit, origin: string): CalendarEvent {
  const { id, name, slug, place, street, postcode, commune, lat, lon, note, phone, createdAt, changedAt, cancelledAt } =
    visit;
  return {
    id,
    title: `${name} : passage ${atCommune(commune)}`,
    ...stopInstants(visit),
    cancelled: cancelledAt !== null,
    place: [place, street, `${postcode} ${commune}`].filter((part) => part !== null).join(', '),
    // An agenda shows it as an exact point: the middle of the commune would send people there.
    position: lat === null || lon === null || visit.precision === 'COMMUNE' ? null : { lat, lon },
    description: [note, phone === null ? null : `Téléphone du lieu : ${phone}`]
      .filter((part) => part !== null)
      .join('\n'),
    url: `${origin}/lieux/${slug}`,
    createdAt,
    updatedAt: changedAt,
  };
}
