import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freeBooklets,
  isIdle,
  type PartnerStock,
  passesLikelyUnused,
  proposeTransfers,
  weeksOfStock,
} from './forecast.ts';

const today = '2026-11-25';
const lot = (booklets: number, validUntil = '2027-12-31', size = 10) => ({ booklets, validUntil, size });
const stock = (partnerId: string, wish: Partial<PartnerStock> = {}): PartnerStock => ({
  partnerId,
  name: partnerId,
  lots: [lot(10)],
  incoming: 0,
  handedOver: 8,
  idleDays: 3,
  mayReceive: true,
  ...wish,
});

describe('the forecast', () => {
  it('counts weeks at the pace of the last eight, and says nothing of a pace of zero', () => {
    expect(weeksOfStock(stock('a'))).toBe(10);
    expect(weeksOfStock(stock('a', { handedOver: 16 }))).toBe(5);
    expect(weeksOfStock(stock('a', { handedOver: 0 }))).toBeNull();
  });

  it('counts the passes that will expire in the drawer, first expiry handed over first', () => {
    // One booklet a week: four weeks until the first lot's last day give four of its six booklets.
    const lots = [lot(20, '2027-12-31'), lot(6, '2026-12-22')];
    expect(passesLikelyUnused({ lots, handedOver: 8 }, today)).toBe(20);
    expect(passesLikelyUnused({ lots, handedOver: 0 }, today)).toBe(260);
    expect(passesLikelyUnused({ lots: [lot(3, '2026-11-24')], handedOver: 800 }, today)).toBe(30);
    expect(passesLikelyUnused({ lots: [lot(1, today)], handedOver: 56 }, today)).toBe(0);
  });

  it('sees a stock that sleeps, not an empty one', () => {
    expect(isIdle(stock('a', { idleDays: 45 }), 45)).toBe(true);
    expect(isIdle(stock('a', { idleDays: 44 }), 45)).toBe(false);
    expect(isIdle(stock('a', { idleDays: 400, lots: [] }), 45)).toBe(false);
  });
});

describe('proposed transfers', () => {
  const sleeping = stock('sleeping', { handedOver: 0, idleDays: 90, lots: [lot(12)] });
  const short = stock('short', { handedOver: 16, lots: [lot(2)] });
  const shorter = stock('shorter', { handedOver: 8, lots: [] });
  const propose = (stocks: PartnerStock[]) => proposeTransfers(stocks, { idleDays: 45, today });

  it('go to who runs out first, up to eight weeks of pace, from who sleeps', () => {
    expect(propose([short, sleeping, shorter])).toEqual([
      { fromPartnerId: 'sleeping', partnerId: 'shorter', booklets: 8 },
      { fromPartnerId: 'sleeping', partnerId: 'short', booklets: 4 },
    ]);
  });

  it('count what is on its way, leave aside closed partners and lots that end soon', () => {
    expect(propose([sleeping, { ...shorter, incoming: 8 }])).toEqual([]);
    expect(propose([sleeping, { ...shorter, mayReceive: false }])).toEqual([]);
    expect(propose([{ ...sleeping, lots: [lot(12, '2026-12-31')] }, shorter])).toEqual([]);
    expect(propose([short, shorter])).toEqual([]);
  });

  it('never give more than there is, nor to the giver', () => {
    const anyStock = fc.record({
      partnerId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      name: fc.constant('x'),
      lots: fc.array(
        fc.record({
          booklets: fc.nat(30),
          validUntil: fc.constantFrom('2026-12-01', '2027-12-31'),
          size: fc.constant(10),
        }),
        {
          maxLength: 3,
        },
      ),
      incoming: fc.nat(10),
      handedOver: fc.nat(60),
      idleDays: fc.oneof(fc.constant(null), fc.nat(100)),
      mayReceive: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyStock, { selector: (one) => one.partnerId }), (stocks) => {
        const given = new Map<string, number>();
        for (const { fromPartnerId, partnerId, booklets } of propose(stocks)) {
          expect(fromPartnerId).not.toBe(partnerId);
          expect(booklets).toBeGreaterThan(0);
          given.set(fromPartnerId, (given.get(fromPartnerId) ?? 0) + booklets);
        }
        for (const one of stocks) expect(given.get(one.partnerId) ?? 0).toBeLessThanOrEqual(freeBooklets(one));
      }),
    );
  });
});
