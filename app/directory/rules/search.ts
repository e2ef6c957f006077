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

/** What people type for a need, where the standard only knows the service's formal name. */
const HINTS: Readonly<Record<string, Service>> = {
  ...hints(
    'Maîtrise des outils numériques du quotidien',
    'ordinateur ordi tablette telephone smartphone mail mails email souris clavier debutant debuter',
  ),
  ...hints(
    'Aide aux démarches administratives',
    'caf impots impot ameli demarche demarches papiers administratif franceconnect retraite ants cpam',
  ),
  ...hints('Insertion professionnelle via le numérique', 'emploi travail cv chomage job recherche'),
  ...hints('Utilisation sécurisée du numérique', 'arnaque arnaques piratage virus mot passe securite'),
  ...hints(
    'Accès internet et matériel informatique',
    'wifi imprimer imprimante scanner scan internet connexion photocopie',
  ),
  ...hints('Acquisition de matériel informatique à prix solidaire', 'acheter reconditionne occasion'),
  ...hints('Parentalité et éducation avec le numérique', 'enfant enfants parents parent ecole pronote devoirs'),
  ...hints('Loisirs et créations numériques', 'photo photos video fablab imprimante3d jeu jeux'),
};

function hints(service: Service, words: string): Record<string, Service> {
  return Object.fromEntries(words.split(' ').map((word) => [word, service]));
}

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
  page: number;
}

/** One word asked: how it is searched. */
export interface SearchWord {
  text: string;
  /** Short words and numbers are not guessed at. */
  fuzzy: boolean;
  service: Service | null;
}

/** Writes a search as an address; what is at its default is left out, and changes put one back to page 1. */
export function venueSearchParams(search: VenueSearch, over: Partial<VenueSearch> = {}): URLSearchParams {
  const wanted = { ...search, page: 1, ...over };
  const params = new URLSearchParams();
  if (wanted.q !== '') params.set('q', wanted.q);
  if (wanted.near !== '') params.set('near', wanted.near);
  if (wanted.radiusKm !== DEFAULT_RADIUS_KM && wanted.near !== '') params.set('radius', String(wanted.radiusKm));
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
  if (wanted.page > 1) params.set('page', String(wanted.page));
  return params;
}

/** The words to look for, each with how it may be found. */
export function searchWords(q: string): SearchWord[] {
  return [...new Set(plainWords(q))]
    .filter((word) => word.length > 1)
    .slice(0, MOST_WORDS)
    .map((word) => ({ text: word, fuzzy: word.length >= 4 && !/\d/.test(word), service: HINTS[word] ?? null }));
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
