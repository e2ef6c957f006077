import { afterAll, beforeAll, expect, it } from 'vitest';
import { printStorm } from '#scripts/storm/report.ts';
import { runStorm } from '#scripts/storm/run-storm.ts';
import { type FreshDatabase, freshDatabase, TEST_SECRET } from '#tests/setup/database.ts';

let fresh: FreshDatabase;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

/** The suite has to end: `npm run storm` is the long one, and kills PostgreSQL too, which here others are using. */
const SECONDS = 20;

it(`a storm of ${SECONDS} seconds, its connections and its server killed, breaks nothing`, async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  const report = await runStorm({
    url: fresh.url,
    secret: TEST_SECRET,
    seconds: SECONDS,
    workers: 8,
    seed,
  });
  console.info(printStorm(report).join('\n'));
  expect(report.invariants.filter(({ broken }) => broken !== 0)).toEqual([]);
  expect(report.invariants.length).toBeGreaterThan(12);
  expect(report.kills.backends + report.kills.servers).toBeGreaterThan(0);
  expect(report.outcomes['book-for-holder']?.OK ?? 0).toBeGreaterThan(0);
});
