import type { Services } from '#app/platform/services.ts';
import type { Tx } from '#db/client.ts';
import { readPosition } from '#db/queries/reconciliation.ts';
import { type Reconciliation, readReconciliation } from './read-indicators.ts';

/** How long a comparison is repeated: rows changed by hand, behind every act, are seen by then. */
const RECALLED_MS = 10 * 60_000;

interface Known {
  position: string;
  at: number;
  found: Reconciliation;
}

/** By database: what it held when everything was last compared, and what was found. */
const known = new WeakMap<object, Known>();

/**
 * Whether everything agrees, for the pages that only say so: comparing 300,000 entries at each view would be slow, and
 * they do not change between two acts. What was found agreeing is repeated while nothing was added, ten minutes at most; a
 * difference is always looked at again. The page of R10 and the publication never ask here: they compare.
 */
export async function recallReconciliation({ db, clock }: Services, tx: Tx): Promise<Reconciliation> {
  const position = await readPosition(tx);
  const now = clock.now().getTime();
  const last = known.get(db);
  if (last !== undefined && last.position === position && now - last.at < RECALLED_MS && now >= last.at)
    return last.found;
  const found = await readReconciliation(tx);
  if (found.agrees) known.set(db, { position, at: now, found });
  else known.delete(db);
  return found;
}
