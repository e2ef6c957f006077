/** A session as far as proposing it needs to know it. */
export interface Proposable {
  id: string;
  venue: { id: string };
}

/**
 * The first sessions to propose out of a list in order of preference: no more than `perVenue` of one
 * venue while others have something to offer, so that the nearest venue's eight weeks do not hide the
 * second nearest. The order of the list is kept.
 */
export function proposeSessions<S extends Proposable>(preferred: readonly S[], limit: number, perVenue = 2): S[] {
  const seen = new Map<string, number>();
  const first = new Set<string>();
  for (const session of preferred) {
    if (first.size === limit) break;
    const shown = seen.get(session.venue.id) ?? 0;
    if (shown === perVenue) continue;
    seen.set(session.venue.id, shown + 1);
    first.add(session.id);
  }
  for (const session of preferred) {
    if (first.size >= limit) break;
    first.add(session.id);
  }
  return preferred.filter((session) => first.has(session.id));
}
