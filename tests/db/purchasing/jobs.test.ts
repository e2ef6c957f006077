import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Job, runJob, startJobs } from '#app/platform/jobs.ts';
import { listJobs } from '#db/queries/jobs.ts';
import { wipe } from '#db/wipe.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
/** The queue belongs to whoever owns the database; the application's own role does not see it. */
let owner: postgres.Sql;
beforeAll(async () => {
  fresh = await freshDatabase();
  owner = postgres(fresh.url, { max: 1 });
});
afterAll(async () => {
  await owner.end();
  await fresh.close();
});

const until = async (met: () => boolean | Promise<boolean>) => {
  while (!(await met())) await new Promise((done) => setTimeout(done, 50));
};

test('two instances started at once run a job one at a time, and say how it went', async () => {
  let [running, most, runs] = [0, 0, 0];
  const job: Job = {
    name: 'count',
    label: 'Compter',
    cron: '0 4 * * *',
    atStart: true,
    run: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 200));
      running -= 1;
      runs += 1;
      return { counted: 3 };
    },
  };
  const started = performance.now();
  const instances = await Promise.all([
    startJobs(fresh.services, fresh.url, [job]),
    startJobs(fresh.services, fresh.url, [job]),
  ]);
  await until(() => runs > 0 && running === 0);
  await Promise.all(instances.map((instance) => instance.stop()));
  console.log(`two instances started and ran in ${Math.round(performance.now() - started)} ms`);
  expect(most).toBe(1);
  const [row] = await fresh.db.read((tx) => listJobs(tx, new Date()));
  expect(row).toMatchObject({
    name: 'count',
    label: 'Compter',
    failures: 0,
    lastRun: { outcome: 'DONE', facts: { counted: 3 } },
  });
  const schedules = await owner`select cron, timezone from pgboss.schedule`;
  expect(schedules).toEqual([{ cron: '0 4 * * *', timezone: 'Europe/Paris' }]);
  const left = await fresh.db.read((tx) =>
    tx.execute(
      sql`select 1 from pg_stat_activity where application_name = 'passerelle-jobs' and datname = current_database()`,
    ),
  );
  expect(left).toEqual([]);
});

test('a job that fails is written down as failed, and thrown to be tried again', async () => {
  const fails: Job = {
    name: 'fails',
    label: 'Échouer',
    cron: '0 4 * * *',
    atStart: false,
    run: () => Promise.reject(new RangeError('x')),
  };
  await expect(runJob(fresh.services, fails)).rejects.toThrow(RangeError);
  const rows = await fresh.db.read((tx) =>
    tx.execute(sql`select outcome, error, facts from job_run where name = 'fails'`),
  );
  expect(rows).toEqual([{ outcome: 'FAILED', error: 'RangeError', facts: null }]);
});

test('a job that is no more is forgotten, with its schedule', async () => {
  const other: Job = {
    name: 'other',
    label: 'Autre',
    cron: '0 5 * * *',
    atStart: false,
    run: () => Promise.resolve({}),
  };
  const instance = await startJobs(fresh.services, fresh.url, [other]);
  await instance.stop();
  expect((await fresh.db.read((tx) => listJobs(tx, new Date()))).map(({ name }) => name)).toEqual(['other']);
  expect(await owner`select name from pgboss.schedule`).toEqual([{ name: 'other' }]);
});

test('wiping a database takes the queue with the rest', async () => {
  await wipe(fresh.url);
  expect(await fresh.db.read((tx) => tx.execute(sql`select 1 from pg_namespace where nspname = 'pgboss'`))).toEqual([]);
});
