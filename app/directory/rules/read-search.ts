import { z } from 'zod';
import type { Position } from './distance.ts';
import { type Bounds, DEFAULT_RADIUS_KM, PUBLIC_KEYS, RADII_KM, SERVICE_KEYS, type VenueSearch } from './search.ts';
import { PUBLICS, SERVICES } from './standard.ts';

const LONGEST_TEXT = 100;
const LAST_PAGE = 500;

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
  .enum(['1', 'oui', 'on', 'true'])
  .transform(() => true)
  .catch(false);
const degree = (most: number) => z.coerce.number().min(-most).max(most);

const position = z.object({ lat: degree(90), lon: degree(180) });
const bounds = z.tuple([degree(180), degree(90), degree(180), degree(90)]);

const schema = z.object({
  q: text,
  near: text,
  radius: z.coerce
    .number()
    .refine((km) => RADII_KM.some((known) => known === km))
    .catch(DEFAULT_RADIUS_KM),
  pass: flag,
  open: flag,
  accessible: flag,
  exact: flag,
  area: z
    .literal('all')
    .transform(() => true)
    .catch(false),
  page: z.coerce.number().int().min(1).max(LAST_PAGE).catch(1),
});

/**
 * Reads a search from an address. Lenient: what is unknown or hostile is as if it were absent. `ou` is
 * the home page's word for `near`.
 */
export function parseVenueSearch(params: URLSearchParams): VenueSearch {
  const read = schema.parse(
    Object.fromEntries(
      ['q', 'near', 'radius', 'pass', 'open', 'accessible', 'exact', 'area', 'page'].map((key) => [
        key,
        params.get(key) ?? undefined,
      ]),
    ),
  );
  const near = read.near === '' ? text.parse(params.get('ou') ?? undefined) : read.near;
  const publicAsked = params.get('public');
  return {
    q: read.q,
    near,
    at: parsePosition(near),
    radiusKm: read.radius,
    services: SERVICES.filter((service) =>
      asked(params, 'services').some((word) => word === SERVICE_KEYS[service] || word === service),
    ),
    public: PUBLICS.find((one) => publicAsked === PUBLIC_KEYS[one] || publicAsked === one) ?? null,
    pass: read.pass,
    open: read.open,
    accessible: read.accessible,
    everywhere: read.area,
    bounds: parseBounds(params.get('bounds')),
    exact: read.exact,
    page: read.page,
  };
}

function asked(params: URLSearchParams, key: string): string[] {
  return params
    .getAll(key)
    .slice(0, 20)
    .flatMap((value) => value.split('|'));
}

function parsePosition(near: string): Position | null {
  const parts = /^(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(near);
  if (parts === null) return null;
  const read = position.safeParse({ lat: parts[1], lon: parts[2] });
  return read.success ? read.data : null;
}

function parseBounds(value: string | null): Bounds | null {
  const parts = (value ?? '').split(',');
  if (parts.length !== 4 || parts.some((part) => part.trim() === '')) return null;
  const read = bounds.safeParse(parts);
  if (!read.success) return null;
  const [west, south, east, north] = read.data;
  return west < east && south < north ? { west, south, east, north } : null;
}
