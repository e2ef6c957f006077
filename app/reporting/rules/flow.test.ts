import { describe, expect, test } from 'vitest';
import { checkLedger, flowOf, maturedRate, nominalRate, type PassCount } from './flow.ts';

const at = (state: PassCount['state'], count: number, entrusted = true, handedOver = true): PassCount => ({
  state,
  entrusted,
  handedOver,
  count,
});

describe('the flow of passes', () => {
  const flow = flowOf([
    at('STOCK', 100, false, false),
    at('EXPIRED', 7, false, false),
    at('ALLOCATED', 50, true, false),
    at('EXPIRED', 5, true, false),
    at('HELD', 20),
    at('RESERVED', 10),
    at('REDEEMED', 30),
    at('CLAIMED', 4),
    at('SETTLED', 2),
    at('EXPIRED', 3),
    at('BLOCKED', 1),
  ]);

  test('counts each pass where it is, and where it has been', () => {
    expect(flow).toEqual({
      bought: 232,
      inStock: 100,
      entrusted: 125,
      atPartners: 50,
      handedOver: 70,
      held: 20,
      reserved: 10,
      redeemed: 36,
      lostInStock: 7,
      lostAtPartners: 5,
      lostInHands: 4,
      expired: 15,
      blocked: 1,
    });
  });

  test('what goes in at each step comes out of it', () => {
    expect(flow.inStock + flow.lostInStock + flow.entrusted).toBe(flow.bought);
    expect(flow.atPartners + flow.lostAtPartners + flow.handedOver).toBe(flow.entrusted);
    expect(flow.held + flow.reserved + flow.redeemed + flow.lostInHands).toBe(flow.handedOver);
  });

  test('two rates from the same passes, and none from nothing', () => {
    expect(nominalRate(flow)).toBeCloseTo(36 / 70);
    expect(maturedRate(flow)).toBeCloseTo(36 / 40);
    expect(nominalRate(flowOf([]))).toBeNull();
    expect(maturedRate(flowOf([at('HELD', 5)]))).toBeNull();
    expect(maturedRate(flowOf([at('HELD', 5), at('REDEEMED', 5)]))).toBeNull();
    expect(maturedRate(flowOf([at('SETTLED', 5)]))).toBe(1);
  });
});

describe('the ledger check', () => {
  const lines = [
    { kind: 'STOCK' as const, passes: 6, ledger: 6 },
    { kind: 'HELD' as const, passes: 4, ledger: 4 },
  ];

  test('agrees when bought, counted, issued and every state say the same', () => {
    expect(checkLedger({ bought: 10, issued: 10, lines })).toMatchObject({ agrees: true, counted: 10, differing: [] });
  });

  test.each([
    [{ bought: 11, issued: 10, lines }],
    [{ bought: 10, issued: 9, lines }],
    [{ bought: 10, issued: 10, lines: [{ kind: 'STOCK' as const, passes: 10, ledger: 9 }] }],
    // The totals agree and the states do not.
    [
      {
        bought: 10,
        issued: 10,
        lines: [
          { kind: 'STOCK' as const, passes: 6, ledger: 5 },
          { kind: 'HELD' as const, passes: 4, ledger: 5 },
        ],
      },
    ],
  ])('differs otherwise', (totals) => {
    expect(checkLedger(totals).agrees).toBe(false);
  });
});
