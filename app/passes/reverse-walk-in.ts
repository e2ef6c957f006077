import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { holdVenueStaff, writeWalkInReversed } from '#db/queries/passes.ts';

/** A venue takes back a walk-in it redeemed by mistake, until it is in a claim. Value: the undone ledger transaction. */
export const reverseWalkIn = intention({
  name: 'reverse-walk-in',
  input: z.object({ txId: z.uuid(), reason: z.string().trim().min(1).max(200) }),
  may: 'pass.walkIn',
  async run(tx, { txId, reason }, ctx) {
    if (!(await holdVenueStaff(tx, ctx.actor.membershipId))) return refuse('NOT_ALLOWED');
    const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    const written = await writeWalkInReversed(tx, { originalTxId: txId, orgId: ctx.actor.orgId, reason }, stamp);
    if (written === 'NOT_FOUND') return refuse('REDEMPTION_NOT_FOUND');
    if (written === 'CLAIMED') return refuse('ALREADY_CLAIMED');
    return ok({ txId });
  },
});
