import { sayClosure } from '#app/directory/closures.fr.ts';
import { FIELD_GROUPS, type FieldGroup } from '#app/sources/rules/fields.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';
import { wordsOf } from '#app/sources/words-of.ts';
import { same } from '#app/upkeep/rules/history.ts';
import type { PageWord, PageWords } from '#app/upkeep/rules/page-words.ts';

interface Difference {
  label: string;
  /** Null for nothing. */
  before: string | null;
  after: string | null;
}

/**
 * A change in words, one line for each thing changed: what stood there (said by the venue or by a source) and
 * what was written. What an undoing leaves to the other sources is said so.
 */
export function sayDifferences(
  change: { before: PageWords; after: PageWords; shown: PageWords },
  now: Date,
): Difference[] {
  const words = new Set([...Object.keys(change.before), ...Object.keys(change.after)]);
  const groups = (Object.keys(FIELD_GROUPS) as FieldGroup[]).filter(
    (group) => group !== 'position' && FIELD_GROUPS[group].some((key) => words.has(key)),
  );
  const lines = groups.map((group): Difference => {
    const unsaid = FIELD_GROUPS[group].every((key) => change.after[key] === undefined);
    return {
      label: GROUP_WORDS[group],
      before: wordsOf(change.shown, group, now),
      after: unsaid ? 'ce que disent les autres sources' : wordsOf(change.after, group, now),
    };
  });
  return [
    ...lines,
    ...own(change, 'welcomeNote', 'Comment venir', noteWords),
    ...own(change, 'closures', 'Fermetures', closuresWords),
  ];
}

function own(
  { before, after }: { before: PageWords; after: PageWords },
  word: PageWord & ('welcomeNote' | 'closures'),
  label: string,
  say: (words: PageWords) => string | null,
): Difference[] {
  return same(before[word], after[word]) ? [] : [{ label, before: say(before), after: say(after) }];
}

function noteWords({ welcomeNote }: PageWords): string | null {
  return welcomeNote ?? null;
}

function closuresWords({ closures = [] }: PageWords): string | null {
  return closures.length === 0 ? null : closures.map((closure) => sayClosure(closure)).join(' ; ');
}
