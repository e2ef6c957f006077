import type { Services } from '#app/platform/services.ts';
import {
  listFrozen,
  listMoneyAccounts,
  pageAudit,
  pageMoney,
  pageSealed,
  readFrame,
} from '#db/queries/ledger-export.ts';
import { readSealHeads } from '#db/queries/seals.ts';

/** Lines a page: a page is one short read, so that a slow reader holds no connection. */
const PAGE = 1_000;

/**
 * The whole sealed register as JSON lines (`docs/ledger-seal.md` describes them), for `scripts/verify-ledger.mjs`.
 * Identifiers and figures only: no name, no code, no free words. Every page is read under the heads of the start.
 */
export async function* exportLedger({ db, clock, env }: Services): AsyncGenerator<string> {
  const line = (type: string, value: object) => `${JSON.stringify({ type, ...value })}\n`;
  const heads = await db.read(readSealHeads);
  yield line('header', {
    format: 'passerelle-ledger-1',
    territory: env.TERRITORY_NAME,
    at: clock.now().toISOString(),
    ledger: heads.ledger,
    audit: heads.audit,
    money: heads.money,
    unsealed: heads.unsealed,
  });
  const frame = await db.read((tx) => readFrame(tx, heads.ledger.seq));
  for (const edge of frame.edges) yield line('edge', edge);
  for (const lot of frame.lots) yield line('lot', lot);
  for (const { balance: _, ...account } of frame.accounts) yield line('account', account);
  for (let after = 0; after < heads.ledger.seq; after += PAGE) {
    const page = await db.read((tx) => pageSealed(tx, after, heads.ledger.seq, PAGE));
    yield page.map((transaction) => line('transaction', transaction)).join('');
  }
  const moneyAccounts = await db.read((tx) => listMoneyAccounts(tx, heads.money.seq));
  for (const { balance: _, ...account } of moneyAccounts) yield line('money-account', account);
  for (let after = 0; after < heads.money.seq; after += PAGE) {
    const page = await db.read((tx) => pageMoney(tx, after, heads.money.seq, PAGE));
    yield page.map((money) => line('money', money)).join('');
  }
  for (let after = 0; after < heads.audit.seq; after += PAGE) {
    const page = await db.read((tx) => pageAudit(tx, after, heads.audit.seq, PAGE));
    yield page.map((audit) => line('audit', audit)).join('');
  }
  for (const report of await db.read((tx) => listFrozen(tx, heads.ledger.seq))) yield line('report', report);
  yield line('totals', {
    transactions: heads.ledger.seq,
    audits: heads.audit.seq,
    moneyTransactions: heads.money.seq,
    balances: notZero(frame.accounts),
    moneyBalances: notZero(moneyAccounts),
  });
}

function notZero(accounts: readonly { id: number; balance: number }[]): Record<string, number> {
  return Object.fromEntries(accounts.filter(({ balance }) => balance !== 0).map(({ id, balance }) => [id, balance]));
}
