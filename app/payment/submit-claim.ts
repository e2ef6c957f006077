import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { listOrgsToClaim, readPaymentSettings, writeClaim } from '#db/queries/claims.ts';
import { organisationExists } from '#db/queries/organisations.ts';
import { holdVenueStaff } from '#db/queries/passes.ts';
import { cutoffIsOver, dueDay } from './rules/claim-dates.ts';

const cutoff = daySchema('Choisissez le dernier jour de la demande.');

/**
 * Asks for the payment of everything used at an organisation up to a Paris day: the venue for itself,
 * the authority for anyone. A label that has ended since changes nothing: what was used is owed.
 * Value: the claim.
 */
export const submitClaim = intention({
  name: 'submit-claim',
  input: z.object({ orgId: z.uuid(), cutoff }),
  may: 'claim.submit',
  async run(tx, given, ctx) {
    const { actor } = ctx;
    if (actor.role === 'VENUE_STAFF') {
      if (actor.orgId !== given.orgId) return refuse('ORGANISATION_NOT_FOUND');
      if (!(await holdVenueStaff(tx, actor.membershipId))) return refuse('NOT_ALLOWED');
    } else if (!(await organisationExists(tx, given.orgId))) return refuse('ORGANISATION_NOT_FOUND');
    if (!cutoffIsOver(given.cutoff, ctx.today)) return refuse('CUTOFF_NOT_OVER');
    const { promisedDays } = await readPaymentSettings(tx);
    const claimId = ctx.newId();
    const written = await claimOne(tx, { ...given, claimId, dueOn: dueDay(ctx.today, promisedDays) }, ctx);
    switch (written) {
      case 'OK':
        return ok({ claimId });
      case 'NOTHING':
        return refuse('NOTHING_TO_CLAIM');
      case 'EXISTS':
        return refuse('CLAIMED_ALREADY', { cutoff: given.cutoff });
      case 'MOVED':
        return refuse('TRY_AGAIN');
    }
  },
});

/** Makes the monthly claims of every organisation that has something to claim and has not asked. Value: how many. */
export const submitAllClaims = intention({
  name: 'submit-all-claims',
  input: z.object({ cutoff }),
  may: 'claim.submitAll',
  async run(tx, given, ctx) {
    if (!cutoffIsOver(given.cutoff, ctx.today)) return refuse('CUTOFF_NOT_OVER');
    const { promisedDays } = await readPaymentSettings(tx);
    const dueOn = dueDay(ctx.today, promisedDays);
    let claims = 0;
    // In the order of ids, as every act that takes several organisations does.
    for (const orgId of await listOrgsToClaim(tx, given.cutoff)) {
      const written = await claimOne(tx, { orgId, cutoff: given.cutoff, claimId: ctx.newId(), dueOn }, ctx);
      if (written === 'MOVED') return refuse('TRY_AGAIN');
      if (written === 'OK') claims += 1;
    }
    return claims === 0 ? refuse('NOTHING_TO_CLAIM') : ok({ claims });
  },
});

function claimOne(
  tx: Tx,
  claim: { orgId: string; cutoff: string; claimId: string; dueOn: string },
  ctx: IntentionContext,
) {
  const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
  return writeClaim(tx, { ...claim, id: claim.claimId, moneyTxId: ctx.newId() }, stamp);
}
