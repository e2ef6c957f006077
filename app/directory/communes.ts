import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import MiniSearch from 'minisearch';
import { BoundedMap } from '#app/platform/kept/bounded-map.ts';
import { type Commune, type CommuneLookup, communeKey } from './rules/commune.ts';
import { territoryPlace } from './rules/territory.ts';
import { plainWords } from './rules/words.ts';

interface EtalabCommune {
  code: string;
  nom: string;
  type: 'commune-actuelle' | 'commune-deleguee' | 'commune-associee' | 'arrondissement-municipal';
  chefLieu?: string;
  codesPostaux?: string[];
  population?: number;
}

interface CommuneList extends CommuneLookup {
  all: readonly Commune[];
}

let list: CommuneList | undefined;
let index: MiniSearch | undefined;

/** The communes of France (Etalab, from INSEE and La Poste), read once, when first asked for. */
export function communeList(): CommuneList {
  list ??= readCommunes();
  return list;
}

function readCommunes(): CommuneList {
  // The package's own entry reads its files from the working directory: they are found here instead.
  const home = dirname(createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/package.json'));
  const published = JSON.parse(readFileSync(join(home, 'data', 'communes.json'), 'utf8')) as EtalabCommune[];
  const wholes = new Map(published.filter((c) => c.type === 'commune-actuelle').map((c) => [c.code, c]));
  const all = published.map((c): Commune => {
    const whole = c.chefLieu === undefined ? undefined : wholes.get(c.chefLieu);
    return {
      code: whole?.code ?? c.code,
      name: c.nom,
      postcodes: c.codesPostaux ?? whole?.codesPostaux ?? [],
      population: c.population ?? 0,
      kind: c.type === 'commune-actuelle' ? 'whole' : c.type === 'arrondissement-municipal' ? 'arrondissement' : 'part',
    };
  });
  const byPostcode = groupBy(all, ({ postcodes }) => postcodes);
  const byName = groupBy(all, ({ name }) => [communeKey(name)]);
  const byCode = new Map(all.filter(({ kind }) => kind !== 'part').map((commune) => [commune.code, commune]));
  return { all, byCode, byPostcode, byName };
}

function groupBy(
  communes: readonly Commune[],
  keysOf: (commune: Commune) => readonly string[],
): Map<string, Commune[]> {
  const groups = new Map<string, Commune[]>();
  for (const commune of communes) {
    for (const key of keysOf(commune)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [commune]);
      else group.push(commune);
    }
  }
  return groups;
}

function communeIndex(): MiniSearch {
  if (index !== undefined) return index;
  index = emptyIndex();
  index.addAll(indexed());
  return index;
}

/** Documents indexed between two turns of the event loop, while others are answered. */
const LOT = 250;

/** Makes the index of names before somebody asks for it, without keeping anybody waiting. */
export async function warmCommunes(): Promise<void> {
  if (index !== undefined) return;
  const made = emptyIndex();
  await made.addAllAsync(indexed(), { chunkSize: LOT });
  index ??= made;
}

function indexed(): { id: number; name: string }[] {
  return communeList().all.map((commune, id) => ({ id, name: communeKey(commune.name) }));
}

function emptyIndex(): MiniSearch {
  return new MiniSearch({
    fields: ['name'],
    tokenize: (text) => plainWords(text),
    processTerm: (term) => term,
    searchOptions: {
      combineWith: 'AND',
      prefix: (term) => term.length >= 3,
      fuzzy: (term) => (term.length < 5 ? false : 0.2),
    },
  });
}

/** The same few places are asked for again and again, and a spelling is looked up among 37,000 names. */
const known = new BoundedMap<Commune[]>(5_000);

/**
 * The communes a person may mean by "villeurbane", "st priest" or "69100", best first. An exact
 * postcode or name wins; then the territory's own; then the larger ones.
 */
export function findCommunes(asked: string, limit = 5): Commune[] {
  const key = `${limit} ${asked}`;
  const found = known.get(key) ?? lookUp(asked, limit);
  known.set(key, found, 1);
  return [...found];
}

function lookUp(asked: string, limit: number): Commune[] {
  const key = communeKey(asked);
  if (key === '') return [];
  const { all, byPostcode } = communeList();
  const postcode = /\b\d{5}\b/.exec(asked)?.[0];
  const exact = postcode === undefined ? [] : (byPostcode.get(postcode) ?? []);
  if (exact.length > 0)
    return ranked(exact.map((commune) => ({ commune, score: byPostcodeScore(commune) }))).slice(0, limit);
  const hits = communeIndex()
    .search(key)
    .slice(0, 200)
    .flatMap((hit) => {
      const commune = all[hit.id as number];
      return commune === undefined ? [] : [{ commune, score: nameScore(commune, key, hit.score) }];
    });
  return ranked(hits).slice(0, limit);
}

/** A postcode of Lyon means its arrondissement, not the whole city. */
function byPostcodeScore(commune: Commune): number {
  const kind = { arrondissement: 2, whole: 1, part: 0 }[commune.kind];
  return kind * 10 + (territoryPlace(commune.code) === undefined ? 0 : 3) + Math.log10(commune.population + 1);
}

function nameScore(commune: Commune, key: string, relevance: number): number {
  const name = communeKey(commune.name);
  const same = name === key ? 100 : name.startsWith(`${key} `) ? 60 : 0;
  const near = territoryPlace(commune.code) === undefined ? 1 : 2.5;
  return same * near + relevance * near * (1 + Math.log10(commune.population + 10) / 4);
}

function ranked(scored: { commune: Commune; score: number }[]): Commune[] {
  return scored.sort((a, b) => b.score - a.score).map(({ commune }) => commune);
}
