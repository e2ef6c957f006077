import type { Tx } from '#db/client.ts';
import type { VenueCriteria } from '#db/queries/venue-conditions.ts';
import { countMatching } from '#db/queries/venue-search.ts';
import { type NearbyVenue, nearbyVenues } from '#db/queries/venues.ts';
import { findCommunes } from './communes.ts';
import { type Question, readQuestion } from './read-question.ts';
import { closestWord } from './rules/asked/spelling.ts';
import { KNOWN_WORDS } from './rules/asked/understand.ts';
import { communeName } from './rules/commune.ts';
import { filterCount, RADII_KM, type VenueSearch } from './rules/search.ts';
import { TERRITORY_CENTRE } from './rules/territory.ts';

/** What to try when nothing is found; a count of 0 is not worth proposing. */
export interface Suggestions {
  wider: { radiusKm: number; count: number } | null;
  /** Every choice taken away, and the circle as wide as it then takes. */
  withoutFilters: { radiusKm: number; count: number } | null;
  /** The same with one of several choices taken away. */
  withoutOne: readonly { choice: Choice; count: number }[];
  /** The question with one thing less. */
  fewerWords: readonly { q: string; without: string; count: number }[];
  /** Other spellings of the question, that find something. */
  spellings: readonly { q: string; count: number }[];
  everywhere: number;
  nearest: readonly NearbyVenue[];
  /** Somebody to call, who can tell where to go. */
  call: (NearbyVenue & { phone: string }) | null;
}

/** A choice of the form that a person may take away. */
export type Choice = 'services' | 'public' | 'pass' | 'open' | 'accessible';

const MOST_FEWER = 4;
const NEAREST = 5;
const MOST_SPELLINGS = 3;
/** A guess proposed, and not made: one more error is forgiven than in a search. */
const ERRORS_PROPOSED = 3;

/** Ways out of a search that finds nothing. */
export async function suggest(
  tx: Tx,
  search: VenueSearch,
  { criteria, asked, place }: Question,
  now: Date,
): Promise<Suggestions> {
  const bare: VenueCriteria = Object.assign({}, criteria, ...Object.values(WITHOUT));
  const from = place.kind === 'found' ? place.place.position : null;
  const [call] = await nearbyVenues(tx, from ?? TERRITORY_CENTRE, { limit: 1, reachable: true });
  return {
    wider: criteria.around === null ? null : await widen(tx, search, criteria, search.radiusKm + 1),
    withoutFilters: filterCount(search) === 0 ? null : await widen(tx, search, bare, search.radiusKm),
    withoutOne: await withoutOne(tx, search, criteria),
    fewerWords: await fewerWords(tx, search, criteria),
    spellings: await otherSpellings(tx, search, asked.words, { now, openHours: criteria.openHours }),
    everywhere: criteria.territoryOnly ? await countMatching(tx, { ...criteria, territoryOnly: false }) : 0,
    nearest: from === null ? [] : await nearbyVenues(tx, from, { limit: NEAREST }),
    call: call === undefined || call.phone === null ? null : { ...call, phone: call.phone },
  };
}

/** What a search is without a choice. */
const WITHOUT: Readonly<Record<Choice, Partial<VenueCriteria>>> = {
  services: { services: [] },
  public: { public: null },
  pass: { pass: false },
  open: { openHours: null },
  accessible: { wheelchair: false },
};

/** Which one of several choices keeps the others from finding. */
async function withoutOne(tx: Tx, search: VenueSearch, criteria: VenueCriteria): Promise<Suggestions['withoutOne']> {
  const made = (Object.keys(WITHOUT) as Choice[]).filter((choice) =>
    choice === 'services' ? search.services.length > 0 : search[choice] !== null && search[choice] !== false,
  );
  if (made.length < 2) return [];
  const found: { choice: Choice; count: number }[] = [];
  for (const choice of made) {
    const count = await countMatching(tx, { ...criteria, ...WITHOUT[choice] });
    if (count > 0) found.push({ choice, count });
  }
  return found;
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

/** What each thing asked keeps the others from finding. */
async function fewerWords(tx: Tx, search: VenueSearch, criteria: VenueCriteria): Promise<Suggestions['fewerWords']> {
  const found: { q: string; without: string; count: number }[] = [];
  if (criteria.words.length < 2 || criteria.words.length > MOST_FEWER) return found;
  for (const group of criteria.words) {
    const count = await countMatching(tx, { ...criteria, words: criteria.words.filter((other) => other !== group) });
    if (count === 0) continue;
    const left = criteria.words.filter((other) => other !== group).map(({ said }) => said);
    const place = criteria.placeWords !== null && search.near === '' ? [criteria.placeWords] : [];
    found.push({ q: [...left, ...place].join(' '), without: group.said, count });
  }
  return found;
}

/** The question with its unknown words as they may have been meant (a known need, a commune), when that finds something. */
async function otherSpellings(
  tx: Tx,
  search: VenueSearch,
  words: readonly string[],
  at: { now: Date; openHours: readonly string[] | null },
): Promise<Suggestions['spellings']> {
  const found: { q: string; count: number }[] = [];
  for (const q of spelledOtherwise(search.q, words)) {
    const { criteria } = await readQuestion(tx, { ...search, q }, at);
    const count = await countMatching(tx, criteria);
    if (count > 0) found.push({ q, count });
  }
  return found;
}

function spelledOtherwise(q: string, words: readonly string[]): string[] {
  const others = words.flatMap((word) => {
    if (word.length < 4) return [];
    const need = closestWord(word, KNOWN_WORDS, ERRORS_PROPOSED);
    const [commune] = findCommunes(word, 1);
    return [need, commune === undefined ? null : communeName(commune.name)]
      .filter((meant): meant is string => meant !== null)
      .map((meant) => replaced(q, word, meant));
  });
  return [...new Set(others)].filter((other) => other !== q).slice(0, MOST_SPELLINGS);
}

function replaced(q: string, plain: string, meant: string): string {
  const bare = (piece: string) =>
    piece
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase();
  return q.replace(/[\p{L}\p{N}]+/gu, (piece) => (bare(piece) === plain ? meant : piece));
}
