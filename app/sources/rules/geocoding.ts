import { haversine, type Position } from '#app/directory/rules/distance.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';
import { plainText } from '#app/directory/rules/words.ts';

/** An address to place on the map. `inseeCode` is the commune's (or arrondissement's), when known. */
export interface Address {
  street: string;
  postcode: string;
  commune: string;
  inseeCode: string | null;
}

/** How near the truth a position may be: the door, the street, or somewhere in the commune. */
export const PRECISIONS = ['DOOR', 'STREET', 'COMMUNE'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** One place that the service proposes for an address. */
export interface Proposal extends Position {
  label: string;
  /** From 0 to 1, the service's own. */
  score: number;
  kind: 'housenumber' | 'street' | 'locality' | 'municipality';
  inseeCode: string | null;
}

export interface Placed extends Position {
  label: string;
  precision: Precision;
}

export type GeocodeVerdict =
  | { kind: 'EXACT'; place: Placed }
  /** Several places, or one that is doubtful: nothing is guessed. */
  | { kind: 'AMBIGUOUS' }
  | { kind: 'NONE' };

/** Below it, the service has matched some of the words only. */
const LEAST_SCORE = 0.4;
const SURE_SCORE = 0.65;
/** Two answers this near in score, and this far from each other, are two places. */
const CLOSE_SCORE = 0.03;
const SAME_PLACE_M = 150;

/** Chooses among what the service proposes; an answer in another commune is not one. */
export function decidePlace(asked: Pick<Address, 'inseeCode'>, proposals: readonly Proposal[]): GeocodeVerdict {
  const here = proposals
    .filter(({ kind, score }) => kind !== 'municipality' && score >= LEAST_SCORE)
    .filter(
      ({ inseeCode }) => asked.inseeCode === null || inseeCode === null || sameCommune(asked.inseeCode, inseeCode),
    )
    .sort((a, b) => b.score - a.score);
  const [best, ...others] = here;
  if (best === undefined) return { kind: 'NONE' };
  const rival = others.some((other) => other.score > best.score - CLOSE_SCORE && haversine(best, other) > SAME_PLACE_M);
  if (best.score < SURE_SCORE || rival) return { kind: 'AMBIGUOUS' };
  const { label, lat, lon, kind } = best;
  return { kind: 'EXACT', place: { label, lat, lon, precision: kind === 'housenumber' ? 'DOOR' : 'STREET' } };
}

/** Lyon as a whole admits its arrondissements, and the reverse. */
function sameCommune(a: string, b: string): boolean {
  return a === b || (isLyon(a) && isLyon(b) && (a === LYON || b === LYON));
}

const LYON = '69123';
const isLyon = (code: string) => code === LYON || /^6938[1-9]$/.test(code);

/** One key for one address, however it is written: what the cache is read by. */
export function addressKey({ street, postcode, commune, inseeCode }: Address): string {
  return `${plainText(street)}|${postcode}|${inseeCode ?? plainText(commune)}`;
}

/** The middle of a commune of the territory: better than nothing, and labelled as such. */
export function communeMiddle({ inseeCode, commune }: Pick<Address, 'inseeCode' | 'commune'>): Placed | null {
  const known = inseeCode === null ? undefined : territoryPlace(inseeCode);
  return known === undefined ? null : { lat: known.lat, lon: known.lon, label: commune, precision: 'COMMUNE' };
}
