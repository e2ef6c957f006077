import { describe, expect, it } from 'vitest';
import { addressKey, communeMiddle, decidePlace, type Proposal } from './geocoding.ts';

const door: Proposal = {
  label: '12 Rue des Tilleuls 69100 Villeurbanne',
  lat: 45.7667,
  lon: 4.8795,
  score: 0.95,
  kind: 'housenumber',
  inseeCode: '69266',
};

describe('choosing the place of an address', () => {
  const asked = { inseeCode: '69266' };

  it('takes a door of the commune', () => {
    expect(decidePlace(asked, [door])).toMatchObject({ kind: 'EXACT', place: { precision: 'DOOR', lat: 45.7667 } });
  });
  it('says when only the street was found', () => {
    expect(decidePlace(asked, [{ ...door, kind: 'street' }])).toMatchObject({ place: { precision: 'STREET' } });
  });
  it('does not choose between two places far apart', () => {
    expect(decidePlace(asked, [door, { ...door, lat: 45.78, score: 0.94 }])).toEqual({ kind: 'AMBIGUOUS' });
  });
  it('takes one of two doors side by side', () => {
    expect(decidePlace(asked, [door, { ...door, lat: 45.7668, score: 0.95 }])).toMatchObject({ kind: 'EXACT' });
  });
  it('doubts a poor score', () => {
    expect(decidePlace(asked, [{ ...door, score: 0.5 }])).toEqual({ kind: 'AMBIGUOUS' });
  });
  it.each([
    ['nothing', []],
    ['the commune only', [{ ...door, kind: 'municipality' as const }]],
    ['another commune', [{ ...door, inseeCode: '69123' }]],
    ['a few words in common', [{ ...door, score: 0.2 }]],
  ])('finds no place in %s', (_, proposals) => {
    expect(decidePlace(asked, proposals)).toEqual({ kind: 'NONE' });
  });
  it('takes an arrondissement for a part of Lyon, not for another one', () => {
    const lyon3 = { ...door, inseeCode: '69383' };
    expect(decidePlace({ inseeCode: '69123' }, [lyon3])).toMatchObject({ kind: 'EXACT' });
    expect(decidePlace({ inseeCode: '69388' }, [lyon3])).toEqual({ kind: 'NONE' });
  });
});

describe('an address', () => {
  const address = { street: '12, RUE des Tilleuls', postcode: '69100', commune: 'Villeurbanne', inseeCode: '69266' };
  it('has one key, however it is written', () => {
    expect(addressKey(address)).toBe(
      addressKey({ ...address, street: '12 rue des tilleuls ', commune: 'VILLEURBANNE' }),
    );
    expect(addressKey(address)).not.toBe(addressKey({ ...address, street: '13 rue des Tilleuls' }));
  });
  it('has the middle of its commune at least, said to be that', () => {
    expect(communeMiddle(address)).toMatchObject({ precision: 'COMMUNE' });
    expect(communeMiddle({ inseeCode: '75056', commune: 'Paris' })).toBeNull();
  });
});
