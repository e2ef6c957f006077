import type { Tx } from '#db/client.ts';
import { communeCentre } from '#db/queries/venues.ts';
import { communeList, findCommunes } from './communes.ts';
import { stationNamed } from './place-names.ts';
import { type Commune, communeKey, communeName } from './rules/commune.ts';
import type { Position } from './rules/distance.ts';
import type { VenueSearch } from './rules/search.ts';
import { territoryPlace } from './rules/territory.ts';

/** Where a search starts from. */
export interface Place {
  name: string;
  position: Position;
  /**
   * 'browser': the device said where it is; 'centre': the middle of a commune of the territory;
   * 'venues': the middle of the commune's known venues; 'station': a stop of the metro or tram.
   */
  precision: 'browser' | 'centre' | 'venues' | 'station';
}

export type PlaceAnswer =
  | { kind: 'none' }
  | { kind: 'found'; place: Place }
  /** A commune that exists, but whose position nobody told us. */
  | { kind: 'unplaced'; name: string }
  | { kind: 'unknown'; asked: string };

/** Places what a person typed: a commune, a postcode, an address that ends with one, or a position. */
export async function findPlace(tx: Tx, { near, at }: Pick<VenueSearch, 'near' | 'at'>): Promise<PlaceAnswer> {
  if (near === '') return { kind: 'none' };
  if (at !== null) return { kind: 'found', place: { name: 'votre position', position: at, precision: 'browser' } };
  const station = stationNamed(near);
  if (station !== undefined && !isCommune(near)) {
    const { name, lat, lon } = station;
    return { kind: 'found', place: { name, position: { lat, lon }, precision: 'station' } };
  }
  const commune = meant(near);
  if (commune === undefined) return { kind: 'unknown', asked: near };
  const name = communeName(commune.name);
  const known = territoryPlace(commune.code);
  if (known !== undefined)
    return { kind: 'found', place: { name, position: { lat: known.lat, lon: known.lon }, precision: 'centre' } };
  const middle = await communeCentre(tx, commune.code);
  if (middle === null) return { kind: 'unplaced', name };
  return { kind: 'found', place: { name, position: middle, precision: 'venues' } };
}

/** A stop may bear the name of the commune where it stands. */
function isCommune(near: string): boolean {
  return (communeList().byName.get(communeKey(near)) ?? []).some(({ code }) => territoryPlace(code) !== undefined);
}

const LONGEST_NAME_WORDS = 4;

function meant(near: string): Commune | undefined {
  const [best] = findCommunes(near, 1);
  if (best !== undefined) return best;
  // An address ends with its commune: « 12 rue des Tilleuls, Villeurbanne ».
  const words = communeKey(near).split(' ');
  for (let n = Math.min(LONGEST_NAME_WORDS, words.length - 1); n >= 1; n -= 1) {
    const ending = words.slice(-n).join(' ');
    const [last] = findCommunes(ending, 1);
    if (last !== undefined && communeKey(last.name) === ending) return last;
  }
  return undefined;
}
