import { describe, expect, test } from 'vitest';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { openAmong } from './read-opening-hours.ts';
import { sayState } from './rules/opening-hours.ts';
import { openingOf, stateOf } from './venue-opening.ts';

const STANDARD = 'Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off';

describe('closures and public holidays', () => {
  const HOLIDAYS = { from: '2026-12-24', to: '2027-01-03', reason: 'congés' };
  const said = (told: Parameters<typeof stateOf>[0], at: string) => {
    const state = stateOf(told, new Date(at));
    return state === null ? null : sayState(state, parisDay(new Date(at))).replaceAll('\u00a0', ' ');
  };

  test.each([
    ['before', '2026-12-23T10:00:00Z', 'Ouvert, ferme à 12 h'],
    [
      'the eve, after hours: it opens when it is over',
      '2026-12-23T18:00:00Z',
      'Fermé, ouvre le lundi 4 janvier 2027 à 9 h',
    ],
    ['the first day', '2026-12-24T10:00:00Z', 'Fermé exceptionnellement jusqu’au dimanche 3 janvier 2027 inclus'],
    ['the last day', '2027-01-03T10:00:00Z', 'Fermé exceptionnellement aujourd’hui'],
    ['the first minute after, in Paris', '2027-01-03T23:30:00Z', 'Fermé, ouvre à 9 h'],
  ])('%s', (_, at, sentence) => {
    expect(said({ openingHours: STANDARD, closures: [HOLIDAYS] }, at)).toBe(sentence);
  });

  test('two closures in a row are one to whoever comes', () => {
    const next = { from: '2027-01-04', to: '2027-01-05', reason: null };
    expect(said({ openingHours: STANDARD, closures: [next, HOLIDAYS] }, '2026-12-28T10:00:00Z')).toContain(
      'mardi 5 janvier 2027',
    );
  });

  test('said of a venue whose hours no program reads, or that gave none', () => {
    const told = { openingHours: null, hoursText: 'Le jeudi', closures: [HOLIDAYS] };
    expect(said(told, '2026-12-28T10:00:00Z')).toContain('Fermé exceptionnellement');
    expect(openingOf(told, new Date('2026-12-28T10:00:00Z'))).toMatchObject({
      kind: 'words',
      state: { kind: 'closure' },
    });
    expect(said(told, '2026-12-01T10:00:00Z')).toBeNull();
  });

  test('closed days are empty in the week', () => {
    const opening = openingOf({ openingHours: STANDARD, closures: [HOLIDAYS] }, new Date('2026-12-23T10:00:00Z'));
    expect(opening?.kind === 'week' && opening.days.map(({ spans }) => spans.length)).toEqual([2, 2, 2, 0, 0, 0, 0]);
  });

  test.each([
    [
      'a holiday of which the hours say nothing',
      'Mo-Fr 09:00-18:00',
      '2026-12-25T10:00:00Z',
      'Jour férié : à vérifier avant de venir',
    ],
    ['one on a day when it never opens', 'Mo-Th 09:00-18:00', '2026-12-25T10:00:00Z', 'Fermé, ouvre lundi à 9 h'],
    ['one that the hours close', 'Mo-Fr 09:00-18:00; PH off', '2026-12-25T10:00:00Z', 'Fermé, ouvre lundi à 9 h'],
    ['a next opening is not promised on one', 'Mo-Fr 09:00-18:00', '2026-12-24T20:00:00Z', 'Fermé, ouvre lundi à 9 h'],
    ['one that is open day and night', '24/7', '2026-12-25T10:00:00Z', 'Ouvert'],
    ['Easter Monday moves', 'Mo-Fr 09:00-18:00', '2027-03-29T10:00:00Z', 'Jour férié : à vérifier avant de venir'],
  ])('%s', (_, openingHours, at, sentence) => {
    expect(said({ openingHours }, at)).toBe(sentence);
  });

  test('the filter « ouvert maintenant » does not count on it', async () => {
    expect(await openAmong(['Mo-Fr 09:00-18:00', '24/7'], new Date('2026-12-25T10:00:00Z'))).toEqual(['24/7']);
  });
});
