import { type Day, parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Services } from '#app/platform/services.ts';
import type { Tx } from '#db/client.ts';
import { listPassing, listPassingPoints, type PassingPoint, type PassingVenue } from '#db/queries/upkeep/passing.ts';
import type { Matching, VenueCriteria } from '#db/queries/venue-conditions.ts';
import { type VenuePoint, venuePoints } from '#db/queries/venue-points.ts';
import { searchVenues, type VenueListed } from '#db/queries/venue-search.ts';
import type { Place, PlaceAnswer } from './find-place.ts';
import { hoursOpenNow } from './hours-open-now.ts';
import { openAmong } from './read-opening-hours.ts';
import { matchings, readQuestion } from './read-question.ts';
import type { Asked } from './rules/asked/understand.ts';
import { closureOn } from './rules/closure.ts';
import { sayState } from './rules/opening-hours.ts';
import { MOST_POINTS, PAGE_SIZE, type VenueSearch } from './rules/search.ts';
import { anyWithin, stopPlaces } from './stop-places.ts';
import { type Suggestions, suggest } from './suggest-venues.ts';
import { stateOf, type ToldHours } from './venue-opening.ts';

type Needed = Pick<Services, 'db' | 'clock'>;

export interface VenueShown extends Omit<VenueListed, 'openingHours' | 'closures' | 'score'> {
  /** « Ouvert, ferme à 18 h »; null when the hours are unknown or unreadable. */
  opening: string | null;
  openNow: boolean;
}

export interface VenueList {
  venues: readonly VenueShown[];
  /** FEW_VENUES + 1 stands for "more than that". */
  total: number;
  pages: number;
  place: PlaceAnswer;
  /** What was read in the words; null when nothing was. */
  understood: Understood | null;
  /** No venue has all the words: these have some. */
  partly: boolean;
  suggestions: Suggestions | null;
  /** Venues that travel and soon stop near the place asked for; with the first page only. */
  passing: readonly PassingVenue[];
  /** How many there are, on every page. */
  passingTotal: number;
  today: Day;
}

/** What the words were taken for, to be said and changed. */
export interface Understood extends Pick<Asked, 'words' | 'pass' | 'wheelchair' | 'public' | 'withoutPlace'> {
  needs: readonly { name: string; typed: readonly string[] }[];
  /** The place read in the words. */
  place: string | null;
  /** The names were not found as they were typed, but close to it. */
  guessed: boolean;
}

const PASSING_SHOWN = 3;
/** Each is a button: what a keyboard can walk through beside the venues. */
const PASSING_ON_MAP = 30;

/** One page of the directory, as a person asked for it. */
export async function listVenues(services: Needed, search: VenueSearch): Promise<VenueList> {
  const { db, clock } = services;
  const now = clock.now();
  const openHours = search.open ? await hoursOpenNow(services) : null;
  const stops = await stopPlaces(services);
  return db.read(async (tx) => {
    const question = await readQuestion(tx, search, { now, openHours });
    const { criteria, asked, place } = question;
    const found = await firstThatFinds(criteria, (held) => pageOf(tx, held, search.page, now));
    const { matching } = found;
    const { passing, total: passingTotal } = anyWithin(stops, criteria)
      ? await listPassing(tx, { ...criteria, matching }, now, PASSING_SHOWN)
      : { passing: [], total: 0 };
    return {
      venues: found.venues.map((venue) => show(venue, now)),
      total: found.total,
      pages: Math.ceil(found.total / PAGE_SIZE),
      place,
      understood: search.exact || search.q === '' ? null : sayable(asked, place, found.matching, question.placeInWords),
      partly: found.matching === 'any' && found.total > 0,
      suggestions: found.total === 0 ? await suggest(tx, search, question, now) : null,
      passing: search.page > 1 ? [] : passing,
      passingTotal,
      today: criteria.today,
    };
  });
}

/** Answers of the strictest matching that finds anything. */
async function firstThatFinds<F extends { total: number }>(
  criteria: VenueCriteria,
  find: (criteria: VenueCriteria) => Promise<F>,
): Promise<F & { matching: Matching }> {
  const ways = matchings(criteria);
  for (const matching of ways) {
    const found = await find({ ...criteria, matching });
    if (found.total > 0 || matching === ways.at(-1)) return { ...found, matching };
  }
  throw new Error('a search has at least one way to match');
}

/** Pages ranked together: open doors come before closed ones among answers of about the same worth. */
const PAGES_TOGETHER = 3;
/** What open doors are worth beside words, distance and pass. */
const OPEN_WORTH = 0.15;

async function pageOf(tx: Tx, criteria: VenueCriteria, page: number, now: Date) {
  if (criteria.words.length === 0)
    return searchVenues(tx, criteria, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  const first = page - 1 - ((page - 1) % PAGES_TOGETHER);
  const { venues, total } = await searchVenues(tx, criteria, {
    limit: PAGE_SIZE * PAGES_TOGETHER,
    offset: first * PAGE_SIZE,
  });
  const open = new Set(await openAmong([...new Set(venues.flatMap(({ openingHours }) => openingHours ?? []))], now));
  const { today } = criteria;
  const worth = (venue: VenueListed) =>
    venue.score +
    (venue.openingHours !== null && open.has(venue.openingHours) && closureOn(venue.closures, today) === null
      ? OPEN_WORTH
      : 0);
  const homeFirst = (venue: VenueListed) => Number(criteria.around === null && venue.inTerritory);
  const ranked = [...venues].sort((a, b) => homeFirst(b) - homeFirst(a) || worth(b) - worth(a));
  const from = (page - 1 - first) * PAGE_SIZE;
  return { total, venues: ranked.slice(from, from + PAGE_SIZE) };
}

/** The points of a search, for the map: `more` when there are too many to send one by one. */
export async function listVenuePoints(
  services: Needed,
  search: VenueSearch,
  limit = MOST_POINTS,
): Promise<{ points: VenuePoint[]; more: boolean; place: Place | null; passing: PassingPoint[]; today: Day }> {
  const openHours = search.open ? await hoursOpenNow(services) : null;
  const now = services.clock.now();
  return services.db.read(async (tx) => {
    const { criteria, place } = await readQuestion(tx, search, { now, openHours });
    const { points, matching } = await firstThatFinds(criteria, async (held) => {
      const found = await venuePoints(tx, held, limit + 1);
      return { points: found, total: found.length };
    });
    const more = points.length > limit;
    return {
      points: more ? points.slice(0, limit) : points,
      more,
      place: place.kind === 'found' ? place.place : null,
      passing: await listPassingPoints(tx, { ...criteria, matching }, now, PASSING_ON_MAP),
      today: criteria.today,
    };
  });
}

function show({ openingHours, closures, score: _, ...venue }: VenueListed, now: Date): VenueShown {
  return {
    ...venue,
    ...(closures.length === 0 ? usualOpening(openingHours, now) : openingNow({ openingHours, closures }, now)),
  };
}

type Shown = Pick<VenueShown, 'opening' | 'openNow'>;

function openingNow(told: ToldHours, now: Date): Shown {
  const state = stateOf(told, now);
  return { opening: state === null ? null : sayState(state, parisDay(now)), openNow: state?.kind === 'open' };
}

/** Venues share their hours, and lists show the same ones: what hours say in a minute is read once. */
let thisMinute: { minute: number; said: Map<string | null, Shown> } = { minute: -1, said: new Map() };

function usualOpening(openingHours: string | null, now: Date): Shown {
  const minute = Math.floor(now.getTime() / 60_000);
  if (thisMinute.minute !== minute) thisMinute = { minute, said: new Map() };
  const known = thisMinute.said.get(openingHours) ?? openingNow({ openingHours }, now);
  thisMinute.said.set(openingHours, known);
  return known;
}

function sayable(asked: Asked, place: PlaceAnswer, matching: Matching, placeInWords: boolean): Understood | null {
  const { words, pass, wheelchair, public: audience, withoutPlace } = asked;
  const said = placeInWords && place.kind === 'found' ? place.place.name : null;
  const needs = asked.needs.map(({ need, typed }) => ({ name: need.name, typed }));
  if (needs.length === 0 && said === null && !pass && !wheelchair && audience === null && matching === 'exact')
    return null;
  return { needs, words, place: said, pass, wheelchair, public: audience, withoutPlace, guessed: matching !== 'exact' };
}
