import { z } from 'zod';
import { mayActUnder } from '#app/partners/rules/convention.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { lockFreeBooklets } from '#db/queries/allocations.ts';
import { holdConventions } from '#db/queries/conventions.ts';
import { lotIsActivated } from '#db/queries/lots.ts';
import { writeAllocation } from '#db/queries/passes.ts';

/**
 * The authority gives the next stock booklets of a lot to a partner, in person: planned, sent and received in
 * one act. Value: how many. All of them, or none.
 */
export const allocateBooklets = intention({
  name: 'allocate-booklets',
  input: z.object({ lotId: z.uuid(), partnerId: z.uuid(), count: z.number().int().min(1).max(2000) }),
  may: 'booklet.allocate',
  async run(tx, { lotId, partnerId, count }, ctx) {
    const conventions = await holdConventions(tx, partnerId);
    if (conventions === null) return refuse('PARTNER_REVOKED');
    if (mayActUnder(conventions, ctx.today, null) !== 'OK') return refuse('NO_CONVENTION');
    if (!(await lotIsActivated(tx, lotId))) return refuse('LOT_NOT_ACTIVATED');
    const bookletIds = await lockFreeBooklets(tx, { partnerId: null, lotId }, count);
    if (bookletIds.length < count) return refuse('STOCK_SHORT', { left: bookletIds.length, asked: count });
    const written = await writeAllocation(
      tx,
      { id: ctx.newId(), lotId, bookletIds, partnerId },
      { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now },
    );
    return written === 'OK' ? ok({ count }) : refuse('STOCK_SHORT', { left: 0, asked: count });
  },
});
