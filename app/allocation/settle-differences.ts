import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { writeSettled } from '#db/queries/allocations.ts';
import { DIFFERENCE_OUTCOMES } from './rules/states.ts';

/**
 * The authority settles booklets that did not arrive: found and received, lost and blocked, or back where
 * they were sent from. The count itself is never edited. Value: how many were settled.
 */
export const settleDifferences = intention({
  name: 'settle-differences',
  input: z.object({
    allocationId: z.uuid(),
    differenceIds: z.array(z.uuid()).min(1).max(400),
    outcome: z.enum(DIFFERENCE_OUTCOMES),
    reason: z.string().trim().min(1).max(500),
  }),
  may: 'booklet.settle',
  async run(tx, given, ctx) {
    const differenceIds = [...new Set(given.differenceIds)];
    const stamp = { txId: ctx.newId(), txOut: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    const written = await writeSettled(tx, { ...given, differenceIds }, stamp);
    if (written === 'SETTLED') return refuse('ALREADY_SETTLED');
    return written === 'OK' ? ok({ settled: differenceIds.length }) : refuse('PARTNER_CLOSED');
  },
});
