import { detectFileVersion } from '#app/directory/rules/detect-version.ts';
import { type Adapter, textOf } from './shape.ts';
import { standard } from './standard.ts';

/** Producers that data·inclusion gathers. https://www.data.inclusion.beta.gouv.fr */
const PRODUCERS = new Set([
  'siao',
  'dora',
  'soliguide',
  'mes-aides',
  'emplois-de-linclusion',
  'un-jeune-une-solution',
  'finess',
  'odspep',
  'monenfant',
]);

/** data·inclusion in v0.1: rows of other producers, passed on under their own identifiers. */
export const dataInclusion: Adapter = {
  shape: 'data-inclusion',
  source: 'data-inclusion',
  recognises: (rows) =>
    detectFileVersion(rows) === 'v0.1' && rows.some(({ source }) => source !== undefined && PRODUCERS.has(source)),
  adapt(raw, context) {
    const producer = textOf(raw.source);
    const id = textOf(raw.id);
    if (producer === 'siao') {
      return {
        kind: 'refused',
        field: 'source',
        reason: 'Un hébergement (SIAO) n’est pas un lieu de médiation numérique.',
      };
    }
    const adapted = standard.adapt(raw, context);
    if (adapted.kind === 'refused' || producer === '' || id === '') return adapted;
    return {
      ...adapted,
      row: { ...adapted.row, id: `${producer}:${id}`, source: 'data-inclusion' },
      origin: { source: producer, id },
    };
  },
};
