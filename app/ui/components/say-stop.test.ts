import { expect, test } from 'vitest';
import { sayStop, sayStopOnMap } from './say-stop.ts';

const stop = { postcode: '69700', inseeCode: '69091', day: '2026-12-01', starts: '14:00', ends: '17:00' };

test('a stop is said with its day in full, its hours and its place', () => {
  const words = (over: object) =>
    sayStop({ ...stop, place: 'Place de la Mairie', street: null, commune: 'Givors', ...over }, '2026-11-25');
  expect(words({})).toBe('mardi 1er décembre de 14\u00a0h à 17\u00a0h à Givors, place de la Mairie');
  expect(words({ place: 'MJC', street: '3 rue du Pont', commune: 'Le Havre' })).toMatch(
    /au Havre, MJC \(3 rue du Pont\)$/,
  );
  const onMap = (precision: 'STREET' | 'COMMUNE' | null) =>
    sayStopOnMap({ ...stop, place: 'MJC', street: null, commune: 'Givors', precision }, '2026-11-25');
  expect(onMap('COMMUNE')).toMatch(/à Givors, MJC \(position approximative : centre de la commune\)$/);
  expect([onMap('STREET'), onMap(null)].filter((said) => said.includes('approximative'))).toEqual([]);
});
