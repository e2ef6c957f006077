import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import type { Job } from '#app/platform/jobs.ts';
import { readPaymentSettings } from '#db/queries/claims.ts';
import { lastMonthEnd } from './rules/claim-dates.ts';
import { submitAllClaims } from './submit-claim.ts';

/** On the second day of the month, the claims of the month before, when the authority has decided to make them. */
export const monthlyClaims: Job = {
  name: 'monthly-claims',
  label: 'Demandes de remboursement du mois',
  cron: '30 5 2-5 * *',
  atStart: false,
  async run(services) {
    const { claimMode } = await services.db.read(readPaymentSettings);
    if (claimMode !== 'AUTHORITY') return { claims: 0 };
    const outcome = await perform(services, submitAllClaims, {
      actor: { role: 'SYSTEM', name: 'monthly-claims' },
      opKey: services.newId(),
      input: { cutoff: lastMonthEnd(parisDay(services.clock.now())) },
    });
    if (outcome.ok) return { claims: outcome.value.claims };
    // Nothing left to claim is the usual answer of the second run; anything else must be seen.
    if (outcome.refusal === 'NOTHING_TO_CLAIM') return { claims: 0 };
    throw new Error(outcome.refusal);
  },
};
