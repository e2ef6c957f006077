import { plainWords } from '#app/directory/rules/words.ts';

/** What several words of a venue's name mean, said in one way. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bmdm\b/g, 'maison metropole'],
  [/\bmaison (?:de la )?metropole(?: de lyon)?\b/g, 'maison metropole'],
  [/\bcentre communale? d action sociale?\b/g, 'ccas'],
  [/\b(?:hotel de ville|commune)\b/g, 'mairie'],
  [/\bmission locale\b/g, 'mission-locale'],
  [/\bcentres? (?:sociaux|sociale?|socio ?culturels?|sociaux et culturels?|social et culturel)\b/g, 'centre-social'],
  [/\b(?:msap|maison de services au public)\b/g, 'france services'],
  [/\b(?:bibliotheque|mediatheque)s?\b/g, 'mediatheque'],
  [/\bespace public numerique\b/g, 'epn'],
  [/\bmaison (?:des jeunes et de la culture)\b/g, 'mjc'],
  [/\bpoint information mediation multi services\b/g, 'pimms'],
];
/** Words that join others, and say nothing of which place it is. */
const EMPTY = new Set([
  'de',
  'du',
  'des',
  'd',
  'la',
  'le',
  'les',
  'l',
  'et',
  'a',
  'au',
  'aux',
  'en',
  'sur',
  'pour',
  'site',
  'ass',
]);
/** Words so common among these places that sharing or lacking them says little. */
const COMMON = new Set([
  'association',
  'municipale',
  'municipal',
  'espace',
  'numerique',
  'maison',
  'centre',
  'centre-social',
  'france',
  'services',
  'service',
  'mediation',
  'antenne',
  'restaurant',
  'social',
  'groupe',
  'metropole',
  'agence',
  'public',
  'pole',
  'mairie',
  'lyon',
]);

/** Sorts of institutions: a town hall and its library may share everything, and are two places. */
const KINDS = ['mairie', 'mediatheque', 'ccas', 'centre-social', 'mjc', 'mission-locale', 'pimms', 'caf', 'emploi'];

/** Whether two names each say what sort of place it is, and not the same. */
export function otherKind(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [ofA, ofB] = [KINDS.filter((kind) => a.has(kind)), KINDS.filter((kind) => b.has(kind))];
  return ofA.length > 0 && ofB.length > 0 && !ofA.some((kind) => ofB.includes(kind));
}

/** The words of a name that tell it from others, its commune's left out. */
export function nameWords(name: string, commune: string): Set<string> {
  const place = new Set(plainWords(commune).filter((word) => !COMMON.has(word) || word === 'lyon'));
  let words = plainWords(name).join(' ');
  for (const [phrase, said] of PHRASES) words = words.replace(phrase, said);
  const kept = words.split(' ').filter((word) => word !== '' && !EMPTY.has(word) && !place.has(word));
  return new Set(kept.length === 0 ? plainWords(name) : kept);
}

export interface NameLikeness {
  /** From 0 (nothing in common) to 1 (the same words), common words counting for little. */
  share: number;
  /** Whether all that one says, the other says too. */
  within: boolean;
  /** Whether each bears a word of its own that the other lacks: « … Vaise », « … Mermoz ». */
  apart: boolean;
}

/** How alike two sets of name words are. A typing slip of one letter is forgiven. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): NameLikeness {
  const onlyA = [...a].filter((word) => !hasWord(b, word));
  const onlyB = [...b].filter((word) => !hasWord(a, word));
  const both = [...a].filter((word) => hasWord(b, word));
  const common = weigh(both);
  const all = common + weigh(onlyA) + weigh(onlyB);
  const telling = both.some((word) => !COMMON.has(word));
  return {
    share: all === 0 ? 0 : common / all,
    within: (onlyA.length === 0 || onlyB.length === 0) && (telling || onlyA.length + onlyB.length === 0),
    apart: onlyA.some((word) => !COMMON.has(word)) && onlyB.some((word) => !COMMON.has(word)),
  };
}

function weigh(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + (COMMON.has(word) ? 0.3 : 1), 0);
}

function hasWord(words: ReadonlySet<string>, word: string): boolean {
  return words.has(word) || (word.length >= 6 && [...words].some((other) => oneSlip(word, other)));
}

/** At most one letter added, lost or changed. */
export function oneSlip(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 5) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  const [restA, restB] = [a.slice(i), b.slice(i)];
  return restA.slice(1) === restB.slice(1) || restA === restB.slice(1) || restA.slice(1) === restB;
}

const ROADS: Readonly<Record<string, string>> = {
  av: 'avenue',
  ave: 'avenue',
  bd: 'boulevard',
  bld: 'boulevard',
  blvd: 'boulevard',
  r: 'rue',
  pl: 'place',
  rte: 'route',
  imp: 'impasse',
  all: 'allee',
  crs: 'cours',
  mte: 'montee',
  mtee: 'montee',
  chem: 'chemin',
  ch: 'chemin',
  gr: 'grande',
  doc: 'docteur',
  dr: 'docteur',
  pr: 'professeur',
  gal: 'general',
  mal: 'marechal',
  quatre: '4',
  huit: '8',
  onze: '11',
};

export interface StreetWords {
  /** 0 when there is none. */
  number: number;
  road: readonly string[];
}

/** « 104 RTE DE VIENNE » and « 104 route de vienne » are one. A number's « bis » is left out. */
export function streetWords(street: string): StreetWords {
  const beforePostcode = street.replace(/\b\d{5}\b.*$/, '');
  const words = plainWords(beforePostcode).map((word) => ROADS[word] ?? word);
  const at = words.findIndex((word) => /^\d+[a-z]?$/.test(word));
  const number = at >= 0 && at <= 1 ? Number.parseInt(words[at] ?? '0', 10) : 0;
  const rest = at >= 0 && at <= 1 ? words.slice(at + 1) : words;
  return {
    number,
    road: rest.filter((word) => !EMPTY.has(word) && !/^(?:bis|ter|quater|b|c)$/.test(word)),
  };
}

/** Whether two streets bear the same name, a slip and a missing first name forgiven. */
export function sameRoad(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const [less, more] = a.length <= b.length ? [a, b] : [b, a];
  const telling = less.filter((word) => !GENERIC_ROADS.has(word));
  if (telling.length === 0) return less.join(' ') === more.join(' ');
  return more.length - less.length <= 2 && less.every((word) => more.some((other) => oneSlip(word, other)));
}

const GENERIC_ROADS = new Set([...Object.values(ROADS).filter((word) => /^[a-z]/.test(word)), 'quai', 'rue', 'square']);
