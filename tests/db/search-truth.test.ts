import { afterAll, beforeAll, expect, it } from 'vitest';
import { venueSourceIds } from '#db/queries/venues.ts';
import { seedVenues } from '#db/seed/venues.ts';
import { measureSearch } from '#scripts/bench/search-quality.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';
import { ASKED_QUERIES } from '#tests/truth/search-queries.ts';

/** Monday 23 November 2026, half past two in Paris. */
const NOW = new Date('2026-11-23T13:30:00Z');
const GOAL = 0.85;

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: NOW });
  await seedVenues(fresh.db, { now: NOW, newId: fresh.services.newId });
});
afterAll(() => fresh.close());

it('finds what people ask for in their own words', async () => {
  const identify = await fresh.db.read((tx) => venueSourceIds(tx, 'Hinaura'));
  expect(identify.size).toBe(687);
  expect(ASKED_QUERIES).toHaveLength(60);
  for (const { wants } of ASKED_QUERIES)
    if ('ids' in wants) for (const id of wants.ids) expect([...identify.values()]).toContain(id);
  const { mrr, mrrMisspelt, firstRight, misses } = await measureSearch(fresh.services, identify);
  console.log(
    `MRR ${mrr.toFixed(3)} over 60 queries, right at first ${Math.round(firstRight * 100)} %; misspelt ${mrrMisspelt.toFixed(3)}`,
    misses,
  );
  expect(mrr).toBeGreaterThanOrEqual(GOAL);
});
