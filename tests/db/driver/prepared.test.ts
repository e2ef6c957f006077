import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Database } from '#db/client.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

/** The statements that one transaction, then another on the same connection, leave prepared. */
async function preparedAfter(prepare: boolean): Promise<string[]> {
  const db = new Database({ url: fresh.url, poolSize: 1, deadlineMs: 10_000, prepare });
  try {
    for (const n of [1, 2]) await db.transaction((tx) => tx.execute(sql`select ${n}::int as once_prepared`));
    return await db.read(async (tx) => {
      const rows = await tx.execute<{ statement: string }>(sql`select statement from pg_prepared_statements`);
      return rows.map(({ statement }) => statement).filter((statement) => statement.includes('once_prepared'));
    });
  } finally {
    await db.close();
  }
}

it('prepares a statement of an act once per connection', async () => {
  expect(await preparedAfter(true)).toHaveLength(1);
});

it('prepares nothing where a pooler forbids it', async () => {
  expect(await preparedAfter(false)).toEqual([]);
});
