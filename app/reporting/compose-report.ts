import type { Day } from '#app/calendar/rules/paris-time.ts';
import type { Services } from '#app/platform/services.ts';
import { DEFINITIONS } from './definitions.fr.ts';
import { READY, type Reconciliation, readFigures, readReconciliation } from './read-indicators.ts';
import { readPatiently } from './read-patiently.ts';
import { REPORT_CODES } from './rules/figures.ts';
import type { FrozenReport } from './rules/frozen.ts';
import { scopeOf } from './rules/scope.ts';
import { sealChains } from './seal-chains.ts';
import type { Words } from './tables/words.ts';

/** What is asked to be published. */
export interface ReportWish {
  title: string;
  firstDay: Day;
  lastDay: Day;
}

/** Figures ready to be signed, but for their version; or why there is nothing to sign. */
export type Composed =
  | { kind: 'READY'; report: Omit<FrozenReport, 'version' | 'supersedes'> }
  | { kind: 'DIFFERS'; reconciliation: Reconciliation }
  | { kind: 'NOTHING' }
  | { kind: 'BUSY' };

/** Acts come in while one seals and reads: how often to look for a moment without any. */
const TRIES = 6;

/**
 * Seals what there is, then reads every indicator in one snapshot; starts again when an act came in between, so that
 * the heads of both ledgers hold exactly what the figures count. The definitions are frozen with them: in two years the
 * program may count otherwise.
 */
export async function composeReport(services: Services, wish: ReportWish, words: Words): Promise<Composed> {
  for (let left = TRIES; left > 0; left -= 1) {
    await sealChains(services);
    const now = services.clock.now();
    const scope = scopeOf({ ...wish, partnerId: null, commune: null, publicKind: null }, now);
    const { indicators, heads, reconciliation } = await readPatiently(services, async (tx) => ({
      ...(await readFigures(tx, READY, scope, words)),
      reconciliation: await readReconciliation(tx),
    }));
    if (!reconciliation.agrees) return { kind: 'DIFFERS', reconciliation };
    if (heads.ledger.seq === 0) return { kind: 'NOTHING' };
    if (heads.unsealed.ledger > 0 || heads.unsealed.money > 0) continue;
    const { bought, issued, lines } = reconciliation.check;
    return {
      kind: 'READY',
      report: {
        format: 'passerelle-report-2',
        ...wish,
        territory: services.env.TERRITORY_NAME,
        readAt: now.toISOString(),
        ledgerHead: heads.ledger,
        auditHead: heads.audit,
        moneyHead: heads.money,
        definitions: Object.fromEntries(READY.map((code) => [code, DEFINITIONS[code]])),
        reconciliation: {
          agrees: true,
          bought,
          issued,
          states: Object.fromEntries(lines.map(({ kind, ledger }) => [kind, ledger])),
        },
        indicators,
        absent: REPORT_CODES.filter((code) => !READY.includes(code)),
      },
    };
  }
  return { kind: 'BUSY' };
}
