import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeFromDigest,
  dayWordFromDigest,
  HOLDER_CODE_LENGTH,
  printCode,
  readCode,
  VOUCHER_CODE_LENGTH,
} from './code.ts';

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

describe('codes', () => {
  it('are read back however they are typed', () => {
    fc.assert(
      fc.property(digest, fc.constantFrom(HOLDER_CODE_LENGTH, VOUCHER_CODE_LENGTH), (bytes, length) => {
        const code = codeFromDigest(bytes, length);
        expect(code).toHaveLength(length);
        expect(readCode(` ${printCode(code).toLowerCase()} `, length)).toEqual({ kind: 'code', code });
      }),
    );
  });

  it('never accept one wrong sign', () => {
    fc.assert(
      fc.property(digest, fc.nat(7), fc.integer({ min: 1, max: 30 }), (bytes, place, shift) => {
        const code = codeFromDigest(bytes, 8);
        const wrong = SIGNS[(SIGNS.indexOf(code[place] ?? '') + shift) % 31] ?? '';
        expect(readCode(code.slice(0, place) + wrong + code.slice(place + 1), 8).kind).toBe('mistyped');
      }),
    );
  });

  it('never accept two different neighbours swapped', () => {
    fc.assert(
      fc.property(digest, fc.nat(5), (bytes, place) => {
        const code = codeFromDigest(bytes, 8);
        const [a = '', b = ''] = [code[place], code[place + 1]];
        fc.pre(a !== b);
        expect(readCode(code.slice(0, place) + b + a + code.slice(place + 2), 8).kind).toBe('mistyped');
      }),
    );
  });

  it('tell a wrong length from a slip', () => {
    expect(readCode('K7MR', 8)).toEqual({ kind: 'wrong-length' });
    expect(readCode('', 8)).toEqual({ kind: 'wrong-length' });
    expect(readCode('OOOOIIII', 8)).toEqual({ kind: 'mistyped' });
  });

  it('make four digits of any digest', () => {
    fc.assert(
      fc.property(digest, (bytes) => {
        expect(dayWordFromDigest(bytes)).toMatch(/^\d{4}$/);
      }),
    );
  });
});
