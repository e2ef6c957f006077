import { FIELD_GROUPS, type FieldGroup } from '#app/sources/rules/fields.ts';
import { isOwnWord, type PageWord, type PageWords } from './page-words.ts';

/** What a change of a page writes, and what must be known to take it back. */
export interface Edit {
  /** What the venue itself had said; a word it had not said is absent. */
  before: PageWords;
  after: PageWords;
  /** What the page showed. */
  shown: PageWords;
}

/**
 * What of `words` is new beside what the page shows: whole groups, since an address or hours come from one source.
 * Null when the page says all of it already; words it has from an import then stay the import’s.
 */
export function decideEdit(said: PageWords, shown: PageWords, words: PageWords): Edit | null {
  const changed = (Object.keys(words) as PageWord[]).filter((word) => !same(words[word], shown[word]));
  const keys = [...new Set(changed.flatMap(groupOf))];
  if (keys.length === 0) return null;
  const next = { ...shown, ...words };
  return { before: pick(said, keys), after: pick(next, keys), shown: pick(shown, keys) };
}

export type UndoFlaw = 'CHANGE_UNDONE' | 'CHANGED_SINCE';

/**
 * Takes a change back: what the venue had said before is said again, what it had not said is left to the other
 * sources. Refused when the same words were changed since: the later change is taken back first.
 */
export function decideUndo(
  change: Edit & { undone: boolean },
  said: PageWords,
  shown: PageWords,
): { ok: true; edit: Edit; unsaid: PageWord[] } | { ok: false; flaw: UndoFlaw } {
  if (change.undone) return { ok: false, flaw: 'CHANGE_UNDONE' };
  const keys = [...new Set([...Object.keys(change.after), ...Object.keys(change.before)])] as PageWord[];
  // The geocoding service may have placed the address meanwhile: that is nobody's change.
  const written = keys.filter((key) => !(FIELD_GROUPS.position as readonly string[]).includes(key));
  if (!same(pick(said, written), pick(change.after, written))) return { ok: false, flaw: 'CHANGED_SINCE' };
  const unsaid = keys.filter((key) => change.before[key] === undefined);
  return { ok: true, unsaid, edit: { before: change.after, after: change.before, shown: pick(shown, keys) } };
}

/** The words that change together with one. */
export function groupOf(word: PageWord): PageWord[] {
  if (isOwnWord(word)) return [word];
  const group = (Object.keys(FIELD_GROUPS) as FieldGroup[]).find((name) =>
    (FIELD_GROUPS[name] as readonly string[]).includes(word),
  );
  return group === undefined ? [word] : [...FIELD_GROUPS[group]];
}

function pick(words: PageWords, keys: readonly PageWord[]): PageWords {
  return Object.fromEntries(keys.flatMap((key) => (words[key] === undefined ? [] : [[key, words[key]]])));
}

/** Equal as JSON, whatever the order of keys; an absent word and null are not the same. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, v: unknown) =>
      v !== null && typeof v === 'object' && !Array.isArray(v)
        ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
        : v,
    ) ?? 'absent'
  );
}
