import { sayDay, saySpan } from '#app/calendar/rules/french-dates.ts';
import { atCommune } from '#app/opendata/rules/at-commune.ts';
import { PRECISION_WORDS } from '#app/sources/texts.fr.ts';
import type { PlacedStop, Stop } from '#app/upkeep/rules/stop.ts';

/** Words of a place that lose their capital inside a sentence; names keep theirs. */
const COMMON = /^(Place|Parking|Rue|Avenue|Boulevard|Cour|Salle|Mairie|Médiathèque|Bibliothèque|Marché|Devant)(?=\s|$)/;

/** « à Givors, place de la Mairie ». */
export function sayStopPlace({ place, street, commune }: Pick<Stop, 'place' | 'street' | 'commune'>): string {
  const where = place.replace(COMMON, (word) => word.toLowerCase());
  return `${atCommune(commune)}, ${where}${street === null ? '' : ` (${street})`}`;
}

/** « mardi 1er décembre de 14 h à 17 h, place de la Mairie », for a list of one commune. */
export function sayStopThere({ day, starts, ends, place, street }: Omit<Stop, 'id' | 'note'>, today?: string): string {
  const where = place.replace(COMMON, (word) => word.toLowerCase());
  return `${sayDay(day, today)} ${saySpan(starts, ends)}, ${where}${street === null ? '' : ` (${street})`}`;
}

/** What must be said of a point that is not where the venue stops, « position approximative : … »; null when it is. */
export function sayRoughness({ precision }: Pick<PlacedStop, 'precision'>): string | null {
  return precision === 'COMMUNE' ? PRECISION_WORDS.COMMUNE : null;
}

/** The same as `sayStop`, with what its point is worth: for a map, or a list by place. */
export function sayStopOnMap(stop: Omit<Stop, 'id' | 'note'> & Pick<PlacedStop, 'precision'>, today: string): string {
  const rough = sayRoughness(stop);
  return rough === null ? sayStop(stop, today) : `${sayStop(stop, today)} (${rough})`;
}

/** « mardi 1er décembre de 14 h à 17 h à Givors, place de la Mairie ». */
export function sayStop(stop: Omit<Stop, 'id' | 'note'>, today: string): string {
  return `${sayDay(stop.day, today)} ${saySpan(stop.starts, stop.ends)} ${sayStopPlace(stop)}`;
}
