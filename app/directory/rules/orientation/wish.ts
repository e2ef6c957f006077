import { z } from 'zod';

/** What somebody comes for: a machine or a line, help with something to do, or learning to do it alone. */
export const NEEDS = ['HELP', 'LEARN', 'EQUIP'] as const;
export type Need = (typeof NEEDS)[number];

/** The language that puts them at ease; OTHER is any but French and English. */
export const TONGUES = ['FRENCH', 'ENGLISH', 'OTHER'] as const;
export type Tongue = (typeof TONGUES)[number];

/** What a venue must take into account; nothing is kept of it, it lives in the address of the page. */
export const CARES = ['WHEELCHAIR', 'SIGHT', 'HEARING', 'MIND', 'READING'] as const;
export type Care = (typeof CARES)[number];

/** What an agent says of somebody in front of them, to find where to send them. */
export interface Wish {
  need: Need | null;
  /** A commune or a postcode. */
  near: string;
  tongue: Tongue;
  cares: readonly Care[];
  withChildren: boolean;
  /** Whether they have passes, and would use them. */
  hasPass: boolean;
}

/** Short words of addresses. */
const NEED_WORDS: Readonly<Record<Need, string>> = { HELP: 'aide', LEARN: 'apprendre', EQUIP: 'equipement' };
const TONGUE_WORDS: Readonly<Record<Tongue, string>> = { FRENCH: 'francais', ENGLISH: 'anglais', OTHER: 'autre' };
const CARE_WORDS: Readonly<Record<Care, string>> = {
  WHEELCHAIR: 'fauteuil',
  SIGHT: 'vue',
  HEARING: 'ouie',
  MIND: 'psychique',
  READING: 'lecture',
};

const LONGEST_PLACE = 100;
const flag = z
  .literal('1')
  .transform(() => true)
  .catch(false);

/** Reads a wish from an address. Lenient: what is unknown or hostile is as if it were absent. */
export function readWish(params: URLSearchParams): Wish {
  return {
    need: byWord(NEED_WORDS, params.get('besoin')) ?? null,
    near: (params.get('ou') ?? '')
      .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
      .trim()
      .slice(0, LONGEST_PLACE),
    tongue: byWord(TONGUE_WORDS, params.get('langue')) ?? 'FRENCH',
    cares: CARES.filter((care) => params.getAll('accueil').includes(CARE_WORDS[care])),
    withChildren: flag.parse(params.get('enfants')),
    hasPass: flag.parse(params.get('pass')),
  };
}

/** Writes a wish as an address. */
export function wishParams(wish: Wish): URLSearchParams {
  const params = new URLSearchParams();
  if (wish.need !== null) params.set('besoin', NEED_WORDS[wish.need]);
  if (wish.near !== '') params.set('ou', wish.near);
  if (wish.tongue !== 'FRENCH') params.set('langue', TONGUE_WORDS[wish.tongue]);
  for (const care of wish.cares) params.append('accueil', CARE_WORDS[care]);
  if (wish.withChildren) params.set('enfants', '1');
  if (wish.hasPass) params.set('pass', '1');
  return params;
}

/** The word an address uses for an answer. */
export const wordOf = {
  need: (need: Need) => NEED_WORDS[need],
  tongue: (tongue: Tongue) => TONGUE_WORDS[tongue],
  care: (care: Care) => CARE_WORDS[care],
};

function byWord<K extends string>(words: Readonly<Record<K, string>>, asked: string | null): K | undefined {
  return (Object.keys(words) as K[]).find((key) => words[key] === asked);
}
