import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deductRefunds } from '#app/payment/rules/transfer.ts';
import { centsOf, euros } from '#app/payment/rules/typed-euros.ts';
import { type Share, shareAmount, shareWithCaps, stateShare } from '#app/purchasing/rules/funding-shares.ts';
import { sayEuros } from './money.ts';

const cents = fc.bigInt(0n, 10n ** 15n);
/** Shares that make 10,000 basis points: cuts of the whole, empty parts included. */
const shares = fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 6 }).map((cuts): Share[] => {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), 10_000];
  return edges.slice(1).map((edge, i) => ({ fundingId: String(i), shareBps: edge - (edges[i] ?? 0) }));
});

describe('money, in bigint cents', () => {
  it('61,274,700 cents at 65 % make 39,828,555, and no cent is lost between two, three or seven payers', () => {
    // The product is over four billion: it would not fit the 32 bits of an integer.
    expect(61_274_700n * 6_500n > 2n ** 31n).toBe(true);
    const parts = (...bps: number[]) =>
      shareAmount(
        61_274_700n,
        bps.map((shareBps, i) => ({ fundingId: String(i), shareBps })),
      ).map(({ amountCents }) => amountCents);
    expect(parts(6500, 3500)).toEqual([39_828_555n, 21_446_145n]);
    expect(parts(6500, 1750, 1750)).toEqual([39_828_555n, 10_723_073n, 10_723_072n]);
    expect(parts(6500, 500, 500, 500, 500, 500, 1000).reduce((a, b) => a + b)).toBe(61_274_700n);
    expect(stateShare(61_274_700n, null)).toBe(39_828_555n);
    // One cent more: 0.65 of a cent is over, and the State does not pay it.
    expect(stateShare(61_274_701n, null)).toBe(39_828_555n);
    expect(parts(6500, 3500).map((part) => part * 10_000n)).toEqual([61_274_700n * 6_500n, 61_274_700n * 3_500n]);
  });

  it('largest remainder: the sum is the amount, nobody is a cent from their share, and who has the cent had the most left', () => {
    fc.assert(
      fc.property(cents, shares, (amount, all) => {
        const shared = shareAmount(amount, all);
        expect(shared.reduce((sum, { amountCents }) => sum + amountCents, 0n)).toBe(amount);
        const parts = shared.map(({ amountCents }, i) => {
          const exact = amount * BigInt(all[i]?.shareBps ?? 0);
          return { left: exact % 10_000n, more: amountCents - exact / 10_000n };
        });
        expect(parts.every(({ more }) => more === 0n || more === 1n)).toBe(true);
        const [given, kept] = [parts.filter(({ more }) => more === 1n), parts.filter(({ more }) => more === 0n)];
        expect(given.every(({ left }) => kept.every((other) => left >= other.left))).toBe(true);
      }),
    );
  });

  it('caps: nobody pays over what they may still pay, and the sum is still the amount', () => {
    fc.assert(
      fc.property(cents, shares, fc.array(fc.option(cents), { minLength: 7, maxLength: 7 }), (amount, all, caps) => {
        const capped = all.map((share, i) => ({ ...share, leftCents: i === 0 ? null : (caps[i] ?? null) }));
        const shared = shareWithCaps(amount, capped, '0');
        expect(shared.reduce((sum, { amountCents }) => sum + amountCents, 0n)).toBe(amount);
        for (const [i, { amountCents }] of shared.entries()) {
          const left = capped[i]?.leftCents ?? null;
          expect(left === null || amountCents <= left).toBe(true);
        }
      }),
    );
  });

  it('the State never pays over 65 % nor over its cap, and never a cent less than it owes', () => {
    fc.assert(
      fc.property(cents, fc.option(cents), (eligible, cap) => {
        const share = stateShare(eligible, cap);
        expect(share * 10_000n <= eligible * 6_500n).toBe(true);
        if (cap !== null) expect(share <= cap).toBe(true);
        if (cap === null || share < cap) expect((share + 1n) * 10_000n > eligible * 6_500n).toBe(true);
      }),
    );
  });

  it('refunds: what is deducted is never more than is owed nor than is due, organisation by organisation', () => {
    const dues = fc.array(fc.record({ orgId: fc.constantFrom('a', 'b', 'c'), cents: fc.bigInt(1n, 10n ** 9n) }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(dues, fc.bigInt(0n, 10n ** 9n), (all, owed) => {
        const parts = deductRefunds(all, new Map([['a', owed]]));
        for (const { due, amount, deducted } of parts) {
          expect(amount + deducted).toBe(due.cents);
          expect(amount >= 0n && deducted >= 0n).toBe(true);
          if (due.orgId !== 'a') expect(deducted).toBe(0n);
        }
        const deducted = parts.reduce((sum, part) => sum + part.deducted, 0n);
        const dueToA = all.filter(({ orgId }) => orgId === 'a').reduce((sum, due) => sum + due.cents, 0n);
        expect([owed, dueToA]).toContain(deducted);
        expect(deducted <= owed && deducted <= dueToA).toBe(true);
      }),
    );
  });

  it('what is said in euros is read back as the same cents', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 11n), (amount) => {
        expect(centsOf(euros.parse(sayEuros(amount)))).toBe(amount);
      }),
    );
  });
});
