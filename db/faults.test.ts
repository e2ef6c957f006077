import { expect, it } from 'vitest';
import { isContention } from './faults.ts';

/** As the query builder wraps what the driver throws. */
const thrown = (fields: object) =>
  new Error('Failed query', { cause: Object.assign(new Error('in the language of the server'), fields) });

it('begins again after PostgreSQL’s own guard on who holds a row, and after no other internal error', () => {
  expect(isContention(thrown({ code: 'XX000', routine: 'MultiXactIdCreateFromMembers' }))).toBe(true);
  expect(isContention(thrown({ code: 'XX000', routine: 'elog' }))).toBe(false);
  expect(isContention(thrown({ code: 'XX000' }))).toBe(false);
  expect(isContention(thrown({ code: '40P01' }))).toBe(true);
  expect(isContention(thrown({ code: '23505' }))).toBe(false);
});
