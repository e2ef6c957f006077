/**
 * One way to write a word, for what is published and for what is asked: no accent, no case, no
 * punctuation, "saint" in full. The database's `search_norm` does the same.
 */
export function plainWords(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => (word === 'st' ? 'saint' : word === 'ste' ? 'sainte' : word));
}

/** The same, as one string. */
export function plainText(text: string): string {
  return plainWords(text).join(' ');
}
