import { type PlacedStop, stopInstants } from '#app/upkeep/rules/stop.ts';
import { parisIso, type SessionToWrite } from './api-writers.ts';
import { atCommune } from './at-commune.ts';
import type { PublishedVenue } from './standard-row.ts';

type Json = Record<string, unknown>;

type Addressed = Pick<PublishedVenue, 'name' | 'slug' | 'street' | 'postcode' | 'commune' | 'lat' | 'lon'>;

/**
 * A venue in the words of schema.org, for search engines. Its note, which names people, is left out. Where it stops
 * when it travels are its events (`event` of Place), each with its own place.
 */
export function venueData(
  venue: Omit<PublishedVenue, 'updatedAt'>,
  origin: string,
  stops: readonly PlacedStop[] = [],
): Json {
  return {
    '@context': 'https://schema.org',
    '@type': 'CivicStructure',
    ...placeData(venue, origin),
    ...(venue.summary === null ? {} : { description: venue.summary }),
    ...(venue.phone === null ? {} : { telephone: venue.phone }),
    ...(venue.emails[0] === undefined ? {} : { email: venue.emails[0] }),
    ...(openingData(venue.openingHours) ?? {}),
    ...closingData(venue.closures),
    ...(stops.length === 0 ? {} : { event: stops.map((stop) => stopData(stop, venue, origin)) }),
    ...(venue.wheelchair === null
      ? {}
      : {
          amenityFeature: {
            '@type': 'LocationFeatureSpecification',
            name: 'Accès en fauteuil roulant',
            value: venue.wheelchair,
          },
        }),
    ...(venue.fees.length === 1 && venue.fees[0] === 'Gratuit' ? { isAccessibleForFree: true } : {}),
  };
}

/** A stop as an event: the venue comes, at its own place and hours. */
function stopData(stop: PlacedStop, venue: Addressed, origin: string): Json {
  const { startsAt, endsAt } = stopInstants(stop);
  const url = `${origin}/lieux/${venue.slug}`;
  return {
    '@type': 'Event',
    '@id': `${url}#passage-${stop.id}`,
    url,
    name: `${venue.name} : passage ${atCommune(stop.commune)}`,
    startDate: parisIso(startsAt),
    endDate: parisIso(endsAt),
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    eventStatus: 'https://schema.org/EventScheduled',
    ...(stop.note === null ? {} : { description: stop.note }),
    organizer: { '@type': 'Organization', name: venue.name, url },
    location: {
      '@type': 'Place',
      name: stop.place,
      address: {
        '@type': 'PostalAddress',
        ...(stop.street === null ? {} : { streetAddress: stop.street }),
        postalCode: stop.postcode,
        addressLocality: stop.commune,
        addressCountry: 'FR',
      },
      // The middle of a commune is not where it stops.
      ...(stop.precision === 'COMMUNE' ? {} : geoData(stop)),
    },
  };
}

/** Exceptional closures as schema.org says them: days on which it opens and closes at the same moment. */
function closingData(closures: PublishedVenue['closures']): Json {
  if (closures.length === 0) return {};
  const specialOpeningHoursSpecification = closures.map(({ from, to }) => ({
    '@type': 'OpeningHoursSpecification',
    validFrom: from,
    validThrough: to,
    opens: '00:00',
    closes: '00:00',
  }));
  return { specialOpeningHoursSpecification };
}

/** A session in the words of schema.org. */
export function sessionData(
  session: Omit<SessionToWrite, 'seatsTaken' | 'updatedAt' | 'venue'> & { seatsLeft: number; venue: Addressed },
  origin: string,
): Json {
  return {
    '@context': 'https://schema.org',
    '@type': 'EducationEvent',
    '@id': `${origin}/ateliers/${session.id}`,
    url: `${origin}/ateliers/${session.id}`,
    name: session.title,
    description: session.description,
    startDate: parisIso(session.startsAt),
    endDate: parisIso(session.endsAt),
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    eventStatus: `https://schema.org/${session.state === 'CANCELLED' ? 'EventCancelled' : 'EventScheduled'}`,
    inLanguage: session.languages,
    isAccessibleForFree: session.pricePasses === 0,
    maximumAttendeeCapacity: session.capacity,
    remainingAttendeeCapacity: session.seatsLeft,
    organizer: { '@type': 'Organization', name: session.orgName },
    location: { '@type': 'Place', ...placeData(session.venue, origin) },
  };
}

function placeData(venue: Addressed, origin: string): Json {
  return {
    '@id': `${origin}/lieux/${venue.slug}`,
    url: `${origin}/lieux/${venue.slug}`,
    name: venue.name,
    address: {
      '@type': 'PostalAddress',
      streetAddress: venue.street,
      postalCode: venue.postcode,
      addressLocality: venue.commune,
      addressCountry: 'FR',
    },
    ...geoData(venue),
  };
}

function geoData({ lat, lon }: Pick<Addressed, 'lat' | 'lon'>): Json {
  return lat === null || lon === null ? {} : { geo: { '@type': 'GeoCoordinates', latitude: lat, longitude: lon } };
}

const DAY = '(?:Mo|Tu|We|Th|Fr|Sa|Su)';
const SPAN = '\\d\\d:\\d\\d-\\d\\d:\\d\\d';
const RULE = new RegExp(`^(${DAY}(?:-${DAY})?(?:,${DAY}(?:-${DAY})?)*) (${SPAN}(?:,${SPAN})*)$`);

/**
 * schema.org's openingHours say the plain part of OpenStreetMap's: days and hours. Hours that hold
 * anything else than that and "PH off" are left out rather than half said.
 */
export function openingData(hours: string | null): { openingHours: string[] } | null {
  const rules = (hours ?? '')
    .split(';')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '' && rule !== 'PH off');
  const said = rules.map((rule) => RULE.exec(rule));
  if (said.length === 0 || said.some((match) => match === null)) return null;
  return {
    openingHours: said.flatMap((match) => (match?.[2] ?? '').split(',').map((span) => `${match?.[1]} ${span}`)),
  };
}
