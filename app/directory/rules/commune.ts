import { territoryPlace } from './territory.ts';
import { plainText, plainWords } from './words.ts';

/** A commune of the official list, or one of the parts that kept its name in a merged commune. */
export interface Commune {
  /** INSEE code; a part carries the code of the whole. */
  code: string;
  name: string;
  postcodes: readonly string[];
  population: number;
  kind: 'whole' | 'part' | 'arrondissement';
}

export interface CommuneFound {
  name: string;
  inseeCode: string | null;
  inTerritory: boolean;
}

/** Lyon, Marseille and Paris: an arrondissement's postcode says more than their own name. */
export const CITIES_WITH_ARRONDISSEMENTS = new Set(['69123', '13055', '75056']);

/** « LYON 9EME », « Lyon 9e Arrondissement » and « Lyon 9 » are one: "lyon 9". */
export function communeKey(name: string): string {
  const words = plainWords(name.replace(/\(.*?\)/g, ' ').replace(/\bcedex\b.*$/i, ' '));
  return words
    .filter((word) => word !== 'arrondissement')
    .map((word) => word.replace(/^0*(\d+)(?:er|e|eme|ieme)?$/, '$1'))
    .join(' ');
}

/** « Lyon 3e Arrondissement » is said « Lyon 3e ». */
export function communeName(official: string): string {
  return official.replace(/ Arrondissement$/, '');
}

/** The official list, as the resolution needs it. */
export interface CommuneLookup {
  byCode: ReadonlyMap<string, Commune>;
  byPostcode: ReadonlyMap<string, readonly Commune[]>;
  /** By communeKey. */
  byName: ReadonlyMap<string, readonly Commune[]>;
}

/**
 * The commune a row speaks of: by its INSEE code when it has one, else by its name among the communes
 * of its postcode, then of its département. A name that is none of them stays as published.
 */
export function resolveCommune(
  row: { commune: string; postcode: string; inseeCode: string | null },
  { byCode, byPostcode, byName }: CommuneLookup,
): CommuneFound {
  const coded = row.inseeCode === null ? undefined : byCode.get(row.inseeCode);
  if (coded !== undefined && !CITIES_WITH_ARRONDISSEMENTS.has(coded.code)) return found(coded);
  const candidates = (byPostcode.get(row.postcode) ?? []).filter(({ code }) => !CITIES_WITH_ARRONDISSEMENTS.has(code));
  const key = communeKey(row.commune);
  const named =
    candidates.find((commune) => communeKey(commune.name) === key) ??
    onlyOne(
      candidates.filter((commune) => withoutArticle(communeKey(commune.name)).startsWith(`${withoutArticle(key)} `)),
    ) ??
    onlyOne((byName.get(key) ?? []).filter(({ code }) => code.slice(0, 2) === row.postcode.slice(0, 2)));
  if (named !== undefined) return found(named);
  if (coded !== undefined) return found(coded);
  return {
    name: calmName(row.commune),
    inseeCode: row.inseeCode,
    inTerritory: candidates.length > 0 && candidates.every(({ code }) => territoryPlace(code) !== undefined),
  };
}

/** The commune they all are, a part that bears the name of its whole included. */
function onlyOne(communes: readonly Commune[]): Commune | undefined {
  return new Set(communes.map(({ code }) => code)).size === 1 ? communes[0] : undefined;
}

function withoutArticle(key: string): string {
  return key.replace(/^(le|la|les|l) /, '');
}

function found(commune: Commune): CommuneFound {
  return {
    name: communeName(commune.name),
    inseeCode: commune.code,
    inTerritory: territoryPlace(commune.code) !== undefined,
  };
}

/** A name shouted in capitals, said calmly. */
export function calmName(name: string): string {
  if (plainText(name) === '' || name !== name.toUpperCase()) return name;
  return name
    .toLowerCase()
    .replace(/(^|[\s\-'’(])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
