import { describe, expect, it } from 'vitest';
import { NEEDS } from './needs.ts';
import type { PlaceNames } from './place-words.ts';
import { closestWord, lettersApart } from './spelling.ts';
import { understand } from './understand.ts';

const SURE = new Set(['villeurbanne', 'lyon', 'lyon 8', 'bron', '69100', 'saint priest', 'neuville sur saone']);
const SAID = new Set(['lire', 'bellecour', 'saone', 'coise', 'saint symphorien sur coise']);
const PLACES: PlaceNames = {
  named: (words) => (SURE.has(words) ? 'sure' : SAID.has(words) ? 'said' : null),
  meant: (words) => (words === 'villeurbane' ? 'villeurbanne' : null),
};
const read = (q: string) => {
  const { needs, words, place, withoutPlace } = understand(q, PLACES);
  return { needs: needs.map(({ need }) => need.name), words, place, withoutPlace };
};

describe('a question in plain words', () => {
  it.each([
    ['word à villeurbanne', ['taper un texte ou un tableau'], [], 'villeurbanne', 'word'],
    ['taper un CV villeurbane', ['chercher un emploi avec Internet'], [], 'villeurbanne', 'taper un CV'],
    ['cours ordinateur lyon 8', ['se servir d’un ordinateur'], [], 'lyon 8', 'cours ordinateur'],
    ['internet 69100 Villeurbanne', ['se connecter à Internet sur place'], [], '69100', 'internet'],
    ['imprimer près de Bron', ['imprimer, scanner, photocopier'], [], 'bron', 'imprimer'],
    ['inprimer', ['imprimer, scanner, photocopier'], [], null, 'inprimer'],
    ['mot de passe oublié', ['les mots de passe'], [], null, 'mot de passe oublié'],
    // Liré is a commune; here it is not meant.
    ['Apprendre à lire', [], [], null, 'Apprendre à lire'],
    ['la miete', [], ['miete'], null, 'la miete'],
    ['st priest', [], [], 'saint priest', ''],
    ['wifi près de bellecour', ['se connecter à Internet sur place'], [], 'bellecour', 'wifi'],
    // « sur » belongs to the name, and Saône is another commune, far away.
    [
      'médiathèque de Neuville-sur-Saône',
      ['une bibliothèque ou une médiathèque'],
      [],
      'neuville sur saone',
      'médiathèque de',
    ],
    [
      'wifi à saint symphorien sur coise',
      ['se connecter à Internet sur place'],
      [],
      'saint symphorien sur coise',
      'wifi',
    ],
    ['atelier bellecour', [], ['bellecour'], null, 'atelier bellecour'],
    ["😀 %_ '; --", [], [], null, ''],
  ])('%s', (q, needs, words, place, withoutPlace) => {
    expect(read(q)).toEqual({ needs, words, place, withoutPlace });
  });

  it('reads filters in words, and takes words as they are when asked', () => {
    expect(understand('pass numérique pour seniors en fauteuil', PLACES)).toMatchObject({
      pass: true,
      wheelchair: true,
      public: 'Seniors',
      words: [],
    });
    expect(understand('word à villeurbanne', PLACES, { exact: true })).toMatchObject({
      needs: [],
      place: null,
      words: ['word', 'villeurbanne'],
    });
    expect(understand('word à villeurbanne', PLACES, { placeToo: false }).place).toBeNull();
  });

  it('says one need once, however often it is said', () => {
    expect(understand('internet wifi', PLACES).needs).toMatchObject([{ words: 'internet wifi' }]);
  });
});

describe('spelling', () => {
  it('counts letters left out, added, changed and swapped', () => {
    expect(lettersApart('imprimer', 'inprimer', 2)).toBe(1);
    expect(lettersApart('ordinateur', 'ordinnateur', 2)).toBe(1);
    expect(lettersApart('mail', 'mial', 2)).toBe(1);
    expect(lettersApart('mail', 'imprimer', 2)).toBe(3);
  });

  it('guesses nothing for a short word, nor from another first letter', () => {
    expect(closestWord('caf', ['cfa'])).toBeNull();
    expect(closestWord('nairie', ['mairie'])).toBeNull();
    expect(closestWord('marie', ['mairie'])).toBe('mairie');
  });
});

it('has needs that can be said, and each is answered by something', () => {
  for (const { name, said, services, written } of NEEDS) {
    expect(said.length, name).toBeGreaterThan(0);
    expect(services.length + written.length, name).toBeGreaterThan(0);
  }
});
