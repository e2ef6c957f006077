import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideCount, mayReceive, maySee, maySend, mayVoid, rangesOf } from './handling.ts';

const SENT = ['069-00001', '069-00002', '069-00003'];
const authority = { side: 'AUTHORITY' } as const;
const here = { side: 'PARTNER', partnerId: 'here' } as const;
const there = { side: 'PARTNER', partnerId: 'there' } as const;
const transfer = { state: 'SENT', fromPartnerId: 'here', partnerId: 'there' } as const;
const returned = { state: 'SENT', fromPartnerId: 'here', partnerId: null } as const;
const given = { state: 'SENT', fromPartnerId: null, partnerId: 'here' } as const;

describe('a count on arrival', () => {
  it('agrees when all are there', () => {
    expect(decideCount({ sent: SENT, counted: 3, missing: [] })).toEqual({ ok: true, missing: [] });
  });

  it('with fewer, names each booklet that lacks, once', () => {
    const count = (counted: number, missing: string[]) => decideCount({ sent: SENT, counted, missing });
    expect(count(2, ['069-00002', '069-00002'])).toEqual({ ok: true, missing: ['069-00002'] });
    expect(count(2, [])).toEqual({ ok: false, why: 'NOT_NAMED', lacking: 1, named: 0 });
    expect(count(3, ['069-00002'])).toEqual({ ok: false, why: 'NOT_NAMED', lacking: 0, named: 1 });
    expect(count(2, ['069-99999'])).toEqual({ ok: false, why: 'NOT_SENT', serial: '069-99999' });
    expect(count(0, SENT)).toEqual({ ok: true, missing: SENT });
  });

  it('never receives more than was sent', () => {
    expect(decideCount({ sent: SENT, counted: 4, missing: [] })).toEqual({ ok: false, why: 'TOO_MANY', sent: 3 });
  });
});

describe('who handles', () => {
  it('who receives counts, who has the booklets sends, the others do not even see', () => {
    expect([authority, here, there].map((who) => maySend(who, transfer))).toEqual([true, true, false]);
    expect([authority, here, there].map((who) => mayReceive(who, transfer))).toEqual([false, false, true]);
    expect([authority, here, there].map((who) => mayReceive(who, returned))).toEqual([true, false, false]);
    expect([authority, here, there].map((who) => maySend(who, given))).toEqual([true, false, false]);
    expect([authority, here, there].map((who) => maySee(who, given))).toEqual([true, true, false]);
  });

  it('a hand-over is taken back by its partner the same day, by the authority always', () => {
    const made = { partnerId: 'here', day: '2026-11-24' };
    expect(mayVoid(here, made, '2026-11-24')).toBe('OK');
    expect(mayVoid(here, made, '2026-11-25')).toBe('TOO_LATE');
    expect(mayVoid(there, made, '2026-11-24')).toBe('NOT_YOURS');
    expect(mayVoid(authority, made, '2027-11-25')).toBe('OK');
  });
});

describe('ranges of serials', () => {
  it('run as long as no number lacks, whatever the order given', () => {
    expect(rangesOf(['069-00003', '069-00001', '069-00002', '069-00007', '42-00008'])).toEqual([
      { first: '069-00001', last: '069-00003', count: 3 },
      { first: '069-00007', last: '069-00007', count: 1 },
      { first: '42-00008', last: '42-00008', count: 1 },
    ]);
    expect(rangesOf(['069-09999', '069-10000']).length).toBe(1);
    expect(rangesOf(['A9', 'A10']).length).toBe(2);
    expect(rangesOf([])).toEqual([]);
  });

  it('count every serial once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 })), (numbers) => {
        const serials = numbers.map((n) => `069-${String(n).padStart(5, '0')}`);
        const total = rangesOf(serials).reduce((sum, { count }) => sum + count, 0);
        expect(total).toBe(serials.length);
      }),
    );
  });
});
