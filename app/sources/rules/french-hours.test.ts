import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingOf } from '#app/directory/venue-opening.ts';
import { OSM_DAYS, readDay, readWeek, readWords } from './french-hours.ts';

describe('the hours of a day, as the files write them', () => {
  it.each([
    ['16h à 19h', '16:00-19:00'],
    ['11h à 13h - 16h à 19h', '11:00-13:00,16:00-19:00'],
    ['16h - 20h30', '16:00-20:30'],
    ['8h30 à 12h30 -13h30 à17h30', '08:30-12:30,13:30-17:30'],
    ['8h30-12h30 13h30 -17h30', '08:30-12:30,13:30-17:30'],
    ["8h30 à 11h45 - FERME l'apm", '08:30-11:45'],
    ['Fermé  le matin - 13h30 à 18h', '13:30-18:00'],
    ['8h45-12h et 13h30-16h30', '08:45-12:00,13:30-16:30'],
    ['10h-12h30 / 13h30-18h', '10:00-12:30,13:30-18:00'],
    ['10h-12h // 15h30-18h30', '10:00-12:00,15:30-18:30'],
    ['9-16h', '09:00-16:00'],
    ['14H-16H30', '14:00-16:30'],
    ['8h30 à 12h00 - 13h30 à 18h30', '08:30-12:00,13:30-18:30'],
    ['9h - 12h - 16h -18h', '09:00-12:00,16:00-18:00'],
    ['09:00 - 12:30 / 13:30 - 17:00', '09:00-12:30,13:30-17:00'],
    ['09:00-12:00/14:30-17:15', '09:00-12:00,14:30-17:15'],
    ['de 9 heures à midi', '09:00-12:00'],
    ['9:00-12:00, 14:00-17:30', '09:00-12:00,14:00-17:30'],
  ])('%s', (text, spans) => {
    const read = readDay(text);
    expect(read).toMatchObject({ kind: 'open', appointment: false });
    expect(read.kind === 'open' && read.spans.join(',')).toBe(spans);
  });

  it.each([
    ['10h18h'],
    ['9hè16h'],
    ['8h30-12h30 13h30 17h30'],
    ['8h30 à 12h30 -apmidi sur RDV'],
    ['accueil sous réservation en ateliers collectifs'],
    ['17h-9h'],
    ['25h-26h'],
    ['9-12'],
    ['14h-16h30 les semaines paires'],
    ["8h30-18h, fermé l'après-midi"],
  ])('guesses nothing from « %s »', (text) => {
    expect(readDay(text)).toEqual({ kind: 'unsure' });
  });

  it.each([
    ['FERME', 'closed'],
    ['fermé', 'closed'],
    ['sur RDV', 'appointment'],
    ['Sur rendez-vous uniquement', 'appointment'],
    ['', 'unsaid'],
    ['-', 'unsaid'],
  ])('%o is %s', (text, kind) => {
    expect(readDay(text).kind).toBe(kind);
  });
});

describe('hours in running words', () => {
  it.each([
    ['lundi au vendredi : 10h-12h et 13h-17h', 'Mo-Fr 10:00-12:00,13:00-17:00'],
    [
      'Du lundi au jeudi de 9h à 12h et de 14h à 17h30, vendredi 9h-12h',
      'Mo-Th 09:00-12:00,14:00-17:30; Fr 09:00-12:00',
    ],
    ['Lundi, mercredi et jeudi : 9h-12h ; samedi : 10h-13h', 'Mo,We,Th 09:00-12:00; Sa 10:00-13:00'],
    ['Lundi 9h-12h\nMardi fermé\nJeudi 14h-18h', 'Mo 09:00-12:00; Th 14:00-18:00'],
    ['sur rendez-vous', '"sur rendez-vous"'],
    ['Mardi 14h-17h sur rendez-vous', 'Tu 14:00-17:00 "sur rendez-vous"'],
    ['Tous les jours de 8h à 20h.', 'Mo-Su 08:00-20:00'],
  ])('%s', (text, osm) => {
    expect(readWords(text).osm).toBe(osm);
    expect(openingOf({ openingHours: osm }, new Date('2026-11-23T09:00:00Z'))?.kind).toBe('week');
  });

  it.each([
    ['10h-12h et 13h-17h'],
    ['Permanences les jeudis matin'],
    ['lundi au vendredi'],
    ['du lundi au vendredi 9h-12h, sauf mercredi'],
    ['lundi 9h-12h, lundi 14h-17h'],
    ['1er et 3e mardi du mois, 14h-16h'],
  ])('keeps « %s » as words', (text) => {
    expect(readWords(text)).toEqual({ osm: null, words: text });
  });
});

describe('a week', () => {
  it('puts days with the same hours together', () => {
    const week = { Mo: '9h-12h', Tu: '9h à 12h', We: '14h-18h', Th: '9h-12h', Fr: 'fermé' };
    expect(readWeek(week).osm).toBe('Mo,Tu,Th 09:00-12:00; We 14:00-18:00');
  });
  it('keeps the words of every day when one of them is unsure', () => {
    expect(readWeek({ Mo: '9h-16h', Th: '9hè16h' })).toEqual({ osm: null, words: 'lundi : 9h-16h ; jeudi : 9hè16h' });
  });
  it('says nothing of a week without a word', () => {
    expect(readWeek({ Mo: '', Sa: '-' })).toEqual({ osm: null, words: null });
  });
});

describe('whatever the week', () => {
  const quarter = fc.integer({ min: 6 * 4, max: 22 * 4 });
  const spans = fc
    .uniqueArray(quarter, { minLength: 2, maxLength: 4 })
    .map((times) => times.sort((a, b) => a - b))
    .filter(({ length }) => length % 2 === 0);
  const write = (n: number, style: boolean) => {
    const [hour, minute] = [Math.floor(n / 4), (n % 4) * 15];
    return style
      ? `${hour}h${minute === 0 ? '' : minute}`
      : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  };
  const inFrench = (times: readonly number[]) =>
    times
      .map((n, i) => `${write(n, true)}${i % 2 === 0 ? ' à ' : ' et '}`)
      .join('')
      .slice(0, -4);
  const inOsm = (times: readonly number[]) =>
    times
      .map((n, i) => `${write(n, false)}${i % 2 === 0 ? '-' : ','}`)
      .join('')
      .slice(0, -1);

  it('the words say what they were written from', () => {
    fc.assert(
      fc.property(spans, (times) => {
        const read = readDay(inFrench(times));
        expect(read.kind === 'open' && read.spans.join(',')).toBe(inOsm(times));
      }),
    );
  });

  it('a program that knows the syntax reads the same hours on each day', () => {
    fc.assert(
      fc.property(fc.array(fc.option(spans), { minLength: 7, maxLength: 7 }), (days) => {
        const week = Object.fromEntries(OSM_DAYS.map((day, n) => [day, days[n] ? inFrench(days[n]) : 'fermé']));
        const { osm } = readWeek(week);
        const opening = openingOf({ openingHours: osm }, new Date('2026-11-25T09:00:00Z'));
        expect(
          opening?.kind === 'week' &&
            opening.days.map((day) => day.spans.map(({ start, end }) => `${start}-${end}`).join(',')),
        ).toEqual(days.map((times) => (times ? inOsm(times) : '')));
      }),
      { numRuns: 50 },
    );
  });

  it('never fails on any text, and never invents an hour', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { osm } = readWords(text);
        if (osm !== null && osm !== '"sur rendez-vous"' && osm !== 'off') expect(text).toMatch(/\d|midi/i);
      }),
    );
  });
});
