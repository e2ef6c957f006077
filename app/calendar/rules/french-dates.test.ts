import { describe, expect, it } from 'vitest';
import {
  capital,
  sayAgo,
  sayDate,
  sayDay,
  sayDays,
  sayDuration,
  sayMoment,
  sayMomentSpan,
  sayMonth,
  sayRelativeDay,
  saySpan,
  sayTime,
} from './french-dates.ts';

const TODAY = '2026-11-20';
const at = (iso: string) => new Date(iso);
/** The tests read better without the spaces that do not break. */
const plain = (words: string) => words.replaceAll('\u00a0', ' ');

describe('a day', () => {
  it('is said in full, with its year when it is not this one', () => {
    expect(sayDay(at('2026-11-24T13:00:00Z'), TODAY)).toBe('mardi 24 novembre');
    expect(sayDay('2026-12-01', TODAY)).toBe('mardi 1er décembre');
    expect(sayDay('2027-01-05', TODAY)).toBe('mardi 5 janvier 2027');
    expect(sayDay('2026-11-24')).toBe('mardi 24 novembre 2026');
    expect(sayDate('2027-06-30', TODAY)).toBe('30 juin 2027');
  });

  it('belongs to Paris on both sides of the comparison', () => {
    expect(sayDay(at('2026-12-31T23:30:00Z'), TODAY)).toBe('vendredi 1er janvier 2027');
    expect(sayDay(at('2026-12-31T23:30:00Z'), at('2027-01-02T10:00:00Z'))).toBe('vendredi 1er janvier');
  });
});

describe('a moment', () => {
  it('says the hour as French people do', () => {
    expect(plain(sayMoment(at('2026-11-24T13:00:00Z'), TODAY))).toBe('mardi 24 novembre à 14 h');
    expect(plain(sayMoment(at('2026-11-25T08:30:00Z'), TODAY))).toBe('mercredi 25 novembre à 9 h 30');
    expect(plain(sayTime('08:05'))).toBe('8 h 05');
    expect(plain(saySpan('14:00', '16:00'))).toBe('de 14 h à 16 h');
    expect(plain(sayMomentSpan(at('2026-07-07T08:00:00Z'), at('2026-07-07T10:00:00Z'), TODAY))).toBe(
      'mardi 7 juillet de 10 h à 12 h',
    );
  });

  it('keeps the hour and its unit on one line', () => {
    expect(sayTime('14:00')).toBe('14\u00a0h');
    expect(sayTime('09:30')).toBe('9\u00a0h\u00a030');
  });
});

describe('spans and distances', () => {
  it('says a week', () => {
    expect(sayDays('2026-11-23', '2026-11-29', TODAY)).toBe('du 23 au 29 novembre');
    expect(sayDays('2026-11-30', '2026-12-06', TODAY)).toBe('du 30 novembre au 6 décembre');
    expect(sayDays('2026-12-28', '2027-01-03', TODAY)).toBe('du 28 décembre 2026 au 3 janvier 2027');
    expect(sayMonth('2026-08')).toBe('août 2026');
  });

  it('says a duration', () => {
    expect([45, 60, 90, 120, 65].map(sayDuration)).toEqual([
      '45 minutes',
      '1 heure',
      '1 heure 30',
      '2 heures',
      '1 heure 05',
    ]);
  });

  it('says how far a day is', () => {
    const said = (day: string) => sayRelativeDay(day, TODAY);
    expect(said('2026-11-20')).toBe('aujourd’hui');
    expect(said('2026-11-21')).toBe('demain');
    expect(said('2026-11-23')).toBe('dans 3 jours');
    expect(said('2026-11-19')).toBe('hier');
    expect(said('2026-12-20')).toBe('dans 4 semaines');
    expect(said('2026-05-20')).toBe('il y a 6 mois');
    expect(said('2028-11-20')).toBe('dans 2 ans');
  });

  it('says how long ago something happened', () => {
    const now = at('2026-11-20T15:00:00Z');
    expect(sayAgo(at('2026-11-20T14:59:40Z'), now)).toBe('à l’instant');
    expect(sayAgo(at('2026-11-20T14:58:00Z'), now)).toBe('il y a 2 minutes');
    expect(sayAgo(at('2026-11-20T13:00:00Z'), now)).toBe('il y a 2 heures');
    expect(sayAgo(at('2026-11-19T22:30:00Z'), now)).toBe('hier');
    expect(sayAgo(at('2026-11-17T09:00:00Z'), now)).toBe('il y a 3 jours');
  });

  it('opens a line with a capital', () => {
    expect(capital('mardi 24 novembre')).toBe('Mardi 24 novembre');
    expect(capital('à 14 h')).toBe('À 14 h');
  });
});
