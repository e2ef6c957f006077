import { intention, ok, refuse } from '#app/platform/intention.ts';
import { sha256 } from '#app/platform/secrets.ts';
import { brokenConstraint, faultCode } from '#db/faults.ts';
import { findLastVersion, insertReport } from '#db/queries/funder-reports.ts';
import type { Composed } from './compose-report.ts';
import { canonicalJson } from './rules/canonical.ts';
import type { FrozenReport } from './rules/frozen.ts';
import { reportWishSchema } from './rules/report-wish.ts';

/** What the trigger `funder_report_follows` answers to a version that does not follow the last. */
const NOT_THE_NEXT = 'PA010';

/**
 * Freezes a report: its canonical JSON and the hash that signs it, as the next version of its period. The figures are
 * composed before (they need a snapshot of their own) and handed over; the key is that of the wish, so that a form
 * sent twice gets the first report again.
 */
export const publishReport = (composed: Composed) =>
  intention({
    name: 'publish-report',
    input: reportWishSchema,
    may: 'report.publish',
    async run(tx, wish, ctx) {
      if (composed.kind === 'DIFFERS') return refuse('LEDGER_DIFFERS');
      if (composed.kind === 'NOTHING') return refuse('NOTHING_TO_REPORT');
      if (composed.kind === 'BUSY') return refuse('TRY_AGAIN');
      if (wish.lastDay > ctx.today) return refuse('PERIOD_NOT_OVER');
      const last = await findLastVersion(tx, wish.firstDay, wish.lastDay);
      const version = (last?.version ?? 0) + 1;
      const report: FrozenReport = { ...composed.report, version, supersedes: last };
      const content = canonicalJson(report);
      const row = {
        id: ctx.newId(),
        ...wish,
        version,
        content,
        hash: sha256(content),
        ledgerHead: report.ledgerHead,
        moneyHead: report.moneyHead ?? null,
        publishedBy: ctx.actorRef,
        publishedAt: ctx.now,
      };
      try {
        await insertReport(tx, row);
      } catch (error) {
        // Two people publish the same period at once: the second is told to look first. Which of both guards sees it
        // depends on whether the first was done when this one came.
        const taken = brokenConstraint(error) === 'funder_report_version' || faultCode(error) === NOT_THE_NEXT;
        if (taken) return refuse('VERSION_TAKEN');
        throw error;
      }
      return ok({ id: row.id, version, hash: row.hash });
    },
  });
