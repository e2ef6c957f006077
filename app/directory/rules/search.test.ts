import { describe, expect, it } from 'vitest';
import { parseVenueSearch } from './read-search.ts';
import { frameOf, keepsToTerritory, searchWords, venueSearchParams } from './search.ts';

const parse = (query: string) => parseVenueSearch(new URLSearchParams(query));

describe('a search in the address', () => {
  it('comes back the same once written', () => {
    const query =
      'q=m%C3%A9diath%C3%A8que&near=Bron&radius=5&services=demarches&services=emploi&public=seniors&pass=1&open=1&accessible=1&area=all&exact=1&page=3';
    const search = parse(query);
    expect(search).toMatchObject({
      q: 'médiathèque',
      near: 'Bron',
      radiusKm: 5,
      services: ['Aide aux démarches administratives', 'Insertion professionnelle via le numérique'],
      public: 'Seniors',
      pass: true,
      open: true,
      accessible: true,
      everywhere: true,
      exact: true,
      page: 3,
    });
    expect(venueSearchParams(search, { page: 3 }).toString()).toBe(query);
    expect(parse(venueSearchParams(search).toString())).toEqual({ ...search, page: 1 });
  });

  it('writes nothing for a search that asks nothing', () => {
    expect(venueSearchParams(parse('')).toString()).toBe('');
  });

  it('reads the home page’s word for the place, and a position', () => {
    expect(parse('ou=Bron')).toMatchObject({ near: 'Bron', at: null });
    expect(parse('near=45.75,4.85').at).toEqual({ lat: 45.75, lon: 4.85 });
    expect(parse('bounds=4.8,45.7,4.9,45.8').bounds).toEqual({ west: 4.8, south: 45.7, east: 4.9, north: 45.8 });
  });

  it.each([
    ['page=-1&radius=7&services=x&public=y&pass=non&open=2'],
    ['page=1e99&near=95,200&bounds=1,2,3'],
    ['bounds=5,45,4,46&page=abc'],
    ['bounds=,,,&radius='],
    ['near=NaN,Infinity&page=1.5'],
  ])('takes %s as if it asked nothing', (query) => {
    const { near: _, ...rest } = parse(query);
    const { near: __, ...nothing } = parse('');
    expect(rest).toEqual(nothing);
  });

  it('cuts what is too long and drops control signs and lone surrogates', () => {
    expect(parse(`q=${'x'.repeat(5000)}`).q).toHaveLength(100);
    expect(parse('q=a%00b%0Ac').q).toBe('a b c');
    expect(parse(`q=${encodeURIComponent('ok')}`).q).toBe('ok');
  });

  it('takes the first of a repeated parameter', () => {
    expect(parse('q=a&q=b').q).toBe('a');
  });
});

describe('words', () => {
  it('are plain, distinct and few', () => {
    expect(searchWords('Médiathèque ST-Priest, médiathèque').map(({ text }) => text)).toEqual([
      'mediatheque',
      'saint',
      'priest',
    ]);
    expect(searchWords('mjc 69100')).toMatchObject([{ fuzzy: false }, { fuzzy: false }]);
    expect(searchWords('a b c d e f g h i j k l'.replace(/ /g, 'z '))).toHaveLength(8);
  });
});

describe('the extent of a search', () => {
  it('is the territory until a word, a place or a zone is asked', () => {
    expect(keepsToTerritory(parse('pass=1'))).toBe(true);
    expect(keepsToTerritory(parse('pass=1&area=all'))).toBe(false);
    expect(keepsToTerritory(parse('q=x'))).toBe(false);
    expect(keepsToTerritory(parse('near=Bron'))).toBe(false);
  });

  it('frames a place by its radius', () => {
    const frame = frameOf(parse('near=45,5&radius=10'), { lat: 45, lon: 5 });
    expect(frame?.north).toBeCloseTo(45.09, 2);
    expect(frame?.east).toBeCloseTo(5.127, 2);
    expect(frameOf(parse(''), null)).toBeNull();
  });
});
