import type { Public } from '../standard.ts';
import { plainWords } from '../words.ts';
import {
  ASKING_WORDS,
  NEEDS,
  type Need,
  PASS_WORDS_SAID,
  PUBLICS_SAID,
  SMALL_WORDS,
  WHEELCHAIR_SAID,
} from './needs.ts';
import { findPlaceWords, type PlaceNames } from './place-words.ts';
import { closestWord } from './spelling.ts';

/** A need recognised, and the words it was said with. */
export interface NeedSaid {
  need: Need;
  /** The words typed, corrected. */
  words: string;
  /** As typed, to be taken out of the question. */
  typed: readonly string[];
}

/** What a line of plain words asks. */
export interface Asked {
  needs: readonly NeedSaid[];
  /** What is none of it: a name, or words of a description. */
  words: readonly string[];
  /** The place named, as it was said; null when there is none. */
  place: string | null;
  pass: boolean;
  wheelchair: boolean;
  public: Public | null;
  /** The question without its place. */
  withoutPlace: string;
}

interface Piece {
  typed: string;
  plain: string;
}

const MOST_PIECES = 16;
const LONGEST_PHRASE = 4;

/** Every way to say a need, small words left out. */
const SAID = new Map<string, Need>();
for (const need of NEEDS) {
  for (const said of need.said) {
    const phrase = contentOf(said).join(' ');
    if (!SAID.has(phrase)) SAID.set(phrase, need);
  }
}
const SINGLE_WORDS = [...SAID.keys()].filter((phrase) => !phrase.includes(' '));

/** Words a person may have meant to type: for another spelling. */
export const KNOWN_WORDS: readonly string[] = SINGLE_WORDS;

/**
 * Understands a line such as « taper un CV près de Bron »: the needs, the place, the filters that some
 * words stand for, and the words left. `exact` takes every word for itself.
 */
export function understand(q: string, places: PlaceNames, { placeToo = true, exact = false } = {}): Asked {
  const pieces = piecesOf(q);
  if (exact) return { ...NOTHING, words: wordsOf(pieces), withoutPlace: q };
  const found = placeToo
    ? findPlaceWords(
        pieces.map(({ plain }) => plain),
        places,
        isKnownWord,
      )
    : null;
  const rest = found === null ? pieces : pieces.filter((_, i) => i < found.from || i >= found.to);
  const asked = readNeeds(rest.filter(({ plain }) => !SMALL_WORDS.has(plain)));
  return { ...asked, place: found?.said ?? null, withoutPlace: rest.map(({ typed }) => typed).join(' ') };
}

const NOTHING: Omit<Asked, 'withoutPlace'> = {
  needs: [],
  words: [],
  place: null,
  pass: false,
  wheelchair: false,
  public: null,
};

function readNeeds(pieces: readonly Piece[]): Omit<Asked, 'place' | 'withoutPlace'> {
  const asked = { ...NOTHING, needs: [] as NeedSaid[], left: [] as string[] };
  for (let i = 0; i < pieces.length; ) {
    const phrase = longestPhrase(pieces, i);
    const typed = pieces.slice(i, i + phrase.length).map((piece) => piece.typed);
    const { kind } = phrase;
    if (kind === 'need') asked.needs.push({ need: phrase.need, words: phrase.words, typed });
    else if (kind === 'pass') asked.pass = true;
    else if (kind === 'wheelchair') asked.wheelchair = true;
    else if (kind === 'public') asked.public = phrase.public;
    else asked.left.push(phrase.words);
    i += phrase.length;
  }
  const { left, ...rest } = asked;
  return {
    ...rest,
    needs: oncePerNeed(rest.needs),
    words: [...new Set(left.filter((word) => !ASKING_WORDS.has(word)))],
  };
}

type Phrase = { length: number; words: string } & (
  | { kind: 'need'; need: Need }
  | { kind: 'public'; public: Public }
  | { kind: 'pass' | 'wheelchair' | 'word' }
);

function longestPhrase(pieces: readonly Piece[], from: number): Phrase {
  for (let length = Math.min(LONGEST_PHRASE, pieces.length - from); length >= 1; length -= 1) {
    const plain = pieces.slice(from, from + length).map((piece) => piece.plain);
    for (const words of new Set([plain.join(' '), plain.map(singular).join(' ')])) {
      const need = SAID.get(words);
      if (need !== undefined) return { length, words, kind: 'need', need };
      if (PASS_WORDS_SAID.has(words)) return { length, words, kind: 'pass' };
      if (WHEELCHAIR_SAID.has(words)) return { length, words, kind: 'wheelchair' };
      const audience = PUBLICS_SAID[words];
      if (audience !== undefined) return { length, words, kind: 'public', public: audience };
    }
  }
  const word = pieces[from]?.plain ?? '';
  if (ASKING_WORDS.has(word)) return { length: 1, words: word, kind: 'word' };
  const meant = /\d/.test(word) ? null : closestWord(singular(word), SINGLE_WORDS);
  const need = meant === null ? undefined : SAID.get(meant);
  return need === undefined || meant === null
    ? { length: 1, words: word, kind: 'word' }
    : { length: 1, words: meant, kind: 'need', need };
}

/** « internet wifi » says one need twice: that is more words for it, not more to ask for. */
function oncePerNeed(said: readonly NeedSaid[]): NeedSaid[] {
  const kept = new Map<Need, NeedSaid>();
  for (const one of said) {
    const before = kept.get(one.need);
    kept.set(
      one.need,
      before === undefined
        ? one
        : { need: one.need, words: `${before.words} ${one.words}`, typed: [...before.typed, ...one.typed] },
    );
  }
  return [...kept.values()];
}

function piecesOf(q: string): Piece[] {
  const typed = q.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return typed
    .map((piece) => ({ typed: piece, plain: plainWords(piece).join('') }))
    .filter(({ plain }) => plain !== '')
    .slice(0, MOST_PIECES);
}

function wordsOf(pieces: readonly Piece[]): string[] {
  return [...new Set(pieces.map(({ plain }) => plain))].filter((word) => !SMALL_WORDS.has(word));
}

function contentOf(text: string): string[] {
  return plainWords(text)
    .filter((word) => !SMALL_WORDS.has(word))
    .map(singular);
}

/** « papiers » → « papier »; « cours » and « css » are found as they are before this is tried. */
function singular(word: string): string {
  return word.length > 4 ? word.replace(/[sx]$/, '') : word;
}

/** Whether a word means something by itself: it is then no misspelt commune. */
function isKnownWord(word: string): boolean {
  return (
    SAID.has(word) || SAID.has(singular(word)) || ASKING_WORDS.has(word) || PUBLICS_SAID[singular(word)] !== undefined
  );
}
