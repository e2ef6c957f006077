import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankVenues, type VenueFacts } from './rank-venues.ts';
import { CARES, NEEDS, readWish, TONGUES, type Wish, wishParams } from './wish.ts';

const now = new Date('2026-11-25T09:00:00Z');
const nobody: Wish = { need: null, near: '', tongue: 'FRENCH', cares: [], withChildren: false, hasPass: false };
const wish = (over: Partial<Wish>): Wish => ({ ...nobody, ...over });
const venue = (id: string, over: Partial<VenueFacts> = {}): VenueFacts => ({
  id,
  services: ['Aide aux démarches administratives', 'Maîtrise des outils numériques du quotidien'],
  publics: [],
  specialCare: [],
  fees: [],
  supportModes: [],
  accessModes: ['Se présenter'],
  wheelchair: null,
  labelled: false,
  acceptsPass: false,
  distanceM: 1_000,
  opening: { kind: 'closed', opens: null },
  next: null,
  ...over,
});
const session = (inDays: number) => ({
  id: 's',
  title: 'Premiers pas',
  startsAt: new Date(now.getTime() + inDays * 86_400_000),
  seatsLeft: 3,
  pricePasses: 1,
  languages: ['fr', 'en'],
});
const order = (venues: VenueFacts[], of: Partial<Wish>) =>
  rankVenues(venues, wish(of), now).map((ranked) => ranked.venue.id);
const only = (one: VenueFacts, of: Partial<Wish>) => rankVenues([one], wish(of), now)[0];

describe('where to send somebody', () => {
  it('leaves out the venues that do not answer the need, or receive nobody', () => {
    const equips = venue('a', { services: ['Acquisition de matériel informatique à prix solidaire'] });
    const closed = venue('b', { accessModes: ["Ce lieu n'accueille pas de public"] });
    expect(order([equips, closed, venue('c')], { need: 'EQUIP' })).toEqual(['a']);
    expect(order([equips, closed, venue('c')], { need: 'HELP' })).toEqual(['c']);
  });

  it('prefers the near to the far, and the session with seats to the mere promise', () => {
    expect(order([venue('far', { distanceM: 6_000 }), venue('near')], { need: 'HELP' })).toEqual(['near', 'far']);
    const teaches = venue('teaches', { services: [], next: session(3), distanceM: 1_500 });
    expect(order([teaches, venue('later', { next: session(40) })], { need: 'LEARN' })).toEqual(['later', 'teaches']);
    expect(order([teaches], { need: 'HELP' })).toEqual([]);
  });

  it('sends nobody in a wheelchair where it cannot enter, and says where nobody knows', () => {
    const steps = venue('steps', { wheelchair: false, distanceM: 10 });
    const flat = venue('flat', { wheelchair: true, distanceM: 3_000 });
    expect(order([steps, venue('unknown'), flat], { need: 'HELP', cares: ['WHEELCHAIR'] })).toEqual([
      'flat',
      'unknown',
    ]);
    expect(only(venue('unknown'), { cares: ['WHEELCHAIR'] })?.cautions).toContainEqual({
      kind: 'care',
      care: 'WHEELCHAIR',
    });
  });

  it('counts the pass for those who have one, the price for those who have none', () => {
    const takes = venue('takes', { labelled: true, distanceM: 4_000, fees: ['Payant'] });
    const free = venue('free', { fees: ['Gratuit'] });
    expect(order([free, takes], { need: 'LEARN', hasPass: true })).toEqual(['takes', 'free']);
    expect(order([free, takes], { need: 'LEARN' })).toEqual(['free', 'takes']);
    expect(only(free, { need: 'LEARN', hasPass: true })?.cautions).toContainEqual({ kind: 'noPass' });
    expect(only(free, { need: 'HELP', hasPass: true })?.cautions).toEqual([]);
  });

  it('knows the languages of the venue, and English from the next session', () => {
    const speaks = venue('speaks', { specialCare: ['Langues étrangères (autres)'] });
    expect(only(speaks, { tongue: 'OTHER' })?.reasons).toContainEqual({ kind: 'tongue', tongue: 'OTHER' });
    expect(only(venue('s', { next: session(2) }), { tongue: 'ENGLISH' })?.cautions).toEqual([]);
    expect(only(venue('s', { next: session(2) }), { tongue: 'OTHER' })?.cautions).toEqual([{ kind: 'tongue' }]);
  });

  it('gives every proposal a reason, once, and the same order whatever order they come in', () => {
    const facts = fc.record({
      services: fc.subarray(['Aide aux démarches administratives', 'Accès internet et matériel informatique']),
      fees: fc.subarray(['Gratuit', 'Payant']),
      wheelchair: fc.constantFrom(true, false, null),
      distanceM: fc.option(fc.integer({ min: 0, max: 40_000 }), { nil: null }),
      labelled: fc.boolean(),
    });
    const wishes = fc.record({
      need: fc.constantFrom(...NEEDS),
      tongue: fc.constantFrom(...TONGUES),
      cares: fc.subarray([...CARES]),
      hasPass: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 8 }), wishes, (rows, of) => {
        const venues = rows.map((row, i) => venue(`v${i}`, row));
        const ranked = rankVenues(venues, wish(of), now);
        expect(order([...venues].reverse(), of)).toEqual(ranked.map((one) => one.venue.id));
        for (const { reasons } of ranked) {
          expect(reasons.length).toBeGreaterThan(0);
          expect(new Set(reasons.map((reason) => JSON.stringify(reason))).size).toBe(reasons.length);
        }
      }),
    );
  });
});

describe('the address of a wish', () => {
  it('says all of it, and is read back the same', () => {
    const wishes = fc.record<Wish>({
      need: fc.constantFrom(null, ...NEEDS),
      near: fc.constantFrom('', 'Bron', '69100', 'Saint-Priest & Cie'),
      tongue: fc.constantFrom(...TONGUES),
      cares: fc.subarray([...CARES]),
      withChildren: fc.boolean(),
      hasPass: fc.boolean(),
    });
    fc.assert(
      fc.property(wishes, (one) => {
        expect(readWish(wishParams(one))).toEqual(one);
      }),
    );
  });

  it('forgives anything', () => {
    const bad = new URLSearchParams('besoin=toString&langue=__proto__&accueil=x&enfants=2&pass=oui');
    bad.set('ou', `a\u0000b\n${'é'.repeat(300)}`);
    expect(readWish(bad)).toEqual(wish({ near: `a b ${'é'.repeat(96)}` }));
  });
});
