import { describe, expect, it } from 'vitest';
import { composePack, maskFigures, type PeriodFigures, packSchema, shareDone } from './pack.ts';

const figures = (persons: number, publics: Partial<PeriodFigures['publics']> = {}): PeriodFigures => ({
  partnerId: `p${persons}`,
  name: `Partenaire ${persons}`,
  targetPasses: 100,
  receivedBooklets: 10,
  receivedPasses: 100,
  handedBooklets: 5,
  handedPasses: 50,
  usedPasses: 20,
  persons,
  publics: { YOUNG: 0, RSA: 0, ELDERLY: 0, DISABLED: 0, JOB_SEEKER: 0, ...publics },
});

describe('the figures of a pack', () => {
  it('hide persons under six, and the public that would give a hidden one away', () => {
    expect(maskFigures(figures(4)).persons).toBeNull();
    const { publics } = maskFigures(figures(40, { RSA: 30, ELDERLY: 3, YOUNG: 8 }));
    expect(publics).toEqual({ YOUNG: null, RSA: 30, ELDERLY: null, DISABLED: 0, JOB_SEEKER: 0 });
  });

  it('never leave one partner alone hidden under a total', () => {
    const pack = composePack(figures(54), [figures(4), figures(20), figures(30)]);
    expect(pack.partners.map(({ persons }) => persons)).toEqual([null, null, 30]);
    expect(pack.total.persons).toBe(54);
  });

  it('are read back from what was kept', () => {
    const pack = composePack({ ...figures(9), partnerId: null, name: null }, [figures(9)]);
    expect(packSchema.parse(JSON.parse(JSON.stringify(pack)))).toEqual(pack);
  });

  it('say no share of no target', () => {
    expect(shareDone(5, 10)).toBe(0.5);
    expect([shareDone(5, 0), shareDone(5, null)]).toEqual([null, null]);
  });
});
