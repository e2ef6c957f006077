import { expect, test } from 'vitest';
import { postalLines } from './letter.ts';

test('a postal address has six lines of 38 signs at most, the last ones as sorting machines read them', () => {
  const long = {
    name: 'Espace public numérique de la maison des associations et des solidarités de Saint-Germain',
    street: '12 bis, rue de l’Abbé-Grégoire, résidence Les Érables, bâtiment C',
    streetExtra: 'Au fond de la cour',
    postcode: '69650',
    commune: 'Saint-Germain-au-Mont-d’Or',
  };
  const lines = postalLines(long);
  expect(lines.length).toBeLessThanOrEqual(6);
  expect(lines.every((line) => line.length <= 38)).toBe(true);
  expect(lines.at(-1)).toBe('69650 SAINT GERMAIN AU MONT D OR');
  expect(lines).toContain('12 BIS RUE DE L ABBE GREGOIRE');
  expect(postalLines({ ...long, name: 'MJC', street: '4 rue Bonnet', streetExtra: null })).toEqual([
    'MJC',
    '4 RUE BONNET',
    '69650 SAINT GERMAIN AU MONT D OR',
  ]);
});
