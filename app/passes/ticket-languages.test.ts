import { expect, it } from 'vitest';
import { TICKET_LANGUAGES, ticketLanguage } from './ticket-languages.ts';

// 23:30 in Paris on the 31st is already past midnight nowhere the ticket is read: Paris decides.
const START = new Date('2026-12-31T22:30:00Z');
const END = new Date('2026-12-31T22:55:00Z');

it('says the day and the hours of Paris in each language', () => {
  const [fr, en, ar] = Object.values(TICKET_LANGUAGES).map(({ day, span }) => `${day(START)} | ${span(START, END)}`);
  expect(fr).toBe('Jeudi 31 décembre 2026 | de 23\u00a0h\u00a030 à 23\u00a0h\u00a055');
  // The commas depend on the version of the language data that Node carries.
  expect(en).toMatch(/^Thursday,? 31 December 2026 \| 23:30 to 23:55$/);
  expect(ar).toMatch(/^الخميس،? 31 ديسمبر،? 2026 \| من 23:30 إلى 23:55$/);
});

it('counts minutes as Arabic does', () => {
  const { walk } = TICKET_LANGUAGES.ar;
  expect([1, 2, 6, 11].map((n) => walk(n, 'Flachet'))).toEqual([
    'دقيقة واحدة مشيًا من Flachet',
    'دقيقتان مشيًا من Flachet',
    '6 دقائق مشيًا من Flachet',
    '11 دقيقة مشيًا من Flachet',
  ]);
});

it('falls back to French for a language we do not have, or a forged one', () => {
  expect(['ar', 'en', 'de', 'constructor', '', null].map(ticketLanguage)).toEqual(['ar', 'en', 'fr', 'fr', 'fr', 'fr']);
});
