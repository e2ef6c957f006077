import { describe, expect, it } from 'vitest';
import { freeSlug, venueSlug } from './slug.ts';

describe('a venue’s address', () => {
  it.each([
    ['Médiathèque L’Œuf', 'Saint-Priest', 'mediatheque-l-oeuf-saint-priest'],
    ['CCAS de ST PRIEST', 'Saint-Priest', 'ccas-de-saint-priest'],
    ['Maison', 'Lyon 3e', 'maison-lyon-3e'],
    ['???', '', 'lieu'],
  ])('%s at %s is %s', (name, commune, slug) => {
    expect(venueSlug(name, commune)).toBe(slug);
  });

  it('stays short, on whole words', () => {
    const slug = venueSlug(
      'Un nom vraiment très long qui continue encore et encore sans jamais finir tout à fait',
      'Lyon',
    );
    expect(slug.length).toBeLessThanOrEqual(70);
    expect(slug.endsWith('-')).toBe(false);
  });

  it('takes the first free number', () => {
    expect(freeSlug('maison', new Set(['maison', 'maison-2']))).toBe('maison-3');
    expect(freeSlug('maison', new Set())).toBe('maison');
  });
});
