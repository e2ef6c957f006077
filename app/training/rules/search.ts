import { z } from 'zod';
import { isDay } from '#app/calendar/rules/paris-time.ts';
import type { Position } from '#app/directory/rules/distance.ts';
import {
  AUDIENCES,
  type Audience,
  LANGUAGES,
  type Language,
  LEVELS,
  type Level,
  THEMES,
  type Theme,
} from './session.ts';

export const PAGE_SIZE = 20;
export const RADII_KM = [2, 5, 10, 20] as const;
export const DEFAULT_RADIUS_KM = 10;
/** "At most so many passes": 0 is "without a pass". */
export const PRICES = [0, 1, 2, 3] as const;
const LONGEST_TEXT = 100;
const LAST_PAGE = 500;

/** What a person asks of the catalogue, as the address bar says it. */
export interface SessionSearch {
  q: string;
  /** A commune, a postcode, or "lat,lon". */
  near: string;
  at: Position | null;
  radiusKm: number;
  theme: Theme | null;
  level: Level | null;
  audience: Audience | null;
  language: Language | null;
  /** From this Paris day on. */
  from: string | null;
  maxPrice: number | null;
  /** Only those with seats left. */
  seats: boolean;
  wheelchair: boolean;
  page: number;
}

const text = z
  .string()
  .transform((value) =>
    value
      .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, LONGEST_TEXT),
  )
  .catch('');
const flag = z
  .enum(['1', 'on'])
  .transform(() => true)
  .catch(false);
const position = z.object({ lat: z.coerce.number().min(-90).max(90), lon: z.coerce.number().min(-180).max(180) });

/** Words of addresses are the domain's, in small letters. */
function wordOf<Word extends string>(words: readonly Word[]) {
  return z
    .string()
    .transform((value) => words.find((word) => word.toLowerCase() === value.toLowerCase()) ?? null)
    .catch(null);
}

function numberOf(numbers: readonly number[]) {
  return z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .refine((n) => numbers.includes(n));
}

const schema = z.object({
  q: text,
  near: text,
  radius: numberOf(RADII_KM).catch(DEFAULT_RADIUS_KM),
  theme: wordOf(THEMES),
  level: wordOf(LEVELS),
  audience: wordOf(AUDIENCES),
  language: wordOf(LANGUAGES),
  from: z.string().refine(isDay).nullable().catch(null),
  price: numberOf(PRICES).nullable().catch(null),
  seats: flag,
  accessible: flag,
  page: z.coerce.number().int().min(1).max(LAST_PAGE).catch(1),
});

/** Reads a search from an address. Lenient: what is unknown or hostile is as if it were absent. */
export function parseSessionSearch(params: URLSearchParams): SessionSearch {
  const asked = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, params.get(key) ?? undefined]));
  const { radius, price, accessible, ...read } = schema.parse(asked);
  return { ...read, at: positionOf(read.near), radiusKm: radius, maxPrice: price, wheelchair: accessible };
}

function positionOf(near: string): Position | null {
  const parts = /^(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(near);
  const read = position.safeParse({ lat: parts?.[1], lon: parts?.[2] });
  return read.success ? read.data : null;
}

/** Writes a search as an address; what is at its default is left out, and a change goes back to page 1. */
export function sessionSearchParams(search: SessionSearch, over: Partial<SessionSearch> = {}): URLSearchParams {
  const wanted = { ...search, page: 1, ...over };
  const params = new URLSearchParams();
  const put = (key: string, value: string | number | null) => {
    if (value !== null && value !== '') params.set(key, String(value));
  };
  put('theme', wanted.theme?.toLowerCase() ?? null);
  put('near', wanted.near);
  put('radius', wanted.near === '' || wanted.radiusKm === DEFAULT_RADIUS_KM ? null : wanted.radiusKm);
  put('from', wanted.from);
  put('q', wanted.q);
  put('level', wanted.level?.toLowerCase() ?? null);
  put('audience', wanted.audience?.toLowerCase() ?? null);
  put('language', wanted.language);
  put('price', wanted.maxPrice);
  put('seats', wanted.seats ? 1 : null);
  put('accessible', wanted.wheelchair ? 1 : null);
  put('page', wanted.page > 1 ? wanted.page : null);
  return params;
}

/** What a search asks beyond theme, place and day, all undone. */
export const NO_FILTERS = {
  q: '',
  level: null,
  audience: null,
  language: null,
  maxPrice: null,
  seats: false,
  wheelchair: false,
} as const;

/** How many filters beyond theme, place and day are on. */
export function filterCount(search: SessionSearch): number {
  const asked = [
    search.q !== '',
    search.level,
    search.audience,
    search.language,
    search.maxPrice !== null,
    search.seats,
    search.wheelchair,
  ];
  return asked.filter((one) => one !== null && one !== false).length;
}

/** The same searches, each without one of its demands: what to try when nothing is found, the gentlest first. */
export function looserSearches(search: SessionSearch): Partial<SessionSearch>[] {
  const wider =
    search.near === ''
      ? []
      : RADII_KM.filter((km) => km > search.radiusKm)
          .slice(-1)
          .map((radiusKm) => ({ radiusKm }));
  return [
    ...(filterCount(search) > 0 ? [{ ...NO_FILTERS }] : []),
    ...wider,
    ...(search.from === null ? [] : [{ from: null }]),
    ...(search.near === '' ? [] : [{ near: '', at: null, radiusKm: DEFAULT_RADIUS_KM }]),
    ...(search.theme === null ? [] : [{ theme: null }]),
  ];
}
