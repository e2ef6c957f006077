import { actorRef } from '#app/access/rules/actor.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Services } from '#app/platform/services.ts';
import { writeExpired } from '#db/queries/expiry.ts';

/** Small enough that nobody waits long for an account. */
const BATCH = 500;
const BY = actorRef({ role: 'SYSTEM', name: 'expire-passes' });

/**
 * Expires what is over on this Paris day, batch after batch, each its own transaction: a stop in the middle
 * loses nothing. Reserved passes are never touched: they wait for the outcome of their session.
 */
export async function expirePasses({ db, clock, newId }: Services): Promise<{ expired: number }> {
  let expired = 0;
  for (;;) {
    const now = clock.now();
    const stamp = { txId: newId(), actorRef: BY, opKey: newId(), now };
    const moved = await db.transaction((tx) => writeExpired(tx, parisDay(now), BATCH, stamp));
    expired += moved;
    if (moved === 0) return { expired };
  }
}
