import { expect, test } from 'vitest';
import { bpsTyped, centsTyped, eurosTyped, percentTyped } from './typed.ts';

test.each([
  ['612747', 61_274_700n],
  ['612 747,00 €', 61_274_700n],
  ['0,1', 10n],
  ['9999999999,99', 999_999_999_999n],
])('%s is read to the cent', (typed, cents) => {
  expect(centsTyped(eurosTyped('').parse(typed))).toBe(cents);
});

test.each(['', '-1', '1,234', '1e3', 'dix', '12345678901', '1,2,3'])('%s is no sum', (typed) => {
  expect(eurosTyped('').safeParse(typed).success).toBe(false);
});

test.each([
  ['65', 6500],
  ['12,5 %', 1250],
  ['0.01', 1],
  ['100', 10_000],
  ['33,33', 3333],
])('%s is a rate', (typed, bps) => {
  expect(bpsTyped(percentTyped('').parse(typed))).toBe(bps);
});

test.each(['100,01', '101', '-1', '1,234', 'x'])('%s is no rate', (typed) => {
  expect(percentTyped('').safeParse(typed).success).toBe(false);
});
