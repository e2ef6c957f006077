import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetAttempts, takeAttempt } from '#db/queries/rate-limits.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

const noon = new Date('2026-11-24T11:00:00Z');
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1000);
const attempt = (subject: string, at: Date) => fresh.db.transaction((tx) => takeAttempt(tx, subject, 5, 600, at));

test('five are allowed, the sixth is told when to come back', async () => {
  for (let i = 0; i < 5; i += 1)
    expect(await attempt('one', after(i))).toEqual({ allowed: true, retryAfterSeconds: 0 });
  expect(await attempt('one', after(60))).toEqual({ allowed: false, retryAfterSeconds: 540 });
  expect(await attempt('two', after(60))).toMatchObject({ allowed: true });
});

test('the window over, counting starts again', async () => {
  for (let i = 0; i < 6; i += 1) await attempt('three', noon);
  expect(await attempt('three', after(599.5))).toEqual({ allowed: false, retryAfterSeconds: 1 });
  expect(await attempt('three', after(600))).toMatchObject({ allowed: true });
});

test('forty attempts at once: five are allowed', async () => {
  const all = await Promise.all(Array.from({ length: 40 }, () => attempt('crowd', noon)));
  expect(all.filter(({ allowed }) => allowed)).toHaveLength(5);
});

test('old counts are forgotten, live ones kept; neither says whose they are', async () => {
  await attempt('old', noon);
  await attempt('live', after(3600));
  await fresh.db.transaction((tx) => forgetAttempts(tx, after(3000)));
  const left = await fresh.db.read((tx) => tx.execute<{ subject: string }>(sql`select subject from rate_limit`));
  expect(left).toHaveLength(1);
  expect(left[0]?.subject).toMatch(/^[\w-]{43}$/);
  expect(await attempt('live', after(3600))).toMatchObject({ allowed: true });
});
