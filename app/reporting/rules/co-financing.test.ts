import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coFinance, type PaidLot } from './co-financing.ts';

const state = (shareBps: number, capCents: bigint | null = null) =>
  ({ fundingId: 's', label: 'État', kind: 'STATE', shareBps, capCents }) as const;
const feder = (shareBps: number, capCents: bigint | null = null) =>
  ({ fundingId: 'f', label: 'FEDER', kind: 'FEDER', shareBps, capCents }) as const;
const own = (shareBps: number) =>
  ({ fundingId: 'o', label: 'Collectivité', kind: 'OWN', shareBps, capCents: null }) as const;
const pays = (lots: readonly PaidLot[]) => {
  const { parts, restCents } = coFinance(lots);
  return { ...Object.fromEntries(parts.map(({ fundingId, paysCents }) => [fundingId, paysCents])), rest: restCents };
};

describe('co-financing', () => {
  it('612,747 euros at 65 %: exact to the cent', () => {
    expect(pays([{ lotId: '1', priceCents: 61_274_700n, shares: [state(6500), own(3500)] }])).toEqual({
      s: 39_828_555n,
      o: 21_446_145n,
      rest: 0n,
    });
  });

  it('holds the State to its cap over all lots, not lot by lot', () => {
    const lot = (lotId: string) => ({ lotId, priceCents: 100_000n, shares: [state(6500, 100_000n), own(3500)] });
    expect(pays([lot('1'), lot('2')])).toEqual({ s: 100_000n, o: 70_000n, rest: 30_000n });
  });

  it('never rounds the State up over its 65 %', () => {
    // 65 % of 1.01 euro is 65.65 cents: the largest remainder would give it 66.
    expect(pays([{ lotId: '1', priceCents: 101n, shares: [state(6500), own(3500)] }])).toEqual({
      s: 65n,
      o: 35n,
      rest: 1n,
    });
  });

  it('holds other caps too, and shares nothing of nothing', () => {
    expect(pays([{ lotId: '1', priceCents: 1000n, shares: [feder(4000, 150n), own(6000)] }])).toEqual({
      f: 150n,
      o: 600n,
      rest: 250n,
    });
    expect(coFinance([])).toEqual({ eligibleCents: 0n, parts: [], restCents: 0n });
  });

  it('whatever the lots, the parts and the rest make the expense, and the State is under both its limits', () => {
    const lots = fc.array(
      fc.record({ priceCents: fc.bigInt(0n, 10n ** 12n), stateBps: fc.integer({ min: 1, max: 6500 }) }),
    );
    fc.assert(
      fc.property(lots, fc.option(fc.bigInt(1n, 10n ** 12n)), (all, cap) => {
        const { eligibleCents, parts, restCents } = coFinance(
          all.map(({ priceCents, stateBps }, i) => ({
            lotId: String(i),
            priceCents,
            shares: [state(stateBps, cap), own(10_000 - stateBps)],
          })),
        );
        expect(parts.reduce((sum, { paysCents }) => sum + paysCents, restCents)).toBe(eligibleCents);
        const paid = parts.find(({ fundingId }) => fundingId === 's')?.paysCents ?? 0n;
        expect(paid * 10_000n <= eligibleCents * 6500n).toBe(true);
        if (cap !== null) expect(paid <= cap).toBe(true);
      }),
    );
  });
});
