import { readWords } from '../french-hours.ts';
import type { AdaptedRow, Adapter } from './shape.ts';
import { textOf } from './shape.ts';

/** OpenStreetMap hours begin with an English day, « 24/7 » or « PH ». */
const OSM_HOURS = /^(?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|SH|week|24\/7|off|"|[JFMASOND][a-z]{2} )|\d{1,2}:\d{2}-)/;

/** Hours of a row: OSM syntax stays; French words become it where nothing is guessed. */
export function hoursOf(published: unknown): Pick<AdaptedRow, 'hoursText'> & { horaires: string | undefined } {
  const text = textOf(published);
  if (text === '') return { horaires: undefined, hoursText: null };
  if (OSM_HOURS.test(text)) return { horaires: text, hoursText: null };
  const { osm, words } = readWords(text);
  return osm === null ? { horaires: undefined, hoursText: words } : { horaires: osm, hoursText: null };
}

/** The national standard, v0.1 or v1, as `readRow` reads it. */
export const standard: Adapter = {
  shape: 'standard',
  source: null,
  recognises: () => true,
  adapt(raw) {
    const { horaires, hoursText } = hoursOf(raw.horaires);
    return { kind: 'row', row: { ...raw, horaires }, hoursText: hoursText ?? null };
  },
};
