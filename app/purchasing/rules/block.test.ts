import { describe, expect, test } from 'vitest';
import { PASS_STATES, type PassState } from '#app/passes/rules/pass.ts';
import { decideBlock } from './block.ts';

const booklet = (...states: PassState[]) =>
  states.map((state, i) => ({ id: `p${i + 1}`, ordinal: i + 1, state, holderId: state === 'HELD' ? 'h' : null }));

describe('a booklet that is lost', () => {
  test('what is left of it is blocked; what was used stays used', () => {
    expect(decideBlock(booklet('SETTLED', 'HELD', 'HELD'), { ordinal: null, toldBy: 'HOLDER' })).toEqual({
      kind: 'BLOCK',
      passIds: ['p2', 'p3'],
      holderId: 'h',
      state: 'HELD',
    });
  });

  test('not while one of its passes is reserved', () => {
    expect(decideBlock(booklet('HELD', 'RESERVED'), { ordinal: null, toldBy: 'HOLDER' })).toEqual({
      kind: 'PASS_IS_RESERVED',
      count: 1,
    });
  });

  test('what a person holds is lost when they say so, to an agent or to the authority', () => {
    const lost = booklet('HELD');
    expect(decideBlock(lost, { ordinal: null, toldBy: 'AGENT' }).kind).toBe('HOLDER_MUST_SAY');
    expect(decideBlock(lost, { ordinal: null, toldBy: 'HOLDER' }).kind).toBe('BLOCK');
    expect(decideBlock(lost, { ordinal: null, toldBy: 'AUTHORITY' }).kind).toBe('BLOCK');
    expect(decideBlock(booklet('ALLOCATED'), { ordinal: null, toldBy: 'AGENT' }).kind).toBe('BLOCK');
  });
});

describe('one pass that is lost', () => {
  test('the others are left alone, reserved ones too', () => {
    const verdict = decideBlock(booklet('HELD', 'RESERVED'), { ordinal: 1, toldBy: 'HOLDER' });
    expect(verdict).toMatchObject({ kind: 'BLOCK', passIds: ['p1'] });
  });

  test.each(PASS_STATES)('one that is %s', (state) => {
    const verdict = decideBlock(booklet(state), { ordinal: 1, toldBy: 'AUTHORITY' }).kind;
    const free = ['STOCK', 'ALLOCATED', 'HELD'].includes(state);
    expect(verdict).toBe(free ? 'BLOCK' : state === 'RESERVED' ? 'PASS_IS_RESERVED' : 'NOTHING_TO_BLOCK');
  });

  test('a number the booklet does not have', () => {
    expect(decideBlock(booklet('HELD'), { ordinal: 2, toldBy: 'HOLDER' }).kind).toBe('PASS_NOT_IN_BOOKLET');
  });
});
