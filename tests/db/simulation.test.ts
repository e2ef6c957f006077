import { afterAll, beforeAll, expect, it } from 'vitest';
import { runSimulation } from '#scripts/simulate/run-simulation.ts';
import { sizeOf } from '#scripts/simulate/story.ts';
import { type FreshDatabase, freshDatabase, TEST_SECRET } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let again: FreshDatabase;
beforeAll(async () => {
  [fresh, again] = await Promise.all([freshDatabase(), freshDatabase()]);
});
afterAll(() => Promise.all([fresh.close(), again.close()]));

it('two months of a simulated programme reconcile, to the pass and to the cent; the same seed gives the same figures', async () => {
  const run = (url: string) => runSimulation({ ...sizeOf(2, 30), url, secret: TEST_SECRET, seed: 5 });
  const [done, same] = await Promise.all([run(fresh.url), run(again.url)]);
  expect(done.months.map(({ differences }) => differences)).toEqual([[], []]);
  expect(done.invariants.filter(({ broken }) => broken !== 0)).toEqual([]);
  // Everything that may happen to a pass and to a payment has happened.
  const { tally } = done;
  expect([tally.passesUsed, tally.claims, tally.orders, tally.linesRejected, tally.transferredCents]).not.toContain(0);
  expect([tally.transfersRefused + tally.sentBackCents, tally.passesBlocked, tally.bookletsReturned]).not.toContain(0);
  expect(same.tally).toEqual(done.tally);
  expect(same.months.map(({ standing }) => standing)).toEqual(done.months.map(({ standing }) => standing));
});
