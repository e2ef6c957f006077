import type { Closure } from '#app/directory/rules/closure.ts';
import type { VenueFields } from '#app/sources/rules/fields.ts';

/** What a venue may say of itself: what sources say too, and what only it knows. */
export type PageWords = Partial<VenueFields> & {
  welcomeNote?: string | null;
  closures?: readonly Closure[];
};
export type PageWord = keyof PageWords;

/** Words that no source has: they stand in the venue’s own row. */
export const OWN_WORDS = ['welcomeNote', 'closures'] as const satisfies readonly PageWord[];

export function isOwnWord(word: string): word is (typeof OWN_WORDS)[number] {
  return (OWN_WORDS as readonly string[]).includes(word);
}
