/**
 * Letters to change to go from one word to the other (a swap of two neighbours counts once), or
 * `most + 1` as soon as it is more than `most`.
 */
export function lettersApart(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length] ?? most + 1;
}

/** Errors forgiven in a word of this length: none in a short one, where any other word is near. */
export function errorsForgiven(length: number): number {
  return length >= 8 ? 2 : length >= 5 ? 1 : 0;
}

/** The closest of some words to one that is none of them, first letter kept; null when none is close enough. */
export function closestWord(word: string, known: Iterable<string>, most = errorsForgiven(word.length)): string | null {
  let best: string | null = null;
  let least = most + 1;
  if (most === 0) return null;
  for (const candidate of known) {
    if (candidate[0] !== word[0]) continue;
    const apart = lettersApart(word, candidate, least - 1);
    if (apart < least) {
      least = apart;
      best = candidate;
    }
  }
  return best;
}
