import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costByFunding, overCap } from './cost-by-funding.ts';

const line = (id: string, capCents: bigint | null = null) => ({
  ...{ id, label: id, kind: 'OTHER' as const, capCents, receivedCents: 0n },
});
const shares = (state: number) => [
  { fundingId: 'own', shareBps: 10_000 - state },
  { fundingId: 'state', shareBps: state },
];

test('every column adds up to the cent, whatever the sums', () => {
  const sum = fc.record({ cents: fc.bigInt(0n, 10n ** 12n), bps: fc.integer({ min: 1, max: 9_999 }) });
  fc.assert(
    fc.property(fc.array(sum), fc.array(sum), (lots, venues) => {
      const { lines, unfundedCents } = costByFunding(
        [line('own'), line('state', 5n)],
        lots.map(({ cents, bps }, i) => ({ cents, shares: shares(bps), paid: i % 2 === 0 })),
        venues.map(({ cents, bps }, i) => ({ cents, shares: i % 3 === 0 ? [] : shares(bps) })),
      );
      const total = (of: readonly { cents: bigint }[]) => of.reduce((all, { cents }) => all + cents, 0n);
      const column = (of: 'orderedCents' | 'paidCents' | 'venuesCents') =>
        lines.reduce((all, row) => all + row[of], 0n);
      expect(column('orderedCents')).toBe(total(lots));
      expect(column('paidCents')).toBe(total(lots.filter((_, i) => i % 2 === 0)));
      expect(column('venuesCents') + unfundedCents).toBe(total(venues));
    }),
    { numRuns: 50 },
  );
});

test('a cap holds to the cent, and what is ordered already counts', () => {
  const caps = new Map([
    ['own', null],
    ['state', 65_001n],
  ]);
  const lot = { cents: 100_001n, shares: shares(6500) };
  // 65 % of 1,000.01 is 650.0065 and 35 % is 350.0035: the cent left goes to the larger fraction, the State's.
  expect(overCap(lot, caps, new Map())).toBeNull();
  expect(overCap(lot, caps, new Map([['state', 1n]]))).toEqual({ fundingId: 'state', leftCents: 65_000n });
  expect(overCap(lot, caps, new Map([['state', 70_000n]]))).toEqual({ fundingId: 'state', leftCents: 0n });
});
