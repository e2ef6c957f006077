import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { findAccountInForce } from '#db/queries/bank-accounts.ts';
import { approveUndecided, holdClaim, writeClaimApproved } from '#db/queries/claim-lines.ts';

/**
 * The authority approves a claim: every line of it accepted, those nobody spoke of in the same gesture.
 * Remembers the bank account in force, so that a change before the payment is seen. Value: the claim.
 */
export const approveClaim = intention({
  name: 'approve-claim',
  input: z.object({ claimId: z.uuid() }),
  may: 'claim.review',
  async run(tx, { claimId }, ctx) {
    const claim = await holdClaim(tx, claimId);
    if (claim === null) return refuse('CLAIM_NOT_FOUND');
    if (claim.state !== 'SUBMITTED') return refuse('CLAIM_CLOSED');
    await approveUndecided(tx, claimId, ctx);
    const account = await findAccountInForce(tx, claim.orgId, ctx.today);
    const approved = await writeClaimApproved(tx, claimId, {
      by: ctx.actor.userId,
      at: ctx.now,
      accountId: account?.id ?? null,
    });
    return approved ? ok({ claimId }) : refuse('LINES_CONTESTED');
  },
});
