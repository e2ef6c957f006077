import type { Services } from '#app/platform/services.ts';
import { checkLedger } from '#app/reporting/rules/flow.ts';
import { readLedgerTotals } from '#db/queries/flow.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { readStanding, type Standing } from '#db/queries/standing.ts';
import type { Programme } from './programme.ts';
import { FACE_CENTS } from './story.ts';

export interface SimulatedMonth {
  month: string;
  /** Differences of the reconciliation, and between the story's own count and the database. Empty when all agrees. */
  differences: string[];
  standing: Standing;
  /** How long it took to live it, then to reconcile it. */
  seconds: number;
  reconcileMs: number;
}

/** Reconciles the database with itself, and with what the story counted by itself. */
export async function closeMonth(
  services: Services,
  programme: Programme,
  month: string,
  livedMs: number,
): Promise<SimulatedMonth> {
  const started = performance.now();
  const { found, r10, standing } = await services.db.snapshot(async (tx) => ({
    found: await reconcile(tx),
    r10: checkLedger(await readLedgerTotals(tx)),
    standing: await readStanding(tx),
  }));
  const reconcileMs = performance.now() - started;
  const { tally } = programme;
  const counted: [string, number, number][] = [
    ['passes bought', tally.passesBought, standing.passes],
    ['people', tally.holders, standing.holders],
    ['passes used', tally.passesUsed, standing.used],
    ['passes expired', tally.passesExpired, standing.expired],
    ['passes blocked', tally.passesBlocked, standing.blocked],
    ['owed in cents', tally.passesUsed * FACE_CENTS, standing.owedCents],
    ['cost in cents', tally.claimedCents - tally.overpaidCents, standing.costCents],
    ['paid in cents', tally.transferredCents - tally.sentBackCents - tally.repaidCents, standing.paidCents],
    ['attended', tally.attended, standing.attended],
  ];
  const differences = [
    ...found.map(({ check, subject, expected, found: n }) => `${check} ${subject}: ${expected}, found ${n}`),
    ...counted.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${what}: the story counts ${a}, the database ${b}`),
    ...(r10.agrees ? [] : ['R10: the passes bought are not those the states and the ledger count']),
  ];
  return { month: month.slice(0, 7), differences, standing, seconds: livedMs / 1000, reconcileMs };
}
