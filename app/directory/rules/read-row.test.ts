import { describe, expect, it } from 'vitest';
import { readRow } from './read-row.ts';

const good = {
  id: '1',
  pivot: '00000000000000',
  nom: 'Lieu',
  commune: 'Lyon',
  code_postal: '69003',
  adresse: '1 rue du Pré',
  date_maj: '2024-02-29',
};
const rowOf = (over: Record<string, unknown>) => {
  const read = readRow({ ...good, ...over });
  if (read.kind !== 'venue') throw new Error(`${read.field}: ${read.reason}`);
  return read.row;
};

describe('reading a row', () => {
  it('writes in the standard’s way what was written in another, without changing a fact', () => {
    expect(
      rowOf({
        nom: '  La  MIETE ( Maison ) ',
        adresse: '11 Petite rue du Roulet )',
        telephone: '04 78 95 74 80',
        site_web: 'www.exemple.fr;https://autre.fr',
        date_maj: '15/03/2021',
        code_postal: 1000,
        pivot: '200 066 587 000 11',
      }),
    ).toMatchObject({
      nom: 'La MIETE (Maison)',
      adresse: '11 Petite rue du Roulet',
      telephone: '+33478957480',
      site_web: 'https://www.exemple.fr|https://autre.fr',
      date_maj: '2021-03-15',
      code_postal: '01000',
      pivot: '20006658700011',
    });
  });

  it('takes empty values for absent ones', () => {
    expect(rowOf({ telephone: '', horaires: null, courriel: ' ' })).not.toHaveProperty('telephone');
  });

  it.each([
    ['nom', { nom: '\u0000 ' }],
    ['pivot', { pivot: null }],
    ['date_maj', { date_maj: '2023-02-29' }],
    ['date_maj', { date_maj: 'hier' }],
    ['latitude', { latitude: 'nord' }],
    ['longitude', { longitude: 181 }],
    ['presentation_detail', { presentation_detail: 'x'.repeat(20_001) }],
  ] as const)('refuses a wrong %s', (field, over) => {
    expect(readRow({ ...good, ...over })).toMatchObject({
      kind: 'refused',
      field,
      reason: expect.stringMatching(/\.$/),
    });
  });

  it.each([[null], ['texte'], [[1, 2]], [12]])('refuses %o, which is no row', (raw) => {
    expect(readRow(raw)).toMatchObject({ kind: 'refused', field: 'ligne' });
  });

  it('believes a v1 row that says in its labels that it accepts the pass', () => {
    expect(readRow({ ...good, autres_formations_labels: 'Accepte le Pass numérique' })).toMatchObject({
      acceptsPass: true,
    });
    expect(readRow({ ...good, autres_formations_labels: 'Label bleu' })).toMatchObject({ acceptsPass: false });
  });
});
