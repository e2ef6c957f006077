import { z } from 'zod';

/** Letters printed at a time: what a person puts in envelopes before the post leaves. */
export const LETTERS_AT_ONCE = 40;
/** The longest line of a postal address (NF Z 10-011). */
const LONGEST_LINE = 38;

/** The letters on the page, when somebody says that they were printed and posted. */
export const lettersForm = z.object({
  letters: z
    .array(z.uuid('Rechargez la page : une lettre n’y est plus.'))
    .min(1, 'Il n’y a aucune lettre à marquer.')
    .max(LETTERS_AT_ONCE, 'Rechargez la page : il y a trop de lettres.'),
});

/**
 * A postal address as the sorting machines read it (NF Z 10-011): six lines at most, 38 signs at most in each, the
 * last ones in capitals without punctuation. A name that is too long goes on on a second line.
 */
export function postalLines(venue: {
  name: string;
  street: string;
  streetExtra: string | null;
  postcode: string;
  commune: string;
}): string[] {
  const town = capitals(`${venue.postcode} ${venue.commune}`);
  const lines = [
    ...folded(venue.name).slice(0, 2),
    ...(venue.streetExtra === null ? [] : folded(venue.streetExtra).slice(0, 1)),
    ...folded(capitals(venue.street)).slice(0, 2),
    town.slice(0, LONGEST_LINE),
  ];
  return lines.filter((line) => line !== '');
}

function capitals(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toUpperCase();
}

/** Cut between words. */
function folded(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.trim().split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= LONGEST_LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.slice(0, LONGEST_LINE));
  }
  return lines;
}
