import { expect, it } from 'vitest';
import { sayDatum, sayHeader } from './say-data.ts';

it.each([
  ['etat', 'RESERVED', 'réservé pour un atelier'],
  ['situations', ['RSA', 'ELDERLY'], 'Allocataire du RSA, Personne âgée'],
  ['situations', [], '—'],
  ['remisLe', '2026-11-25 23:38:48.582+00', /^jeudi 26 novembre 2026 à 0/],
  ['dernierJour', '2027-12-26', '26 décembre 2027'],
  ['centimes', '1000', /^10\s€$/],
  ['partage', false, 'non'],
  ['annuleLe', null, '—'],
  ['nom', 'Durand', 'Durand'],
])('says %s %o in plain French', (name, value, said) => {
  expect(sayDatum(name, value)).toMatch(said instanceof RegExp ? said : new RegExp(`^${said}$`));
});

it('heads each column in French', () => {
  expect(['anneeDeNaissance', 'prenom', 'etat'].map(sayHeader)).toEqual(['Année de naissance', 'Prénom', 'État']);
});
