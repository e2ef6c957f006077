import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { createLot } from '#app/passes/create-lot.ts';
import { recordPayment } from '#app/payment/record-payment.ts';
import { perform } from '#app/platform/intention.ts';
import { financeLot } from '#app/purchasing/finance-lot.ts';
import { readRenewals } from '#app/reporting/read-renewals.ts';
import { coFinance } from '#app/reporting/rules/co-financing.ts';
import { type ReportFilters, scopeOf } from '#app/reporting/rules/scope.ts';
import { coFinancingTables, duesTables, renewalTable } from '#app/reporting/tables/money.fr.ts';
import { readDebt } from '#db/queries/debt.ts';
import { listOrderPayments } from '#db/queries/payments.ts';
import { countUsers, readDues, readPaidLots } from '#db/queries/reports/money.ts';
import { readOrganisations } from '#db/queries/reports/use.ts';
import { accountOf, approve, colleague, IBANS, openDebtor, order } from '#tests/factories/payments.ts';
import { fundingLine, order as orderOf, pay } from '#tests/factories/purchasing.ts';
import { claimOf, onDay, walkIn } from '#tests/factories/used-passes.ts';
import { buildWorld, done, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

/*
 * Read on 25 November 2026; every figure below was counted by hand from this story.
 *   the small world's lot      1,000.00 euros, paid by the authority alone.
 *   a second lot               1,000.01 euros at 65 % by the State, whose cap is 500 euros, and 35 % by the authority.
 *   a third lot                ordered, never paid: nowhere.
 *   MJC un, 16 October         3 passes used, asked, approved, paid today: 40 days.
 *   MJC deux, 16 October       4 passes used, asked and approved.
 *   MJC deux, 10 November      2 passes used, not asked yet.
 *   MJC trois, 27 July         1 pass used, asked.
 */
const NOW = new Date('2026-11-25T10:00:00Z');
const YEAR: ReportFilters = {
  firstDay: '2026-01-01',
  lastDay: '2026-11-25',
  partnerId: null,
  commune: null,
  publicKind: null,
};
let fresh: FreshDatabase;
let world: World;
let second: AuthorityActor;

async function fundedLot(prefix: string, priceCents: bigint, paid: boolean) {
  const { authority, services, nonce } = world;
  const key = () => services.newId();
  const input = {
    label: `Lot ${prefix}`,
    prefix,
    firstNumber: 1,
    bookletCount: 2,
    bookletSize: 10,
    faceCents: '1000',
    validFrom: '2026-01-01',
    validUntil: '2099-12-31',
    nonce,
  };
  const { lotId } = await done(perform(services, createLot, { actor: authority, opKey: key(), input }));
  const state = await fundingLine(services, authority, 'STATE', { capCents: 70_000n, label: `État ${prefix}` });
  const own = await fundingLine(services, authority, 'OWN', { label: `Ville ${prefix}` });
  const orderId = await orderOf(services, authority);
  const shares = [
    { fundingId: state, shareBps: 6500 },
    { fundingId: own, shareBps: 3500 },
  ];
  const financing = { lotId, orderId, priceCents, shares };
  await done(perform(services, financeLot, { actor: authority, opKey: key(), input: financing }));
  if (paid) await pay(services, authority, orderId);
}

beforeAll(async () => {
  fresh = await freshDatabase({ clock: NOW });
  world = await buildWorld(fresh, { booklets: 20 });
  second = await colleague(world);
  await fundedLot('101', 100_001n, true);
  await fundedLot('102', 100_000n, false);
  // An amendment lowers the State's cap after the order.
  await world.sql`update funding set cap_cents = 50000 where kind = 'STATE'`;
  await openDebtor(world);
  const claims: string[] = [];
  for (const org of [0, 1, 2] as const) {
    await accountOf(world, org, second, { iban: IBANS[org], services: onDay(world, -5) });
    await walkIn(world, org === 2 ? { org, count: 1, daysAgo: 121 } : { org, count: 3 + org, daysAgo: 40 });
    claims.push((await done(claimOf(world, org, 20))).claimId);
    if (org < 2) await approve(world, claims[org] ?? '', onDay(world, -4));
  }
  await walkIn(world, { org: 1, count: 2, daysAgo: 15 });
  const { orderId } = await done(order(world, claims.slice(0, 1)));
  const [payment] = await fresh.db.read((tx) => listOrderPayments(tx, orderId));
  const input = { paymentId: payment?.id ?? '', paidOn: '2026-11-25', reference: 'relevé' };
  const opKey = world.services.newId();
  await done(perform(world.services, recordPayment, { actor: world.authority, opKey, input }));
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const scope = (change: Partial<ReportFilters> = {}) => scopeOf({ ...YEAR, ...change }, NOW);

describe('money counted by hand', () => {
  it('R6: three passes paid forty days after their use; the others not yet', async () => {
    const rows = await fresh.db.snapshot((tx) => readOrganisations(tx, scope()));
    expect(
      rows.map(({ name, redemptions, paid, delayMedian, delayP90 }) => [
        name,
        redemptions,
        paid,
        delayMedian,
        delayP90,
      ]),
    ).toEqual([
      ['MJC deux', 6, 0, null, null],
      ['MJC trois', 1, 0, null, null],
      ['MJC un', 3, 3, 40, 40],
      ['', 10, 3, 40, 40],
    ]);
  });

  it('R8: the State stops at its cap, the rest comes back to the authority, the unpaid order is nowhere', async () => {
    const found = coFinance(await fresh.db.snapshot((tx) => readPaidLots(tx, '2026-11-25')));
    expect(found.eligibleCents).toBe(200_001n);
    // 65 % of 1,000.01 is 650.0065 and 35 % is 350.0035: the cent left goes to the larger fraction, the State's.
    expect(found.parts.map(({ kind, sharesCents, paysCents }) => [kind, sharesCents, paysCents])).toEqual(
      expect.arrayContaining([
        ['OWN', 100_000n, 100_000n],
        ['STATE', 65_001n, 50_000n],
        ['OWN', 35_000n, 35_000n],
      ]),
    );
    expect(found.restCents).toBe(15_001n);
    const [kinds] = coFinancingTables(found);
    expect(kinds?.rows.map(([kind, cents]) => [kind, cents])).toEqual([
      ['État', 50_000],
      ['FEDER', 0],
      ['Collectivité', 150_001],
      ['Autre financeur', 0],
    ]);
    expect(kinds?.rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBeCloseTo(1, 12);
    expect(await fresh.db.snapshot((tx) => readPaidLots(tx, '2026-11-24'))).toEqual([]);
  });

  it('R13: owed, asked, approved and paid, as the debt of the first screen says', async () => {
    const [dues, users, debt] = await fresh.db.snapshot(async (tx) => [
      await readDues(tx),
      await countUsers(tx),
      await readDebt(tx, '2026-11-25'),
    ]);
    const none = { unclaimed: 0, submitted: 0, approved: 0, ordered: 0, returned: 0, paid: 0 };
    expect(dues).toEqual([
      { ...none, name: 'MJC deux', persons: 2, unclaimed: 2000, approved: 4000 },
      { ...none, name: 'MJC trois', persons: 1, submitted: 1000 },
      { ...none, name: 'MJC un', persons: 1, paid: 3000 },
    ]);
    expect(users).toBe(4);
    const [table, ages, cover] = duesTables(dues, users, { ...debt, funds: 3500n, coverBps: 5000 });
    expect(table?.totals).toEqual(['Ensemble', 7000, 2000, 1000, 4000, 0, 0, 3000, 4]);
    // 15 days, 40 days and 121 days; nothing between 61 and 90.
    expect(ages?.rows.map(([, cents]) => cents)).toEqual([2000, 4000, 0, 1000, 0]);
    expect(ages?.totals).toEqual(['Ensemble', 7000, 1]);
    expect(cover?.rows).toEqual([['Ensemble', 7000, 3500, 0.5]]);
  });

  it('R15: each convention of the period, its pack due six months before its end', async () => {
    const rows = await fresh.db.snapshot((tx) => readRenewals(tx, scope()));
    expect(rows).toMatchObject([
      {
        partnerName: 'CCAS d’essai',
        dueOn: '2099-06-30',
        followed: false,
        target: 1000,
        handed: 40,
        used: 10,
        persons: 4,
      },
      { partnerName: 'Mission d’essai', target: 1000, handed: 0, used: 0, persons: 0 },
    ]);
    const [partnerId] = world.agents.map((agent) => agent.partnerId);
    expect(await fresh.db.snapshot((tx) => readRenewals(tx, scope({ partnerId: partnerId ?? null })))).toHaveLength(1);
    expect(
      await fresh.db.snapshot((tx) => readRenewals(tx, scope({ firstDay: '2019-01-01', lastDay: '2019-12-31' }))),
    ).toEqual([]);
    expect(renewalTable(rows).rows[0]?.slice(5)).toEqual([1000, 40, 0.04, 10, 4]);
  });
});
