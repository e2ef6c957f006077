import { expect, it } from 'vitest';
import { NO_BOOKLET, readDraft } from './form.ts';
import type { KnownPerson, ReferScreen } from './screen.ts';
import { settled, usualBooklet } from './settled.ts';

const SESSION = '01890a5d-ac96-774b-bcce-b302099a8002';
const next = { id: 'next', serial: '069-00001', size: 10, faceCents: 1000, validUntil: '2027-06-30' };
const wallet = { holderId: 'h', passesReserved: 0, firstExpiry: null, lastExpiry: null, nextSession: null };
const person = (passesLeft: number): KnownPerson => ({
  id: 'h',
  givenName: 'Fatima',
  familyName: 'Benali',
  birthYear: 1958,
  commune: 'Bron',
  wallet: { ...wallet, passesLeft },
});
const screen = (over: Partial<ReferScreen> = {}): ReferScreen => ({
  today: '2026-11-22',
  person: null,
  alike: [],
  stock: { left: 3, next },
  neighbourhoods: [],
  asksAddress: false,
  proposals: { sessions: [], total: 0, from: null, later: false },
  draft: readDraft({}),
  keptMonths: 24,
  ...over,
});
const bookletOf = (typed: string, over?: Partial<ReferScreen>) =>
  settled({ initialValue: { booklet: typed, commune: 'Bron' } }, screen(over)).initialValue;

it('proposes the next booklet, or none to somebody who has passes', () => {
  expect(usualBooklet(screen())).toBe('next');
  expect(usualBooklet(screen({ person: { ...person(2), publics: [] } }))).toBe(NO_BOOKLET);
  expect(usualBooklet(screen({ person: { ...person(0), publics: [] } }))).toBe('next');
  expect(usualBooklet(screen({ stock: { left: 0, next: null } }))).toBe(NO_BOOKLET);
});

it('puts the next booklet in the place of one that is gone, and keeps the rest', () => {
  expect(bookletOf('gone')).toEqual({ booklet: 'next', commune: 'Bron' });
  expect(bookletOf('next')).toEqual({ booklet: 'next', commune: 'Bron' });
  expect(bookletOf(NO_BOOKLET)).toEqual({ booklet: 'next', commune: 'Bron' });
});

it('chooses no booklet when the person may be one who has passes', () => {
  expect(bookletOf('next', { alike: [person(4)] })).toEqual({ commune: 'Bron' });
  expect(bookletOf('next', { alike: [person(0)] })).toEqual({ booklet: 'next', commune: 'Bron' });
});

it('says that the session chosen is gone, unless more is known of it', () => {
  const draft = readDraft({ session: SESSION });
  expect(settled({ error: {} }, screen({ draft })).error).toEqual({
    session: [expect.stringContaining('ne peut plus')],
  });
  expect(settled({ error: { session: ['Complet.'] } }, screen({ draft })).error).toEqual({ session: ['Complet.'] });
  expect(settled({ error: { '': ['Non.'] } }, screen()).error).toEqual({ '': ['Non.'] });
});
