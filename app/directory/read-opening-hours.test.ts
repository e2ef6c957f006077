import fc from 'fast-check';
import OpeningHours from 'opening_hours';
import { describe, expect, it } from 'vitest';
import { addDays } from '#app/calendar/rules/paris-time.ts';
import { openAmong, readOpening, readState } from './read-opening-hours.ts';
import { sayState } from './rules/opening-hours.ts';
import { plainDays, plainlyOpen, plainState, readPlainHours } from './rules/plain-hours.ts';

const STANDARD = 'Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off';
/** What the page says of hours at a moment of UTC. */
const said = (hours: string, at: string) => {
  const state = readState(hours, new Date(at));
  return state === null ? null : sayState(state, at.slice(0, 10)).replace(/\u00a0/g, ' ');
};

describe('the present state, on the Paris clock', () => {
  it.each([
    // Winter: Paris is one hour ahead; summer: two. Read in UTC, each of these would be wrong.
    [STANDARD, '2026-11-23T08:30:00Z', 'Ouvert, ferme à 12 h'],
    [STANDARD, '2026-11-23T11:15:00Z', 'Fermé, ouvre à 14 h'],
    [STANDARD, '2026-07-06T07:15:00Z', 'Ouvert, ferme à 12 h'],
    [STANDARD, '2026-11-23T17:45:00Z', 'Fermé, ouvre demain à 9 h'],
    [STANDARD, '2026-11-28T11:30:00Z', 'Fermé, ouvre lundi à 9 h'],
    // Christmas is a Friday, closed; the Saturday after it is a day like others.
    [STANDARD, '2026-12-25T09:00:00Z', 'Fermé, ouvre demain à 8 h 30'],
    ['24/7', '2026-11-23T08:30:00Z', 'Ouvert'],
    ['Fr 22:00-02:00', '2026-11-27T22:30:00Z', 'Ouvert, ferme à 2 h'],
    ['Fr 20:00-24:00', '2026-11-27T19:30:00Z', 'Ouvert, ferme à minuit'],
    ['Mo-Fr 09:00-12:00 "sur rendez-vous"', '2026-11-23T08:30:00Z', 'À cette heure : sur rendez-vous'],
    ['Dec 10:00-12:00', '2026-07-06T07:30:00Z', 'Fermé, ouvre le mardi 1er décembre à 10 h'],
    // The library would look for ever for when these open.
    ['Mo-Su off; PH off', '2026-07-06T07:30:00Z', 'Fermé'],
  ])('%s at %s: %s', (hours, at, sentence) => {
    expect(said(hours, at)).toBe(sentence);
  });

  it.each([
    ['10h-12h et 13h-17h'],
    ['du lundi au vendredi 9h-12h'],
    ['sur rendez-vous'],
    ['We 08:00'],
    ['Fr 09:00-12:00-17:00'],
  ])('does not guess at %s', (hours) => {
    expect(readState(hours, new Date('2026-11-23T08:30:00Z'))).toBeNull();
    expect(readOpening(hours, new Date('2026-11-23T08:30:00Z'))).toEqual({ kind: 'words', text: hours, state: null });
  });

  it('says hours as published when their school holidays are not known yet', () => {
    const [hours, at] = ['Mo-Fr 09:00-12:00; SH off', new Date('2041-03-04T08:30:00Z')];
    expect(readState(hours, at)).toBeNull();
    expect(readOpening(hours, at)).toEqual({ kind: 'words', text: hours, state: null });
  });

  it('finds which hours are open now, leaving out the unreadable and the conditional', async () => {
    const hours = [STANDARD, 'Tu 09:00-12:00', '10h-12h', 'Mo 09:00-12:00 "sur rendez-vous"', '24/7'];
    expect(await openAmong(hours, new Date('2026-11-23T08:30:00Z'))).toEqual([STANDARD, '24/7']);
  });
});

describe('the week', () => {
  it('has seven days from Monday, today marked, a holiday closed and said', () => {
    const opening = readOpening(STANDARD, new Date('2026-12-23T10:00:00Z'));
    if (opening.kind !== 'week') throw new Error('unread');
    expect(opening.days.map(({ name }) => name[0]).join('')).toBe('lmmjvsd');
    expect(opening.days.filter(({ today }) => today).map(({ day }) => day)).toEqual(['2026-12-23']);
    expect(opening.days.filter(({ holiday }) => holiday).map(({ day }) => day)).toEqual(['2026-12-25']);
    expect(opening.days[0]?.spans).toEqual([
      { start: '09:00', end: '12:00', note: null },
      { start: '14:00', end: '18:30', note: null },
    ]);
    expect(opening.days[4]?.spans).toEqual([]);
  });

  it('parts an evening that ends after midnight between its two days', () => {
    const opening = readOpening('Fr 22:00-02:00', new Date('2026-11-23T08:30:00Z'));
    if (opening.kind !== 'week') throw new Error('unread');
    expect(opening.days[4]?.spans).toEqual([{ start: '22:00', end: '24:00', note: null }]);
    expect(opening.days[5]?.spans).toEqual([{ start: '00:00', end: '02:00', note: null }]);
  });
});

describe('plain hours', () => {
  const days = fc.constantFrom('Mo', 'Tu-Fr', 'Mo-Fr', 'We', 'Mo,We', 'Sa', 'Sa-Su', 'Fr-Mo', 'Mo-Su');
  const times = fc.constantFrom(
    '09:00-12:00',
    '08:30-12:15,14:00-18:00',
    '10:00-24:00',
    '00:00-07:00',
    '14:00-17:30',
    'off',
  );
  const rules = fc.array(fc.tuple(days, times), { minLength: 1, maxLength: 4 });
  const texts = fc
    .tuple(rules, fc.boolean())
    .map(([all, off]) => `${all.map(([on, at]) => `${on} ${at}`).join('; ')}${off ? '; PH off' : ''}`);
  const moments = fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 1439 }));

  it('are what the whole language says of them, at any moment', () => {
    const place = { lat: 45.76, lon: 4.84, address: { country_code: 'fr', state: 'Auvergne-Rhône-Alpes' } };
    fc.assert(
      fc.property(texts, moments, (text, [ahead, minute]) => {
        const hours = readPlainHours(text);
        if (hours === null) throw new Error('not plain');
        const day = addDays('2026-01-01', ahead);
        const wall = (d: string, m: number) =>
          new Date(Number(d.slice(0, 4)), Number(d.slice(5, 7)) - 1, Number(d.slice(8)), 0, m);
        const whole = new OpeningHours(text, place);
        const at = wall(day, minute);
        const [today] = plainDays(day);
        if (today === undefined) throw new Error('no day');
        expect(plainlyOpen(hours, today, minute)).toBe(whole.getState(at));
        const state = plainState(hours, plainDays(day), minute);
        const change = whole.getNextChange(at, wall(addDays(day, 30), 0));
        if (state === undefined) {
          expect(change === undefined || change >= wall(addDays(day, 14), 0)).toBe(true);
          return;
        }
        const when = state.kind === 'open' ? state.until : state.kind === 'closed' ? state.opens : null;
        expect([
          state.kind,
          when === null ? null : wall(when.day, Number(when.time.slice(0, 2)) * 60 + Number(when.time.slice(3))),
        ]).toEqual([whole.getState(at) ? 'open' : 'closed', change ?? null]);
      }),
      { numRuns: 80 },
    );
  });

  it.each([
    '24/7',
    'Fr 22:00-02:00',
    'Mo-Fr 09:00-12:00 "sur rendez-vous"',
    'PH off; Mo 09:00-12:00',
    'Mo 09:00+',
    'We 08:00',
    'Dec Mo 10:00-12:00',
    '10h-12h',
    '',
  ])('leave %j to who reads the whole language', (text) => expect(readPlainHours(text)).toBeNull());
});
