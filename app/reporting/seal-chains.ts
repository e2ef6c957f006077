import type { Services } from '#app/platform/services.ts';
import { SEALED, sealChain } from '#db/queries/seals.ts';

/** Links a transaction: small enough to end well within a statement's time, large enough to be quick. */
const BATCH = 2_000;

/**
 * Seals all that the ledger and the audit hold, batch after batch, each its own transaction. Acts go on meanwhile;
 * what commits after the last look is sealed next time. Returns how many links were added.
 */
export async function sealChains({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<number> {
  let added = 0;
  for (const chain of SEALED) {
    for (;;) {
      const done = await db.transaction((tx) => sealChain(tx, chain, BATCH, clock.now()));
      added += done;
      if (done < BATCH) break;
    }
  }
  return added;
}
