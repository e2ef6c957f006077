import type { Asked } from './asked/understand.ts';
import type { Position } from './distance.ts';
import type { Public, Service } from './standard.ts';
import { plainWords } from './words.ts';

export const PAGE_SIZE = 20;
export const RADII_KM = [2, 5, 10, 20, 50] as const;
export const DEFAULT_RADIUS_KM = 10;
const MOST_WORDS = 8;

/** Short words of addresses, for the standard's long ones. */
export const SERVICE_KEYS: Readonly<Record<Service, string>> = {
  'Aide aux démarches administratives': 'demarches',
  'Maîtrise des outils numériques du quotidien': 'outils',
  'Insertion professionnelle via le numérique': 'emploi',
  'Utilisation sécurisée du numérique': 'securite',
  'Parentalité et éducation avec le numérique': 'parentalite',
  'Loisirs et créations numériques': 'loisirs',
  'Compréhension du monde numérique': 'comprendre',
  'Accès internet et matériel informatique': 'acces',
  'Acquisition de matériel informatique à prix solidaire': 'materiel',
};

export const PUBLIC_KEYS: Readonly<Record<Public, string>> = {
  Jeunes: 'jeunes',
  Étudiants: 'etudiants',
  'Familles et/ou enfants': 'familles',
  Seniors: 'seniors',
  Femmes: 'femmes',
};

export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** What a person asks of the directory, as the address bar says it. */
export interface VenueSearch {
  q: string;
  /** A commune, a postcode, or « lat,lon » when the browser gave a position. */
  near: string;
  at: Position | null;
  radiusKm: number;
  services: readonly Service[];
  public: Public | null;
  pass: boolean;
  open: boolean;
  accessible: boolean;
  everywhere: boolean;
  bounds: Bounds | null;
  /** Words are taken as they are typed: no need, no place is read in them. */
  exact: boolean;
  page: number;
}

/** Points sent to the map one by one; beyond, tiles of gathered points. */
export const MOST_POINTS = 3_000;
/** Results counted one by one; beyond, the list says « plus de 1 000 ». */
export const FEW_VENUES = 1_000;
/** When words find more than that, so many of the nearest are ranked; the rest follows by distance. */
export const RANKED_VENUES = 300;

/** Something asked, with every way a venue may answer it. */
export interface WordGroup {
  /** The words typed for it, corrected: what ranks the venues that answer. */
  said: string;
  /** Phrases of French text; one is enough. */
  phrases: readonly string[];
  /** The beginning of a word, for a word that is not a whole one yet. */
  prefix: string | null;
  /** Services that answer it; one is enough. */
  services: readonly Service[];
  /** The word looked for in names through a typing error; short words and numbers are not guessed at. */
  guess: string | null;
}

/** Writes a search as an address; what is at its default is left out, and changes put one back to page 1. */
export function venueSearchParams(search: VenueSearch, over: Partial<VenueSearch> = {}): URLSearchParams {
  const wanted = { ...search, page: 1, ...over };
  const params = new URLSearchParams();
  if (wanted.q !== '') params.set('q', wanted.q);
  if (wanted.near !== '') params.set('near', wanted.near);
  if (wanted.radiusKm !== DEFAULT_RADIUS_KM) params.set('radius', String(wanted.radiusKm));
  for (const service of wanted.services) params.append('services', SERVICE_KEYS[service]);
  if (wanted.public !== null) params.set('public', PUBLIC_KEYS[wanted.public]);
  if (wanted.pass) params.set('pass', '1');
  if (wanted.open) params.set('open', '1');
  if (wanted.accessible) params.set('accessible', '1');
  if (wanted.everywhere) params.set('area', 'all');
  if (wanted.bounds !== null) {
    const { west, south, east, north } = wanted.bounds;
    params.set('bounds', [west, south, east, north].map((degrees) => degrees.toFixed(4)).join(','));
  }
  if (wanted.exact) params.set('exact', '1');
  if (wanted.page > 1) params.set('page', String(wanted.page));
  return params;
}

/** The words of a line, each with whether it may be guessed at: short words and numbers are not. */
export function searchWords(q: string): { text: string; fuzzy: boolean }[] {
  return [...new Set(plainWords(q))]
    .filter((word) => word.length > 1)
    .slice(0, MOST_WORDS)
    .map((text) => ({ text, fuzzy: mayBeMisspelt(text) }));
}

function mayBeMisspelt(word: string): boolean {
  return word.length >= 4 && !/\d/.test(word);
}

/** How each thing asked is looked for. */
export function wordGroups({ needs, words }: Pick<Asked, 'needs' | 'words'>): WordGroup[] {
  const ofNeeds = needs.map(({ need, words: said }) => ({
    said,
    phrases: [...new Set([said, ...need.written])],
    prefix: null,
    services: need.services,
    guess: null,
  }));
  const ofWords = words.slice(0, MOST_WORDS).map((word) => ({
    said: word,
    phrases: [word],
    prefix: word.length >= 3 ? word : null,
    services: [],
    guess: mayBeMisspelt(word) ? word : null,
  }));
  return [...ofNeeds, ...ofWords];
}

/**
 * Whether the list keeps to the territory: it does until a person looks for a word or a place, which
 * may well be next door.
 */
export function keepsToTerritory(search: VenueSearch): boolean {
  return !search.everywhere && search.q === '' && search.near === '' && search.bounds === null;
}

/** How many filters beyond words and place are on. */
export function filterCount(search: VenueSearch): number {
  return (
    search.services.length +
    Number(search.public !== null) +
    Number(search.pass) +
    Number(search.open) +
    Number(search.accessible)
  );
}

/** The part of the world a search asks for: its frame, or the circle around its place. */
export function frameOf(search: VenueSearch, place: Position | null): Bounds | null {
  if (place === null) return search.bounds;
  const latSpan = search.radiusKm / 111;
  const lonSpan = latSpan / Math.cos((place.lat * Math.PI) / 180);
  return {
    west: place.lon - lonSpan,
    south: place.lat - latSpan,
    east: place.lon + lonSpan,
    north: place.lat + latSpan,
  };
}
