import { intention, ok, refuse } from '#app/platform/intention.ts';
import { brokenConstraint } from '#db/faults.ts';
import { insertFunding } from '#db/queries/funding.ts';
import { fundingSchema } from './rules/funding.ts';

/** The authority writes down a funding line. Value: its id. */
export const openFunding = intention({
  name: 'open-funding',
  input: fundingSchema,
  may: 'purchase.manage',
  async run(tx, given, ctx) {
    const fundingId = ctx.newId();
    try {
      await insertFunding(tx, { ...given, id: fundingId, createdBy: ctx.actor.userId }, ctx.now);
    } catch (error) {
      if (brokenConstraint(error) === 'funding_label_unique') return refuse('FUNDING_LABEL_TAKEN');
      throw error;
    }
    return ok({ fundingId });
  },
});
