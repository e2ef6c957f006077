import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '#app/platform/services.ts';
import { readPosition } from '#db/queries/reconciliation.ts';
import { type Reconciliation, readReconciliation } from './read-indicators.ts';
import { readPatiently } from './read-patiently.ts';

/** How long a comparison is repeated: rows changed by hand, behind every act, are seen by then. */
const RECALLED_MS = 10 * 60_000;
/** How long a page waits for a comparison: beyond, it says that one is under way. */
const WAITED_MS = 3_000;

/** What was found when everything was last compared, and when; `found` null: a first comparison is under way. */
export interface Recalled {
  found: Reconciliation | null;
  comparedAt: Date | null;
  /** The registers have grown since: a newer comparison is under way. */
  outdated: boolean;
}

interface Known {
  position: string;
  at: Date;
  found: Reconciliation;
}

interface Mind {
  known: Known | null;
  underWay: Promise<Known> | null;
}

/** By database: what was last found, and the comparison under way. */
const memory = new WeakMap<object, Mind>();

/**
 * Whether everything agrees, for the pages that only say so: comparing each entry at each view would be slow, and they do
 * not change between two acts. What was found is repeated while nothing was added, ten minutes at most; a difference is
 * looked at again each time. A page waits three seconds, then shows the last that is known. The page of R10 and the
 * publication never ask here: they compare (`compareAll`).
 */
export async function recallReconciliation(services: Services): Promise<Recalled> {
  const { db, clock } = services;
  const mind: Mind = memory.get(db) ?? { known: null, underWay: null };
  memory.set(db, mind);
  const position = await db.read(readPosition);
  const { known } = mind;
  const age = known === null ? 0 : clock.now().getTime() - known.at.getTime();
  if (known?.found.agrees && known.position === position && age >= 0 && age < RECALLED_MS)
    return { found: known.found, comparedAt: known.at, outdated: false };
  mind.underWay ??= startComparing(services, mind);
  const waiting = new AbortController();
  const fresh = await Promise.race([
    mind.underWay,
    pause(WAITED_MS, null, { signal: waiting.signal }).catch(() => null),
  ]);
  waiting.abort();
  const told = fresh ?? known;
  return { found: told?.found ?? null, comparedAt: told?.at ?? null, outdated: fresh === null };
}

async function startComparing(services: Services, mind: Mind): Promise<Known> {
  try {
    mind.known = await compareApart(services);
    return mind.known;
  } catch (error) {
    // The page that waits answers with it; one that waits no more would hear of it nowhere.
    services.log.warn('comparison failed', { error: error instanceof Error ? error.name : typeof error });
    throw error;
  } finally {
    mind.underWay = null;
  }
}

/** R10, whole, on connections that may take their time. */
export async function compareAll(services: Services): Promise<Reconciliation> {
  return (await compareApart(services)).found;
}

function compareApart(services: Services): Promise<Known> {
  const at = services.clock.now();
  return readPatiently(services, async (tx) => ({
    position: await readPosition(tx),
    at,
    found: await readReconciliation(tx),
  }));
}
