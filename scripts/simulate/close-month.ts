import type { Services } from '#app/platform/services.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { readStanding, type Standing } from '#db/queries/standing.ts';
import type { Programme } from './programme.ts';

export interface SimulatedMonth {
  month: string;
  /** Differences of the reconciliation, and between the story's own count and the database. Empty when all agrees. */
  differences: string[];
  standing: Standing;
  seconds: number;
}

/** Reconciles the database with itself, and with what the story counted by itself. */
export async function closeMonth(
  services: Services,
  programme: Programme,
  month: string,
  seconds: number,
): Promise<SimulatedMonth> {
  const { found, standing } = await services.db.snapshot(async (tx) => ({
    found: await reconcile(tx),
    standing: await readStanding(tx),
  }));
  const { tally } = programme;
  const counted: [string, number, number][] = [
    ['passes bought', tally.passesBought, standing.passes],
    ['people', tally.holders, standing.holders],
    ['passes used', tally.passesUsed, standing.used],
    ['passes expired', tally.passesExpired, standing.expired],
    ['owed in cents', tally.passesUsed * 1000, standing.owedCents],
    ['attended', tally.attended, standing.attended],
  ];
  const differences = [
    ...found.map(({ check, subject, expected, found: n }) => `${check} ${subject}: ${expected}, found ${n}`),
    ...counted.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${what}: the story counts ${a}, the database ${b}`),
  ];
  return { month: month.slice(0, 7), differences, standing, seconds };
}
