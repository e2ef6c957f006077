import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { communeList, findCommunes } from './communes.ts';
import { PLACE_NAMES } from './place-names.ts';
import { understand } from './rules/asked/understand.ts';
import { resolveCommune } from './rules/commune.ts';
import { LYON_ARRONDISSEMENTS, TERRITORY_COMMUNES } from './rules/territory.ts';
import { plainText } from './rules/words.ts';
import { readTypedCommune } from './typed-commune.ts';

describe('finding a commune as people type it', () => {
  it.each([
    ['villeurbane', '69266'],
    ['st priest', '69290'],
    ['St-Priest', '69290'],
    ['69100', '69266'],
    ['69003', '69383'],
    ['Lyon 3', '69383'],
    ['lyon 8eme', '69388'],
    ['LYON', '69123'],
    ['oullins', '69149'],
    ['vaulx', '69256'],
    ['venissieu', '69259'],
    ['saint etienne', '42218'],
  ])('%s is %s', (asked, code) => {
    expect(findCommunes(asked)[0]?.code).toBe(code);
  });

  it.each([[''], ['zzzzzz'], ['<>&"'], ['%%%%'], ['00000']])('finds nothing for %o', (asked) => {
    expect(findCommunes(asked)).toEqual([]);
  });
});

describe('the commune of a row', () => {
  const resolve = (commune: string, postcode: string, inseeCode: string | null = null) =>
    resolveCommune({ commune, postcode, inseeCode }, communeList());

  it.each([
    ['OULLINS', '69600', 'Oullins', '69149'],
    ['oullins', '69600', 'Oullins', '69149'],
    ['LYON 9EME', '69009', 'Lyon 9e', '69389'],
    ['Lyon 3', '69003', 'Lyon 3e', '69383'],
    ['Lyon 8e', '69008', 'Lyon 8e', '69388'],
    ['LYON', '69007', 'Lyon 7e', '69387'],
    ['Lyon Cedex 03', '69003', 'Lyon 3e', '69383'],
    ['ST PRIEST', '69800', 'Saint-Priest', '69290'],
    ['GRIGNY', '69520', 'Grigny-sur-Rhône', '69096'],
  ])('%s %s is %s, in the territory', (commune, postcode, name, inseeCode) => {
    expect(resolve(commune, postcode)).toEqual({ name, inseeCode, inTerritory: true });
  });

  it('believes the INSEE code first', () => {
    expect(resolve('VILLE INCONNUE', '69100', '69266')).toEqual({
      name: 'Villeurbanne',
      inseeCode: '69266',
      inTerritory: true,
    });
  });

  it('keeps a name that nobody knows, said calmly, and tells the territory by its postcode', () => {
    expect(resolve('LE BOUT DU MONDE', '69100')).toEqual({
      name: 'Le Bout Du Monde',
      inseeCode: null,
      inTerritory: true,
    });
    expect(resolve('LE BOUT DU MONDE', '42000')).toMatchObject({ inTerritory: false });
  });

  it('does not take a neighbour of the Métropole for a part of it', () => {
    expect(resolve('Sainte-Consorce', '69280')).toMatchObject({ inTerritory: false });
    expect(resolve("Marcy-l'Étoile", '69280')).toMatchObject({ inTerritory: true });
  });
});

describe('the territory', () => {
  it('is exactly the Métropole de Lyon of the official list, with Lyon’s nine arrondissements', () => {
    const home = dirname(createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/package.json'));
    const groupings = JSON.parse(readFileSync(join(home, 'data', 'epci.json'), 'utf8')) as {
      code: string;
      membres: { code: string }[];
    }[];
    const members = groupings.find(({ code }) => code === '200046977')?.membres.map(({ code }) => code);
    expect(TERRITORY_COMMUNES.map(({ code }) => code).sort()).toEqual(members?.sort());
    expect(LYON_ARRONDISSEMENTS).toHaveLength(9);
    for (const { lat, lon } of [...TERRITORY_COMMUNES, ...LYON_ARRONDISSEMENTS]) {
      expect(lat).toBeGreaterThan(45.55);
      expect(lat).toBeLessThan(45.95);
      expect(lon).toBeGreaterThan(4.68);
      expect(lon).toBeLessThan(5.1);
    }
  });
});

it('each commune of the territory is read where a question names it, « sur Saône » included', () => {
  const placed = (q: string) => {
    const { place } = understand(q, PLACE_NAMES);
    return place === null ? null : (findCommunes(place, 1)[0]?.code ?? null);
  };
  for (const { name, code } of [...TERRITORY_COMMUNES, ...LYON_ARRONDISSEMENTS]) {
    const written = [name, `imprimer à ${name}`, `mediatheque ${name}`, `${name} wifi`, plainText(name)];
    expect(written.map(placed), name).toEqual(written.map(() => code));
  }
});

it('a commune typed with a postcode that is not its own is refused, with the names it may be', () => {
  const found = (commune: string, postcode: string) => readTypedCommune({ commune, postcode }).found?.inseeCode ?? null;
  expect([found('givors', '69700'), found('Lyon', '69003'), found('ST PRIEST', '69800')]).toEqual([
    '69091',
    '69383',
    '69290',
  ]);
  expect([found('Givors', '69100'), found('Givor', '69700'), found('Lyon', '69200'), found('Brest', '00000')]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(readTypedCommune({ commune: 'Givor', postcode: '69700' })).toMatchObject({
    sentence: expect.stringMatching(/^Nous ne connaissons pas .*69700\. Voulez-vous dire Givors \(69700\)/),
  });
  expect(readTypedCommune({ commune: 'xqzwk', postcode: '00000' })).toMatchObject({
    sentence: expect.stringMatching(/Vérifiez les deux\.$/),
  });
});
