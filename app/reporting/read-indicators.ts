import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Tx } from '#db/client.ts';
import { readDebt } from '#db/queries/debt.ts';
import { readLedgerTotals } from '#db/queries/flow.ts';
import { type Difference, reconcile } from '#db/queries/reconciliation.ts';
import { countUsers, readDues, readPaidLots } from '#db/queries/reports/money.ts';
import {
  readAges,
  readBeneficiaries,
  readDistributed,
  readFirstSession,
  readHomes,
  readNeighbourhoods,
  readPassesEach,
  readPublics,
  readTrainings,
} from '#db/queries/reports/people.ts';
import { readCohorts, readFill, readOrganisations, readSeatsToCome } from '#db/queries/reports/use.ts';
import { readSealHeads, type SealHeads } from '#db/queries/seals.ts';
import { readRenewals } from './read-renewals.ts';
import { coFinance } from './rules/co-financing.ts';
import { type FigureTable, type Indicator, maskFigures, type ReportCode } from './rules/figures.ts';
import { checkLedger, type LedgerCheck } from './rules/flow.ts';
import type { ReportScope } from './rules/scope.ts';
import { coFinancingTables, duesTables, renewalTable } from './tables/money.fr.ts';
import {
  beneficiariesTable,
  delayTables,
  neighbourhoodsTables,
  partnersTable,
  passesEachTable,
  publicsTables,
} from './tables/people.fr.ts';
import { reconciliationTable } from './tables/reconciliation.fr.ts';
import { farTable, fillTable, organisationsTable, trainingsTable, usageTables } from './tables/use.fr.ts';
import type { Words } from './tables/words.ts';

type Reader = (tx: Tx, scope: ReportScope, words: Words) => Promise<FigureTable[]>;

/** One reader an indicator. */
const READERS: Readonly<Record<ReportCode, Reader>> = {
  R1: async (tx, scope) => [partnersTable(await readDistributed(tx, scope))],
  R2: async (tx, scope) => [beneficiariesTable(await readBeneficiaries(tx, scope))],
  R3: async (tx, scope) => passesEachTable(await readPassesEach(tx, scope)),
  R4: async (tx, scope, words) => publicsTables(await readPublics(tx, scope), await readAges(tx, scope), words),
  R5: async (tx, scope, words) => [trainingsTable(await readTrainings(tx, scope), words)],
  R6: async (tx, scope) => [organisationsTable(await readOrganisations(tx, scope))],
  R7: async (tx, scope) => usageTables(await readCohorts(tx, scope)),
  R8: async (tx, scope) => coFinancingTables(coFinance(await readPaidLots(tx, scope.lastDay))),
  R9: async (tx, scope) => neighbourhoodsTables(await readNeighbourhoods(tx, scope)),
  R10: async (tx) => [reconciliationTable(checkLedger(await readLedgerTotals(tx)))],
  R11: async (tx, scope) => [fillTable(await readFill(tx, scope))],
  R12: async (tx, scope) => delayTables(await readFirstSession(tx, scope)),
  R13: async (tx, scope) =>
    duesTables(await readDues(tx), await countUsers(tx), await readDebt(tx, parisDay(scope.now))),
  R14: async (tx, scope) => [farTable(await readHomes(tx, scope), await readSeatsToCome(tx, scope.now))],
  R15: async (tx, scope) => [renewalTable(await readRenewals(tx, scope))],
};

/** The indicators this installation can give, in order. */
export const READY: readonly ReportCode[] = (Object.keys(READERS) as ReportCode[]).sort(
  (a, b) => Number(a.slice(1)) - Number(b.slice(1)),
);

/** Whether everything agrees, and where it does not. */
export interface Reconciliation {
  check: LedgerCheck;
  differences: Difference[];
  agrees: boolean;
}

export interface ReadFigures {
  indicators: Indicator[];
  heads: SealHeads;
}

/** Reads indicators, masked as they may be shown. Run it in one `db.snapshot`, so that they all say the same moment. */
export async function readIndicators(
  tx: Tx,
  codes: readonly ReportCode[],
  scope: ReportScope,
  words: Words,
): Promise<Indicator[]> {
  const indicators: Indicator[] = [];
  for (const code of codes) {
    const tables = await READERS[code](tx, scope, words);
    indicators.push({ code, tables: tables.map(maskFigures) });
  }
  return indicators;
}

/** The same with what every page of figures prints: the head of the ledger's chain. */
export async function readFigures(
  tx: Tx,
  codes: readonly ReportCode[],
  scope: ReportScope,
  words: Words,
): Promise<ReadFigures> {
  const heads = await readSealHeads(tx);
  return { indicators: await readIndicators(tx, codes, scope, words), heads };
}

/** R10, whole: the states counted two ways, and every comparison of `reconcile`. */
export async function readReconciliation(tx: Tx): Promise<Reconciliation> {
  const check = checkLedger(await readLedgerTotals(tx));
  const differences = await reconcile(tx);
  return { check, differences, agrees: check.agrees && differences.length === 0 };
}
