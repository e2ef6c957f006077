/** What a client says it already has (RFC 9110, 13.1). */
export interface Precondition {
  ifNoneMatch: string | null;
  ifModifiedSince: string | null;
}

/** Whether the client's copy is the current one; a tag, when sent, decides alone. */
export function isFresh(current: { etag: string; lastModified: Date | null }, asked: Precondition): boolean {
  if (asked.ifNoneMatch !== null) {
    const tags = asked.ifNoneMatch.split(',').map((tag) => opaque(tag));
    return tags.includes('*') || tags.includes(opaque(current.etag));
  }
  const since = asked.ifModifiedSince === null ? Number.NaN : Date.parse(asked.ifModifiedSince);
  if (Number.isNaN(since) || current.lastModified === null) return false;
  // HTTP dates have no thousandths.
  return Math.floor(current.lastModified.getTime() / 1000) * 1000 <= since;
}

/** Compared weakly: compression on the way changes the bytes, not the content. */
function opaque(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
