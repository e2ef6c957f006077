import { plainWords } from './words.ts';

const LONGEST = 70;

/** The readable part of a venue's address: its name, and its commune unless the name says it. */
export function venueSlug(name: string, commune: string): string {
  const words = plainWords(name);
  const place = plainWords(commune);
  const whole = words.join(' ').includes(place.join(' ')) ? words : [...words, ...place];
  let slug = '';
  for (const word of whole) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > LONGEST) break;
    slug = longer;
  }
  return slug === '' ? 'lieu' : slug;
}

/** The first free address in the sequence slug, slug-2, slug-3 … */
export function freeSlug(wanted: string, taken: { has(slug: string): boolean }): string {
  if (!taken.has(wanted)) return wanted;
  let n = 2;
  while (taken.has(`${wanted}-${n}`)) n += 1;
  return `${wanted}-${n}`;
}
