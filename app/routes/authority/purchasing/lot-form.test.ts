import { expect, test } from 'vitest';
import { centsOf } from './lot-form.ts';

test.each([
  ['10', 1000],
  ['10,5', 1050],
  ['12,50', 1250],
  ['0.01', 1],
  ['8,29', 829],
  ['1000', 100000],
])('%s € is %i cents', (typed, cents) => {
  expect(centsOf(typed)).toBe(cents);
});
