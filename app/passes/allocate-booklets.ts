import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { lotIsActivated } from '#db/queries/lots.ts';
import { partnerIsActive } from '#db/queries/partners.ts';
import { lockStockBooklets, writeAllocation } from '#db/queries/passes.ts';

/** The authority gives the next stock booklets of a lot to a partner. Value: how many. All of them, or none. */
export const allocateBooklets = intention({
  name: 'allocate-booklets',
  input: z.object({ lotId: z.uuid(), partnerId: z.uuid(), count: z.number().int().min(1).max(2000) }),
  may: 'booklet.allocate',
  async run(tx, { lotId, partnerId, count }, ctx) {
    if (!(await partnerIsActive(tx, partnerId))) return refuse('PARTNER_REVOKED');
    if (!(await lotIsActivated(tx, lotId))) return refuse('LOT_NOT_ACTIVATED');
    const bookletIds = await lockStockBooklets(tx, lotId, count);
    if (bookletIds.length < count) return refuse('STOCK_SHORT', { left: bookletIds.length, asked: count });
    const written = await writeAllocation(
      tx,
      { id: ctx.newId(), lotId, bookletIds, partnerId },
      { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now },
    );
    return written === 'OK' ? ok({ count }) : refuse('STOCK_SHORT', { left: 0, asked: count });
  },
});
