import { findCommunes } from '#app/directory/communes.ts';
import { communeKey, communeName } from '#app/directory/rules/commune.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';

export type HomeCommune =
  /** A name nobody knows (another country, a hamlet) is kept as it was typed, without a code. */
  { kind: 'found'; name: string; inseeCode: string | null } | { kind: 'which'; names: string[] };

const PROPOSED = 4;

/**
 * The commune somebody lives in, as an agent typed it: a name, with or without its postcode, small
 * mistakes forgiven when only one commune can be meant.
 */
export function homeCommune(typed: string): HomeCommune {
  const [best, ...others] = findCommunes(typed, PROPOSED);
  if (best === undefined) return { kind: 'found', name: typed, inseeCode: null };
  const key = communeKey(typed);
  const named = (name: string) => communeKey(name) === key || key.startsWith(`${communeKey(name)} `);
  if (named(best.name) || others.length === 0) {
    return { kind: 'found', name: communeName(best.name), inseeCode: best.code };
  }
  // Far from here, a vague likeness proves nothing: the agent's word is kept.
  const likely = communeKey(best.name).startsWith(key) || territoryPlace(best.code) !== undefined;
  if (!likely) return { kind: 'found', name: typed, inseeCode: null };
  return { kind: 'which', names: [best, ...others].map(({ name }) => communeName(name)) };
}
