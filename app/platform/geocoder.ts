import { z } from 'zod';
import { type Address, decidePlace, type GeocodeVerdict, type Proposal } from '#app/sources/rules/geocoding.ts';
import type { Env } from './env.ts';

/** The service's answer about an address, or why there is none now. */
export type GeocodeAnswer =
  | GeocodeVerdict
  /** Asked too fast: nobody asks again before. */
  | { kind: 'BUSY'; retryAfterMs: number }
  /** Down, slow, cut off, or answering nonsense. */
  | { kind: 'AWAY'; error: string };

export interface Geocoder {
  /** Places one address. Never throws; keeps nothing: an address of a person may be asked too. */
  locate(address: Address): Promise<GeocodeAnswer>;
}

/** The State's geocoding service: keyless, 50 questions a second for one address. https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage */
const IGN = 'https://data.geopf.fr/geocodage';
const PATIENCE_MS = 5_000;
const DEFAULT_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;
const PROPOSALS = 5;
const LARGEST_ANSWER = 1_000_000;

/** Fields of GeoCodeJSON that are read; others are left. */
const featureCollection = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]) }),
      properties: z.object({
        label: z.string(),
        score: z.number(),
        type: z.enum(['housenumber', 'street', 'locality', 'municipality']).catch('municipality'),
        citycode: z.string().optional(),
      }),
    }),
  ),
});

/** The geocoder of `GEOCODER`; null when it is off, and addresses are then placed by their commune. */
export function createGeocoder({ GEOCODER }: Pick<Env, 'GEOCODER'>): Geocoder | null {
  if (GEOCODER === 'off') return null;
  const base = GEOCODER === 'ign' ? IGN : GEOCODER.replace(/\/+$/, '');
  return {
    async locate(address) {
      try {
        const response = await fetch(questionOf(base, address), {
          headers: { Accept: 'application/json' },
          redirect: 'error',
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        const body = await response.text();
        if (response.status === 429 || response.status === 503)
          return { kind: 'BUSY', retryAfterMs: pauseOf(response.headers.get('retry-after')) };
        if (!response.ok) return { kind: 'AWAY', error: `HTTP ${response.status}` };
        if (body.length > LARGEST_ANSWER) return { kind: 'AWAY', error: 'TOO_LARGE' };
        return decidePlace(address, proposalsOf(body));
      } catch (error) {
        return { kind: 'AWAY', error: error instanceof Error ? error.name : 'UNKNOWN' };
      }
    },
  };
}

function questionOf(base: string, { street, postcode, commune, inseeCode }: Address): URL {
  const url = new URL(`${base}/search`);
  // The service refuses more than 200 signs and fewer than 3.
  url.searchParams.set('q', `${street}, ${postcode} ${commune}`.slice(0, 200));
  url.searchParams.set('limit', String(PROPOSALS));
  url.searchParams.set('autocomplete', '0');
  if (inseeCode !== null) url.searchParams.set('citycode', inseeCode);
  else if (postcode !== '') url.searchParams.set('postcode', postcode);
  return url;
}

function proposalsOf(body: string): Proposal[] {
  const { features } = featureCollection.parse(JSON.parse(body));
  return features.map(({ geometry, properties }) => ({
    lon: geometry.coordinates[0],
    lat: geometry.coordinates[1],
    label: properties.label,
    score: properties.score,
    kind: properties.type,
    inseeCode: properties.citycode ?? null,
  }));
}

/** `retry-after` is seconds or a date. */
function pauseOf(header: string | null): number {
  const seconds = header === null ? Number.NaN : Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : DEFAULT_PAUSE_MS;
  return Math.min(Math.max(ms, 1000), LONGEST_PAUSE_MS);
}
