import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

test('migrations applied twice, and by two instances at once, change nothing', async () => {
  const count = () =>
    fresh.owner.read((tx) => tx.execute(sql`select count(*)::int as n from drizzle.__drizzle_migrations`));
  const before = await count();
  await Promise.all([migrate(fresh.url), migrate(fresh.url)]);
  expect(await count()).toEqual(before);
  expect(Number(before[0]?.n)).toBeGreaterThan(0);
});
