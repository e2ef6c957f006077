import { communeList } from './communes.ts';
import type { PlaceNames } from './rules/asked/place-words.ts';
import { closestWord, errorsForgiven } from './rules/asked/spelling.ts';
import { communeKey } from './rules/commune.ts';
import { STATIONS, type Station } from './rules/stations.ts';
import { territoryPlace } from './rules/territory.ts';
import { plainText } from './rules/words.ts';

/** A commune of that size is meant by its name alone; a village's name may be an ordinary word. */
const WELL_KNOWN_INHABITANTS = 15_000;
const SHORTEST_GUESSED = 6;
/** Stops named after what stands beside them: the words mean the thing, not the stop. */
const NOT_A_PLACE = /^(hotel de ville|mairie|universite|hopital|college|lycee|archives|place|centre)\b/;

let stations: Map<string, Station> | undefined;
let territoryKeys: string[] | undefined;

/** The metro, tram or funicular stop of that name, or of one half of it (« Saxe », « Gambetta »); undefined when there is none. */
export function stationNamed(words: string): Station | undefined {
  stations ??= stationsByName();
  return stations.get(plainText(words).replace(/^gare (de )?/, ''));
}

function stationsByName(): Map<string, Station> {
  const names = new Map<string, Station>();
  for (const station of STATIONS) {
    for (const part of [station.name, ...station.name.split(' - ')]) {
      const key = plainText(part).replace(/^gare (de )?/, '');
      if (key.length >= 4 && !NOT_A_PLACE.test(key) && !names.has(key)) names.set(key, station);
    }
  }
  return names;
}

/** The places a question may name: communes, postcodes, and the territory's stops. */
export const PLACE_NAMES: PlaceNames = {
  named(words) {
    const { byName, byPostcode } = communeList();
    if (/^\d{5}$/.test(words)) return byPostcode.has(words) ? 'sure' : null;
    const communes = byName.get(communeKey(words)) ?? [];
    const sure = communes.some(
      ({ code, population }) => territoryPlace(code) !== undefined || population >= WELL_KNOWN_INHABITANTS,
    );
    if (sure || stationNamed(words) !== undefined) return 'sure';
    return communes.length > 0 ? 'said' : null;
  },
  meant(words) {
    const key = communeKey(words);
    if (key.length < SHORTEST_GUESSED) return null;
    territoryKeys ??= [
      ...new Set(
        communeList()
          .all.filter(({ code }) => territoryPlace(code) !== undefined)
          .map(({ name }) => communeKey(name)),
      ),
    ];
    return closestWord(key, territoryKeys, errorsForgiven(key.length));
  },
};
