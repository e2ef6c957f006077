/** The names of places, as plain words joined by a space. */
export interface PlaceNames {
  /**
   * How well these words name a place: 'sure' by themselves (« lyon 8 », « villeurbanne »), 'said' only
   * after a word such as « à » (any commune, a metro station); null when they name none.
   */
  named(words: string): 'sure' | 'said' | null;
  /** A place of the territory these words may be a misspelling of, or null. */
  meant(words: string): string | null;
}

export interface PlaceWords {
  /** The pieces from `from` up to `to`, the word before (« à », « près de ») included. */
  from: number;
  to: number;
  said: string;
}

const LONGEST_NAME = 6;
const BEFORE = [
  'a',
  'vers',
  'sur',
  'dans',
  'pres de',
  'pres d',
  'pres du',
  'proche de',
  'proche d',
  'autour de',
  'autour d',
  'cote de',
  'cote d',
  'a cote de',
  'secteur',
  'quartier',
  'metro',
  'station',
  'arret',
];
const BEFORE_WORDS = BEFORE.map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length);

/**
 * Finds the place in a question: a postcode; what follows « à », « près de » …; a name that begins or
 * ends the question; at last, at the end, a misspelt one. `isKnown` tells words that mean something else.
 */
export function findPlaceWords(
  words: readonly string[],
  names: PlaceNames,
  isKnown: (word: string) => boolean,
): PlaceWords | null {
  return (
    byPostcode(words, names) ??
    bySign(words, names, isKnown) ??
    byEdge(words, names, isKnown) ??
    misspelt(words, names, isKnown)
  );
}

function byPostcode(words: readonly string[], names: PlaceNames): PlaceWords | null {
  const at = words.findIndex((word) => /^\d{5}$/.test(word) && names.named(word) !== null);
  if (at < 0) return null;
  const said = words[at] ?? '';
  // « 69100 Villeurbanne » and « Villeurbanne 69100 » say one place.
  const after = longest(words, at + 1, names);
  if (after !== null) return { from: at, to: after, said };
  for (let from = Math.max(0, at - LONGEST_NAME); from < at; from += 1) {
    if (names.named(words.slice(from, at).join(' ')) === 'sure') return { from, to: at + 1, said };
  }
  return { from: at, to: at + 1, said };
}

function bySign(words: readonly string[], names: PlaceNames, isKnown: (word: string) => boolean): PlaceWords | null {
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const before = BEFORE_WORDS.find((sign) => sign.every((word, i) => words[at + i] === word));
    if (before === undefined) continue;
    const around = nameAround(words, at, names);
    if (around !== null) return around;
    const from = at + before.length;
    const to = longest(words, from, names);
    if (to !== null && !isKnown(words.slice(from, to).join(' ')))
      return { from: at, to, said: words.slice(from, to).join(' ') };
    const tail = words.slice(from);
    const meant = tail.length === 0 || tail.length > 4 || tail.some(isKnown) ? null : names.meant(tail.join(' '));
    if (meant !== null) return { from: at, to: words.length, said: meant };
  }
  return null;
}

/** A sign may be a word of a name: « Neuville-sur-Saône » does not lie at Saône, in the Doubs. */
function nameAround(words: readonly string[], at: number, names: PlaceNames): PlaceWords | null {
  for (let n = LONGEST_NAME; n >= 3; n -= 1) {
    for (let from = Math.max(0, at - n + 2); from < at && from + n <= words.length; from += 1) {
      const said = words.slice(from, from + n).join(' ');
      if (names.named(said) !== null) return { from: from - signBefore(words, from), to: from + n, said };
    }
  }
  return null;
}

/** How many words just before make a sign. */
function signBefore(words: readonly string[], from: number): number {
  const sign = BEFORE_WORDS.find((one) => one.every((word, i) => words[from - one.length + i] === word));
  return sign?.length ?? 0;
}

function byEdge(words: readonly string[], names: PlaceNames, isKnown: (word: string) => boolean): PlaceWords | null {
  for (let n = Math.min(LONGEST_NAME, words.length); n >= 1; n -= 1) {
    for (const from of [words.length - n, 0]) {
      const name = words.slice(from, from + n).join(' ');
      if (names.named(name) === 'sure' && !isKnown(name)) return { from, to: from + n, said: name };
    }
  }
  return null;
}

function misspelt(words: readonly string[], names: PlaceNames, isKnown: (word: string) => boolean): PlaceWords | null {
  for (let n = Math.min(4, words.length); n >= 1; n -= 1) {
    const tail = words.slice(-n);
    if (tail.some((word) => isKnown(word))) continue;
    const meant = names.meant(tail.join(' '));
    if (meant !== null) return { from: words.length - n, to: words.length, said: meant };
  }
  return null;
}

/** Where the longest name that begins at `from` ends; null when none does. */
function longest(words: readonly string[], from: number, names: PlaceNames): number | null {
  for (let to = Math.min(words.length, from + LONGEST_NAME); to > from; to -= 1) {
    if (names.named(words.slice(from, to).join(' ')) !== null) return to;
  }
  return null;
}
