import { addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { RENEWAL_MONTHS } from '#app/partners/rules/convention.ts';
import type { Tx } from '#db/client.ts';
import { listConventionSheets } from '#db/queries/conventions.ts';
import { readConventionFigures } from '#db/queries/period-figures.ts';
import type { RenewalRow } from './rules/rows.ts';
import type { ReportScope } from './rules/scope.ts';

/** R15. The conventions in force in the period, with the figures of their renewal pack: those that end first. */
export async function readRenewals(
  tx: Tx,
  { firstDay, lastDay, partnerId, now }: ReportScope,
): Promise<(RenewalRow & { conventionId: string })[]> {
  const today = parisDay(now);
  const inForce = (await listConventionSheets(tx)).filter(
    (one) =>
      one.revokedAt === null &&
      one.startsOn <= lastDay &&
      one.endsOn >= firstDay &&
      (partnerId === null || one.partnerId === partnerId),
  );
  const lastDayOf = ({ endsOn }: { endsOn: string }) => (endsOn < today ? endsOn : today);
  const figures = await readConventionFigures(
    tx,
    inForce.map((one) => ({ key: one.id, partnerId: one.partnerId, from: one.startsOn, to: lastDayOf(one) })),
  );
  return inForce.map((one) => {
    const { handedPasses = 0, usedPasses = 0, persons = 0 } = figures.get(one.id) ?? {};
    return {
      conventionId: one.id,
      partnerName: one.partnerName,
      startsOn: one.startsOn,
      endsOn: one.endsOn,
      dueOn: addMonths(one.endsOn, -RENEWAL_MONTHS),
      followed: one.followed,
      target: one.targetPasses,
      handed: handedPasses,
      used: usedPasses,
      persons,
    };
  });
}
