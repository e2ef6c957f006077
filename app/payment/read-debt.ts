import type { Day } from '#app/calendar/rules/paris-time.ts';
import type { Tx } from '#db/client.ts';
import { readPaymentSettings } from '#db/queries/claims.ts';
import { listDebtByDay, sumReturned } from '#db/queries/debt.ts';
import { ageDebt, coverBps } from './rules/debt.ts';

/** What is owed to all venues on a Paris day, by age since the pass was used, and what covers it. Cents. */
export async function readDebt(tx: Tx, today: Day) {
  const ages = ageDebt(await listDebtByDay(tx), today);
  const returned = await sumReturned(tx);
  const { fundsCents: funds } = await readPaymentSettings(tx);
  const owed = ages.reduce((sum, cents) => sum + cents, 0n) + returned;
  return { ages, owed, funds, coverBps: coverBps(funds, owed) };
}
