/**
 * The one text of a JSON value: keys in the order of their code units, no spaces, numbers as JavaScript writes
 * them (the shape of RFC 8785). Equal values have equal texts, so that a hash signs the value.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, held]) => [key, sorted(held)]),
  );
}

/** The first signs of a hash, as people compare them over the telephone: "3f9a-01bc-77d2". */
export function shortHash(hash: string): string {
  return [hash.slice(0, 4), hash.slice(4, 8), hash.slice(8, 12)].join('-');
}
