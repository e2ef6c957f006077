import { expect, it } from 'vitest';
import { sayCount, sayDistance, sayEuros, sayNumber, sayShare } from './figures.ts';

/** Intl writes narrow and wide spaces that do not break; the tests read better without. */
const plain = (words: string) => words.replace(/[\u00a0\u202f]/g, ' ');

it('writes figures as the French do', () => {
  expect(plain(sayNumber(12045))).toBe('12 045');
  expect([1000, 1050, 0, 123456].map((cents) => plain(sayEuros(cents)))).toEqual([
    '10 €',
    '10,50 €',
    '0 €',
    '1 234,56 €',
  ]);
  expect(plain(sayShare(0.624))).toBe('62 %');
  expect([3, 899, 994, 996, 1400, 12340].map((m) => plain(sayDistance(m)))).toEqual([
    '10 m',
    '900 m',
    '990 m',
    '1 km',
    '1,4 km',
    '12,3 km',
  ]);
  expect([0, 1, 2].map((n) => plain(sayCount(n, 'place')))).toEqual(['0 place', '1 place', '2 places']);
  expect(plain(sayCount(3, 'lieu', 'lieux'))).toBe('3 lieux');
});
