import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, moveLines, NO_OWNER } from './ledger.ts';
import { hasHolder, mayMove, PASS_EDGES, PASS_STATES } from './pass.ts';
import { choosePasses } from './wallet.ts';

describe('the pass', () => {
  it('walks only along its edges and never leaves its states', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PASS_STATES), { maxLength: 40 }), (wishes) => {
        let state: (typeof PASS_STATES)[number] = 'STOCK';
        for (const wish of wishes) {
          if (!mayMove(state, wish)) continue;
          expect(PASS_EDGES.some(([from, to]) => from === state && to === wish)).toBe(true);
          state = wish;
        }
      }),
    );
  });

  it('never comes back from the sinks, and is claimed only after it was redeemed', () => {
    for (const sink of ['SETTLED', 'EXPIRED', 'BLOCKED'] as const) {
      expect(PASS_STATES.filter((to) => mayMove(sink, to))).toEqual([]);
    }
    expect(PASS_STATES.filter((from) => mayMove(from, 'CLAIMED'))).toEqual(['REDEEMED']);
    expect(PASS_STATES.filter((from) => mayMove(from, 'REDEEMED'))).toEqual(['HELD', 'RESERVED', 'CLAIMED']);
    expect(mayMove('RESERVED', 'EXPIRED')).toBe(false);
  });

  it('stands in one account, the owner of which its state demands', () => {
    const place = { partnerId: 'p', holderId: 'h', orgId: 'o' };
    expect(PASS_STATES.map((state) => accountOf({ ...place, state }).ownerId)).toEqual([
      NO_OWNER,
      'p',
      'h',
      'h',
      'o',
      'o',
      'o',
      NO_OWNER,
      NO_OWNER,
    ]);
    expect(() => accountOf({ state: 'HELD', partnerId: null, holderId: null, orgId: null })).toThrow();
    expect(PASS_STATES.filter(hasHolder)).toEqual(['HELD', 'RESERVED', 'REDEEMED', 'CLAIMED', 'SETTLED']);
  });

  it('moves by lines that sum to zero', () => {
    const from = { kind: 'STOCK', ownerId: NO_OWNER } as const;
    const to = { kind: 'PARTNER', ownerId: 'p' } as const;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (n) => {
        expect(moveLines(from, to, n).reduce((sum, line) => sum + line.quantity, 0)).toBe(0);
      }),
    );
    expect(() => moveLines(from, to, 0)).toThrow();
    expect(() => moveLines(from, to, 1.5)).toThrow();
  });
});

describe('choosing passes', () => {
  const held = fc.array(
    fc.record({ id: fc.uuid(), expiresOn: fc.constantFrom('2026-12-31', '2027-01-01', '2027-06-30') }),
    { maxLength: 12 },
  );

  it('takes exactly the price, valid that day, first to expire first', () => {
    fc.assert(
      fc.property(held, fc.integer({ min: 0, max: 12 }), (passes, price) => {
        const choice = choosePasses(passes, price, '2027-01-01');
        const valid = passes.filter((pass) => pass.expiresOn >= '2027-01-01');
        if (choice.kind !== 'CHOSEN') {
          expect(valid.length).toBeLessThan(price);
          return;
        }
        const chosen = passes.filter((pass) => choice.passIds.includes(pass.id));
        expect(choice.passIds).toHaveLength(price);
        expect(chosen.every((pass) => pass.expiresOn >= '2027-01-01')).toBe(true);
        const left = valid.filter((pass) => !choice.passIds.includes(pass.id));
        for (const pass of chosen) for (const other of left) expect(pass.expiresOn <= other.expiresOn).toBe(true);
      }),
    );
  });

  it('counts the last day of validity in full', () => {
    expect(choosePasses([{ id: 'a', expiresOn: '2027-01-01' }], 1, '2027-01-01')).toEqual({
      kind: 'CHOSEN',
      passIds: ['a'],
    });
    expect(choosePasses([{ id: 'a', expiresOn: '2026-12-31' }], 1, '2027-01-01')).toEqual({
      kind: 'PASSES_EXPIRE_BEFORE',
      lastDay: '2026-12-31',
    });
    expect(choosePasses([], 1, '2027-01-01')).toEqual({ kind: 'NOT_ENOUGH_PASSES', held: 0 });
  });
});
