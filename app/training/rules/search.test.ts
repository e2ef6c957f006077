import { expect, it } from 'vitest';
import { filterCount, looserSearches, parseSessionSearch, sessionSearchParams } from './search.ts';
import { themesOfWord } from './theme-hints.ts';

const parse = (address: string) => parseSessionSearch(new URLSearchParams(address));

it('reads a search, and writes the same address back', () => {
  const address =
    'theme=demarches&near=Bron&radius=5&from=2026-11-24&q=caf&level=a_l_aise&audience=seniors&language=ar&price=0&seats=1&accessible=1&page=3';
  const search = parse(address);
  expect(search).toMatchObject({
    theme: 'DEMARCHES',
    near: 'Bron',
    radiusKm: 5,
    from: '2026-11-24',
    level: 'A_L_AISE',
    maxPrice: 0,
    seats: true,
    wheelchair: true,
    page: 3,
  });
  expect(sessionSearchParams(search, { page: search.page }).toString()).toBe(address);
});

it('takes whatever is unknown or hostile as absent', () => {
  const plain = parse('');
  for (const address of [
    'theme=magie',
    'from=2026-02-30',
    'from=hier',
    'price=-1',
    'price=99',
    'radius=3',
    'page=0',
    'page=1e9',
    'page=2.5',
    'seats=maybe',
    'level=',
    'language=fr%27',
  ]) {
    expect(parse(address), address).toEqual(plain);
  }
  expect(parse(`q=${'x'.repeat(500)}`).q).toHaveLength(100);
  expect(parse('q=a%00b%0Ac').q).toBe('a b c');
});

it('knows a position from a place’s name, and refuses one that is not on Earth', () => {
  expect(parse('near=45.75,4.85').at).toEqual({ lat: 45.75, lon: 4.85 });
  expect(parse('near=95,4.85').at).toBeNull();
  expect(parse('near=69100').at).toBeNull();
});

it('goes back to the first page when a demand changes', () => {
  expect(sessionSearchParams(parse('theme=emploi&page=4'), { theme: 'INTERNET' }).toString()).toBe('theme=internet');
});

it('proposes to give up one demand at a time, and nothing when nothing was demanded', () => {
  expect(looserSearches(parse(''))).toEqual([]);
  const search = parse('near=Bron&theme=emploi&accessible=1');
  expect(filterCount(search)).toBe(1);
  expect(looserSearches(search).map((over) => sessionSearchParams(search, over).toString())).toEqual([
    'theme=emploi&near=Bron',
    'theme=emploi&near=Bron&radius=20&accessible=1',
    'theme=emploi&accessible=1',
    'near=Bron&accessible=1',
  ]);
});

it('knows the other names of a theme', () => {
  expect(themesOfWord('caf')).toEqual(['DEMARCHES']);
  expect(themesOfWord('dossier')).toEqual(['ORDINATEUR', 'DEMARCHES']);
  expect(themesOfWord('constructor')).toEqual([]);
});
