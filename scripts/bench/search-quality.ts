import { listVenues } from '#app/directory/list-venues.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import type { Services } from '#app/platform/services.ts';
import { ASKED_QUERIES, type AskedQuery } from '#tests/truth/search-queries.ts';

export interface SearchQuality {
  queries: number;
  /** Mean of 1 / (rank of the first right answer), 0 when it is not on the first page. */
  mrr: number;
  /** Share of the queries whose first answer is right. */
  firstRight: number;
  /** Those whose right answer is not first. */
  misses: { q: string; rank: number | null }[];
  /** The same, with a letter of the longest word left out of each question. */
  mrrMisspelt: number;
}

/** Asks the sixty queries of the truth file. `identify` gives the source's identifier of an address. */
export async function measureSearch(services: Services, identify: ReadonlyMap<string, string>): Promise<SearchQuality> {
  const ranks: { q: string; rank: number | null }[] = [];
  const misspelt: (number | null)[] = [];
  for (const asked of ASKED_QUERIES) {
    ranks.push({ q: asked.q, rank: await rankOf(services, asked, identify) });
    misspelt.push(await rankOf(services, { ...asked, q: withALetterLess(asked.q) }, identify));
  }
  return {
    queries: ranks.length,
    mrr: mean(ranks.map(({ rank }) => rank)),
    mrrMisspelt: mean(misspelt),
    firstRight: ranks.filter(({ rank }) => rank === 1).length / ranks.length,
    misses: ranks.filter(({ rank }) => rank !== 1),
  };
}

function mean(ranks: readonly (number | null)[]): number {
  return ranks.reduce((sum: number, rank) => sum + (rank === null ? 0 : 1 / rank), 0) / ranks.length;
}

/** The question as somebody in a hurry types it: the third letter before the end of its longest word is missing. */
function withALetterLess(q: string): string {
  const longest = [...(q.match(/[\p{L}\p{N}]+/gu) ?? [])].sort((a, b) => b.length - a.length)[0] ?? '';
  return longest.length < 5 ? q : q.replace(longest, longest.slice(0, -3) + longest.slice(-2));
}

async function rankOf(
  services: Services,
  { q, near, wants }: AskedQuery,
  identify: ReadonlyMap<string, string>,
): Promise<number | null> {
  const params = new URLSearchParams(near === undefined ? { q } : { q, near });
  const { venues } = await listVenues(services, parseVenueSearch(params));
  const at = venues.findIndex((venue) =>
    'ids' in wants
      ? wants.ids.includes(identify.get(venue.slug) ?? '')
      : wants.communes.some((commune) => sameCommune(venue.commune, commune)) && venue.services.includes(wants.service),
  );
  return at < 0 ? null : at + 1;
}

function sameCommune(shown: string, wanted: string): boolean {
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z]+/g, ' ');
  return plain(shown) === plain(wanted);
}
