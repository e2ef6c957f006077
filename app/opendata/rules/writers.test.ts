import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { weekWords } from '#app/directory/ordinary-week.ts';
import { type AtomEntry, writeAtom } from './atom.ts';
import { sessionCursors, venueCursors } from './cursor.ts';
import { Problem } from './problem.ts';
import { LARGEST_SITEMAP, partsOf, SITEMAP_BEGIN, SITEMAP_END, sitemapLine, writeSitemapIndex } from './sitemap.ts';
import { openingData } from './structured-data.ts';

const ID = '0190f7a2-0000-7000-8000-000000000001';

describe('an Atom feed', () => {
  it('stays well-formed, and says what it was given, whatever that is', () => {
    const title = 'Jeux & « fablab » <script>]]>\u0000\u000b\ud800 "x"';
    const entry: AtomEntry = {
      id: ID,
      title,
      url: 'https://x.test/?a=1&b=2',
      summary: title,
      published: new Date(0),
      updated: new Date(1000),
    };
    const feed = { title, subtitle: 's', url: 'u', page: 'p', author: 'a', licence: 'l', entries: [entry] };
    const text = writeAtom(feed);
    expect(XMLValidator.validate(text)).toBe(true);
    const read = new XMLParser().parse(text) as { feed: { updated: string; entry: { title: string } } };
    expect(read.feed.updated).toBe('1970-01-01T00:00:01.000Z');
    expect(read.feed.entry.title).toBe('Jeux & « fablab » <script>]]> "x"');
    expect(XMLValidator.validate(writeAtom({ ...feed, entries: [] }))).toBe(true);
  });
});

describe('a sitemap', () => {
  it('is cut in parts of fifty thousand', () => {
    expect([0, 1, LARGEST_SITEMAP, LARGEST_SITEMAP + 1, 1_000_000].map((n) => partsOf(n))).toEqual([1, 1, 1, 2, 20]);
  });

  it('is well-formed', () => {
    const lines = [
      { url: 'https://x.test/?a=1&b', changedAt: new Date(0) },
      { url: 'https://x.test/', changedAt: null },
    ].map(sitemapLine);
    const map = SITEMAP_BEGIN + lines.join('') + SITEMAP_END;
    expect([XMLValidator.validate(map), map.match(/<lastmod>/g)?.length]).toEqual([true, 1]);
    expect(XMLValidator.validate(writeSitemapIndex(['https://x.test/sitemap.xml?partie=1']))).toBe(true);
  });
});

describe('where a list goes on', () => {
  it('is read as it was written', () => {
    expect(venueCursors.read(venueCursors.write([ID]))).toEqual([ID]);
    const at = Date.UTC(2026, 10, 24, 13);
    expect(sessionCursors.read(sessionCursors.write([at, ID]))).toEqual([at, ID]);
  });

  it.each(['', 'abc', '%%%', btoa('[1]'), btoa('{"a":1}'), btoa('["x"]'), venueCursors.write([ID])])(
    'refuses what is none: %j',
    (word) => {
      expect(() => sessionCursors.read(word)).toThrow(Problem);
    },
  );
});

describe('hours for search engines', () => {
  it.each([
    [
      'Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off',
      ['Mo-Fr 09:00-12:00', 'Mo-Fr 14:00-18:30', 'Sa 08:30-12:00'],
    ],
    ['Mo,We 09:00-12:00', ['Mo,We 09:00-12:00']],
  ])('%s', (hours, said) => {
    expect(openingData(hours)).toEqual({ openingHours: said });
  });

  it.each([
    null,
    '',
    'PH off',
    'sur rendez-vous',
    'Mo 09:00-12:00 "sur rendez-vous"',
    'Mo[1] 09:00-12:00',
    'Mo-Fr 09:00-12:00; Jul off',
  ])('left out rather than half said: %s', (hours) => {
    expect(openingData(hours)).toBeNull();
  });
});

describe('the hours of a poster', () => {
  const day = (...spans: [string, string][]) => ({
    day: '2026-11-23',
    name: '',
    today: false,
    holiday: false,
    spans: spans.map(([start, end]) => ({ start, end, note: null })),
  });

  it('gather the days that are alike, and leave out those that are closed', () => {
    const full = day(['09:00', '12:00'], ['14:00', '18:00']);
    const morning = day(['09:00', '12:00']);
    const said = weekWords([full, full, morning, full, full, morning, day()]).map((line) =>
      line.replace(/\u00a0/g, ' '),
    );
    expect(said).toEqual([
      'lundi et mardi : de 9 h à 12 h, de 14 h à 18 h',
      'mercredi : de 9 h à 12 h',
      'jeudi et vendredi : de 9 h à 12 h, de 14 h à 18 h',
      'samedi : de 9 h à 12 h',
    ]);
    expect(weekWords(Array.from({ length: 7 }, () => day()))).toEqual([]);
    expect(weekWords([morning, morning, morning, day(), day(), day(), day()])[0]).toMatch(/^lundi au mercredi/);
  });
});
