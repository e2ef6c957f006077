import { expect, it } from 'vitest';
import { homeCommune } from './home-commune.ts';

it.each([
  ['Villeurbanne', 'Villeurbanne', '69266'],
  ['villeurbane', 'Villeurbanne', '69266'],
  ['69100', 'Villeurbanne', '69266'],
  ['st priest', 'Saint-Priest', '69290'],
  ['Bron 69500', 'Bron', '69029'],
  ['Lyon 3e', 'Lyon 3e', '69383'],
  ['Lyon', 'Lyon', '69123'],
])('takes « %s » for %s', (typed, name, inseeCode) => {
  expect(homeCommune(typed)).toEqual({ kind: 'found', name, inseeCode });
});

it.each(['Santiago', 'Tunis'])('keeps %s, which it does not know, without a code', (typed) => {
  expect(homeCommune(typed)).toEqual({ kind: 'found', name: typed, inseeCode: null });
});

it.each(['Vaulx', 'Grig', 'Saint'])('asks which when « %s » may mean several, and never guesses', (typed) => {
  expect(homeCommune(typed)).toMatchObject({ kind: 'which' });
});
