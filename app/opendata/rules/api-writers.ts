import { Temporal } from 'temporal-polyfill';
import { haversine, type Position } from '#app/directory/rules/distance.ts';
import { type DatedVisit, type PlacedStop, stopInstants } from '#app/upkeep/rules/stop.ts';
import type { ApiSession, ApiStop, ApiVenue, ApiVisit } from './api-schemas.ts';
import type { PublishedVenue } from './standard-row.ts';

/** A venue as the API says it. `origin` is where people see the site; `opening` says whether it is open now; `stops` are those to come. */
export function writeVenue(
  venue: PublishedVenue & { distanceM?: number },
  origin: string,
  opening: string | null,
  stops: readonly PlacedStop[],
): ApiVenue {
  return {
    id: venue.id,
    url: `${origin}/lieux/${venue.slug}`,
    nom: venue.name,
    adresse: venue.street,
    complement_adresse: venue.streetExtra,
    code_postal: venue.postcode,
    commune: venue.commune,
    code_insee: venue.inseeCode,
    position: positionOf(venue),
    telephone: venue.phone,
    courriels: [...venue.emails],
    sites_web: [...venue.websites],
    horaires: venue.openingHours,
    fermetures: venue.closures.map(({ from, to, reason }) => ({ du: from, au: to, motif: reason })),
    ouverture: opening,
    passages: stops.map(writeStop),
    presentation: [venue.summary, venue.detail].filter((part) => part !== null).join('\n') || null,
    // The import takes the words of the standard only.
    services: [...venue.services] as ApiVenue['services'],
    publics: [...venue.publics] as ApiVenue['publics'],
    accueil_adapte: [...venue.specialCare],
    frais: [...venue.fees],
    modalites_acces: [...venue.accessModes],
    modalites_accompagnement: [...venue.supportModes],
    pass: venue.labelled ? 'reconnu' : venue.acceptsPass ? 'annonce' : 'non',
    fauteuil_roulant: venue.wheelchair,
    prise_rdv: venue.appointmentUrl,
    source: venue.source,
    date_maj: venue.sourceUpdatedOn,
    modifie_le: venue.updatedAt.toISOString(),
    ...(venue.distanceM === undefined ? {} : { distance_m: Math.round(venue.distanceM) }),
  };
}

const PRECISION_WORDS = { DOOR: 'numero', STREET: 'rue', COMMUNE: 'commune' } as const;

/** A stop as the API says it. */
function writeStop(stop: PlacedStop): ApiStop {
  const { startsAt, endsAt } = stopInstants(stop);
  return {
    id: stop.id,
    debut: parisIso(startsAt),
    fin: parisIso(endsAt),
    endroit: stop.place,
    adresse: stop.street,
    code_postal: stop.postcode,
    commune: stop.commune,
    code_insee: stop.inseeCode,
    position: positionOf(stop),
    precision: stop.precision === null ? null : PRECISION_WORDS[stop.precision],
    a_savoir: stop.note,
  };
}

/** The same, with the venue that comes, and how far from a point when one was asked for. */
export function writeVisit(visit: DatedVisit, origin: string, from: Position | null = null): ApiVisit {
  const { venueId, slug, name, phone, lat, lon, changedAt, cancelledAt } = visit;
  return {
    ...writeStop(visit),
    lieu: { id: venueId, url: `${origin}/lieux/${slug}`, nom: name, telephone: phone },
    etat: cancelledAt === null ? 'annonce' : 'retire',
    modifie_le: changedAt.toISOString(),
    ...(from === null || lat === null || lon === null ? {} : { distance_m: Math.round(haversine(from, { lat, lon })) }),
  };
}

/** What is written of a session; the query's type says the same. */
export interface SessionToWrite {
  id: string;
  title: string;
  description: string;
  theme: ApiSession['theme'];
  level: ApiSession['niveau'];
  audience: ApiSession['public'];
  languages: ApiSession['langues'];
  startsAt: Date;
  endsAt: Date;
  state: ApiSession['etat'];
  capacity: number;
  seatsTaken: number;
  pricePasses: number;
  wheelchair: boolean;
  orgName: string;
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

/** A session as the API says it. */
export function writeSession(session: SessionToWrite, origin: string): ApiSession {
  const { venue } = session;
  return {
    id: session.id,
    url: `${origin}/ateliers/${session.id}`,
    titre: session.title,
    description: session.description,
    theme: session.theme,
    niveau: session.level,
    public: session.audience,
    langues: [...session.languages],
    debut: parisIso(session.startsAt),
    fin: parisIso(session.endsAt),
    etat: session.state,
    places: session.capacity,
    places_libres: session.capacity - session.seatsTaken,
    prix_pass: session.pricePasses,
    fauteuil_roulant: session.wheelchair,
    organisateur: session.orgName,
    lieu: {
      id: venue.id,
      nom: venue.name,
      adresse: venue.street,
      code_postal: venue.postcode,
      commune: venue.commune,
      code_insee: venue.inseeCode,
      position: positionOf(venue),
    },
    modifie_le: session.updatedAt.toISOString(),
  };
}

/** "2026-11-24T14:00:00+01:00": what the clock says in Paris, and how far that is from UTC. */
export function parisIso(at: Date): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Europe/Paris');
  return zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

function positionOf({ lat, lon }: { lat: number | null; lon: number | null }): ApiVenue['position'] {
  return lat === null || lon === null ? null : { latitude: lat, longitude: lon };
}
