import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Tx } from '#db/client.ts';
import type { Matching, VenueCriteria } from '#db/queries/venue-conditions.ts';
import { findPlace, type PlaceAnswer } from './find-place.ts';
import { PLACE_NAMES } from './place-names.ts';
import { type Asked, understand } from './rules/asked/understand.ts';
import { keepsToTerritory, type VenueSearch, wordGroups } from './rules/search.ts';
import { plainText } from './rules/words.ts';

/** A search, understood: what the database is asked, and what the person is told of it. */
export interface Question {
  criteria: VenueCriteria;
  asked: Asked;
  place: PlaceAnswer;
  /** Whether the place was read in the words, not given in its own box. */
  placeInWords: boolean;
}

/** Understands what a person asked: needs, place and filters, from the words and from the boxes. */
export async function readQuestion(
  tx: Tx,
  search: VenueSearch,
  /** `openHours` are those of `hoursOpenNow`, when open doors are asked for. */
  { now, openHours }: { now: Date; openHours: readonly string[] | null },
): Promise<Question> {
  const asked = understand(search.q, PLACE_NAMES, { placeToo: search.near === '', exact: search.exact });
  const near = search.near === '' && asked.place !== null ? asked.place : search.near;
  const place = await findPlace(tx, { near, at: search.at });
  const criteria: VenueCriteria = {
    words: wordGroups(asked),
    matching: 'exact',
    typed: plainText(search.q),
    placeWords: place.kind === 'found' && place.place.precision !== 'browser' ? plainText(place.place.name) : null,
    around: place.kind === 'found' ? { position: place.place.position, radiusM: search.radiusKm * 1000 } : null,
    // A place asked for is better than the frame of an earlier map.
    bounds: place.kind === 'found' ? null : search.bounds,
    services: search.services,
    public: search.public ?? asked.public,
    pass: search.pass || asked.pass,
    wheelchair: search.accessible || asked.wheelchair,
    openHours,
    territoryOnly: keepsToTerritory(search),
    today: parisDay(now),
  };
  return { criteria, asked, place, placeInWords: search.near === '' && asked.place !== null };
}

/** The ways to hold a search to its words, the strictest first: what few words ask is not asked twice. */
export function matchings({ words }: VenueCriteria): Matching[] {
  if (words.length === 0) return ['exact'];
  const guessed = words.some(({ guess }) => guess !== null);
  return ['exact', ...(guessed ? (['close'] as const) : []), ...(words.length > 1 ? (['any'] as const) : [])];
}
