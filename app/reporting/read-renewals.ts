import { addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { RENEWAL_MONTHS } from '#app/partners/rules/convention.ts';
import type { Tx } from '#db/client.ts';
import { listConventionSheets } from '#db/queries/conventions.ts';
import { readPeriodFigures } from '#db/queries/period-figures.ts';
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
  const rows: (RenewalRow & { conventionId: string })[] = [];
  for (const { id, startsOn, endsOn, ...one } of inForce) {
    const [to = today] = [endsOn, today].sort();
    const { total } = await readPeriodFigures(tx, { from: startsOn, to, partnerId: one.partnerId });
    rows.push({
      conventionId: id,
      partnerName: one.partnerName,
      startsOn,
      endsOn,
      dueOn: addMonths(endsOn, -RENEWAL_MONTHS),
      followed: one.followed,
      target: one.targetPasses,
      handed: total.handedPasses,
      used: total.usedPasses,
      persons: total.persons,
    });
  }
  return rows;
}
