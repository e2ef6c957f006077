import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareAmount, shareWithCaps, stateShare, sumBps, WHOLE_BPS } from './funding-shares.ts';

const line = (fundingId: string, shareBps: number) => ({ fundingId, shareBps });

/** Any way to cut 10,000 basis points in one to eight lines, empty ones included. */
const shares = fc.array(fc.nat(WHOLE_BPS), { maxLength: 7 }).map((cuts) => {
  const marks = [0, ...cuts.sort((a, b) => a - b), WHOLE_BPS];
  return marks.slice(1).map((mark, i) => line(`f${i}`, mark - (marks[i] ?? 0)));
});
const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
const total = (parts: readonly { amountCents: bigint }[]) => parts.reduce((sum, p) => sum + p.amountCents, 0n);

describe('sharing an amount', () => {
  test('61,274,700 cents at 65 % is exact, beyond four bytes', () => {
    expect(shareAmount(61_274_700n, [line('state', 6500), line('own', 3500)])).toEqual([
      { fundingId: 'state', amountCents: 39_828_555n },
      { fundingId: 'own', amountCents: 21_446_145n },
    ]);
    expect(stateShare(61_274_700n, null)).toBe(39_828_555n);
  });

  test('the cent left over goes to the largest remainder, then in the order given', () => {
    const cents = (parts: ReturnType<typeof shareAmount>) => parts.map(({ amountCents }) => amountCents);
    expect(cents(shareAmount(1n, [line('a', 6500), line('b', 3500)]))).toEqual([1n, 0n]);
    expect(cents(shareAmount(1n, [line('a', 3500), line('b', 6500)]))).toEqual([0n, 1n]);
    expect(cents(shareAmount(1n, [line('a', 5000), line('b', 5000)]))).toEqual([1n, 0n]);
    expect(cents(shareAmount(100n, [line('a', 3333), line('b', 3333), line('c', 3334)]))).toEqual([33n, 33n, 34n]);
    expect(cents(shareAmount(0n, [line('a', 10_000)]))).toEqual([0n]);
  });

  test('whatever the shares, the sum is the amount and nobody is a cent away from their exact part', () => {
    fc.assert(
      fc.property(amount, shares, (cents, lines) => {
        const parts = shareAmount(cents, lines);
        expect(sumBps(lines)).toBe(WHOLE_BPS);
        expect(total(parts)).toBe(cents);
        parts.forEach((part, i) => {
          const scaled = part.amountCents * 10_000n - cents * BigInt(lines[i]?.shareBps ?? 0);
          expect(scaled > -10_000n && scaled < 10_000n).toBe(true);
        });
      }),
    );
  });

  test.each([
    [100n, [line('a', 9_999)]],
    [100n, [line('a', 10_001)]],
    [100n, [line('a', 10_500), line('b', -500)]],
    [100n, [line('a', 5000.5), line('b', 4999.5)]],
    [100n, []],
    [-1n, [line('a', 10_000)]],
  ])('%s cents in wrong shares are refused', (cents, lines) => {
    expect(() => shareAmount(cents, lines)).toThrow();
  });
});

describe('the State', () => {
  test('never pays more than its rate, nor than its cap', () => {
    fc.assert(
      fc.property(amount, fc.option(amount), (eligible, cap) => {
        const paid = stateShare(eligible, cap);
        expect(paid * 10_000n <= eligible * 6_500n).toBe(true);
        if (cap !== null) expect(paid <= cap).toBe(true);
        if (cap === null || cap >= eligible) expect((paid + 1n) * 10_000n > eligible * 6_500n).toBe(true);
      }),
    );
  });

  test.each([
    [1_000_000n, null, 650_000n],
    [1_000_000n, 650_000n, 650_000n],
    [1_000_000n, 649_999n, 649_999n],
    [1n, null, 0n],
    [0n, 0n, 0n],
  ])('of %s cents under a cap of %s: %s', (eligible, cap, paid) => {
    expect(stateShare(eligible, cap)).toBe(paid);
  });
});

describe('caps', () => {
  const capped = (fundingId: string, shareBps: number, leftCents: bigint | null) => ({
    fundingId,
    shareBps,
    leftCents,
  });

  test('what is over a cap is paid by the line that takes the rest', () => {
    expect(
      shareWithCaps(
        1_000_000n,
        [capped('state', 6500, 500_000n), capped('feder', 1500, null), capped('own', 2000, null)],
        'own',
      ),
    ).toEqual([
      { fundingId: 'state', amountCents: 500_000n },
      { fundingId: 'feder', amountCents: 150_000n },
      { fundingId: 'own', amountCents: 350_000n },
    ]);
  });

  test('whatever the caps, the sum is the amount and no cap is passed but by the rest', () => {
    fc.assert(
      fc.property(
        amount,
        shares,
        fc.array(fc.option(amount), { minLength: 8, maxLength: 8 }),
        (cents, lines, lefts) => {
          const all = lines.map((share, i) => ({ ...share, leftCents: lefts[i] ?? null }));
          const parts = shareWithCaps(cents, all, 'f0');
          expect(total(parts)).toBe(cents);
          parts.slice(1).forEach(({ amountCents }, i) => {
            const left = all[i + 1]?.leftCents ?? null;
            if (left !== null) expect(amountCents <= left).toBe(true);
          });
        },
      ),
    );
  });

  test('somebody must take the rest', () => {
    expect(() => shareWithCaps(1n, [capped('state', 10_000, 0n)], 'own')).toThrow();
  });
});
