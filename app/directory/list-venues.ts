import { type Day, parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Services } from '#app/platform/services.ts';
import type { Tx } from '#db/client.ts';
import {
  countMatching,
  distinctOpeningHours,
  searchVenues,
  type VenueCriteria,
  type VenueListed,
  type VenuePoint,
  venuePoints,
} from '#db/queries/venue-search.ts';
import { type NearbyVenue, nearbyVenues } from '#db/queries/venues.ts';
import { findPlace, type Place, type PlaceAnswer } from './find-place.ts';
import { openAmong, readState } from './read-opening-hours.ts';
import { sayState } from './rules/opening-hours.ts';
import { filterCount, keepsToTerritory, PAGE_SIZE, RADII_KM, searchWords, type VenueSearch } from './rules/search.ts';

type Needed = Pick<Services, 'db' | 'clock'>;

export interface VenueShown extends Omit<VenueListed, 'openingHours'> {
  /** « Ouvert, ferme à 18 h »; null when the hours are unknown or unreadable. */
  opening: string | null;
  openNow: boolean;
}

/** What to try when nothing is found; a count of 0 is not worth proposing. */
export interface Suggestions {
  wider: { radiusKm: number; count: number } | null;
  /** Every choice taken away, and the circle as wide as it then takes. */
  withoutFilters: { radiusKm: number; count: number } | null;
  everywhere: number;
  nearest: readonly NearbyVenue[];
}

export interface VenueList {
  venues: readonly VenueShown[];
  total: number;
  pages: number;
  place: PlaceAnswer;
  /** No venue has all the words: these have some. */
  partly: boolean;
  suggestions: Suggestions | null;
  today: Day;
}

/** One page of the directory, as a person asked for it. */
export async function listVenues({ db, clock }: Needed, search: VenueSearch): Promise<VenueList> {
  const now = clock.now();
  return db.read(async (tx) => {
    const { criteria, place } = await understand(tx, search, now);
    const page = { limit: PAGE_SIZE, offset: (search.page - 1) * PAGE_SIZE };
    let found = await searchVenues(tx, criteria, page);
    const partly = found.total === 0 && criteria.words.length > 1;
    if (partly) found = await searchVenues(tx, { ...criteria, anyWord: true }, page);
    return {
      venues: found.venues.map((venue) => show(venue, now)),
      total: found.total,
      pages: Math.ceil(found.total / PAGE_SIZE),
      place,
      partly: partly && found.total > 0,
      suggestions: found.total === 0 ? await suggest(tx, search, criteria, place) : null,
      today: criteria.today,
    };
  });
}

/** Points at most on the map: beyond, tiles are wanted. */
const MOST_POINTS = 3_000;

/** The points of a search, for the map. */
export async function listVenuePoints(
  { db, clock }: Needed,
  search: VenueSearch,
): Promise<{ points: VenuePoint[]; place: Place | null }> {
  return db.read(async (tx) => {
    const { criteria, place } = await understand(tx, search, clock.now());
    let points = await venuePoints(tx, criteria, MOST_POINTS);
    if (points.length === 0 && criteria.words.length > 1)
      points = await venuePoints(tx, { ...criteria, anyWord: true }, MOST_POINTS);
    return { points, place: place.kind === 'found' ? place.place : null };
  });
}

async function understand(
  tx: Tx,
  search: VenueSearch,
  now: Date,
): Promise<{ criteria: VenueCriteria; place: PlaceAnswer }> {
  const place = await findPlace(tx, search);
  const criteria: VenueCriteria = {
    words: searchWords(search.q),
    anyWord: false,
    around: place.kind === 'found' ? { position: place.place.position, radiusM: search.radiusKm * 1000 } : null,
    // A place asked for is better than the frame of an earlier map.
    bounds: place.kind === 'found' ? null : search.bounds,
    services: search.services,
    public: search.public,
    pass: search.pass,
    wheelchair: search.accessible,
    openHours: null,
    territoryOnly: keepsToTerritory(search),
    today: parisDay(now),
  };
  if (!search.open) return { criteria, place };
  return { criteria: { ...criteria, openHours: openAmong(await distinctOpeningHours(tx, criteria), now) }, place };
}

function show({ openingHours, ...venue }: VenueListed, now: Date): VenueShown {
  const state = openingHours === null ? null : readState(openingHours, now);
  return { ...venue, opening: state === null ? null : sayState(state, parisDay(now)), openNow: state?.kind === 'open' };
}

async function suggest(tx: Tx, search: VenueSearch, criteria: VenueCriteria, place: PlaceAnswer): Promise<Suggestions> {
  const bare: VenueCriteria = {
    ...criteria,
    services: [],
    public: null,
    pass: false,
    wheelchair: false,
    openHours: null,
  };
  return {
    wider: criteria.around === null ? null : await widen(tx, search, criteria, search.radiusKm + 1),
    withoutFilters: filterCount(search) === 0 ? null : await widen(tx, search, bare, search.radiusKm),
    everywhere: criteria.territoryOnly ? await countMatching(tx, { ...criteria, territoryOnly: false }) : 0,
    nearest: place.kind === 'found' ? await nearbyVenues(tx, place.place.position, { limit: 5 }) : [],
  };
}

/** The smallest circle, of at least a radius, in which something is found; without a place, the count alone. */
async function widen(
  tx: Tx,
  search: VenueSearch,
  criteria: VenueCriteria,
  fromKm: number,
): Promise<Suggestions['wider']> {
  for (const radiusKm of criteria.around === null ? [search.radiusKm] : RADII_KM.filter((km) => km >= fromKm)) {
    const around = criteria.around === null ? null : { ...criteria.around, radiusM: radiusKm * 1000 };
    const count = await countMatching(tx, { ...criteria, around });
    if (count > 0) return { radiusKm, count };
  }
  return null;
}
