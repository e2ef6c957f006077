import PgBoss from 'pg-boss';
import { isContention } from '#db/faults.ts';
import { closeRun, openRun, registerJobs } from '#db/queries/jobs.ts';
import type { Services } from './services.ts';

/** Something the machine does by itself, at set times. */
export interface Job {
  /** Kebab-case, stable: the name of its queue and of its runs. */
  name: string;
  /** What it does, in French, for the authority's page. */
  label: string;
  /** When: five cron fields, Paris time. */
  cron: string;
  /** Whether it also runs when an instance starts: for what must not wait for tomorrow. */
  atStart: boolean;
  /**
   * Does the work and counts it. It may run again after a failure, or twice at once if a clock jumps: what
   * it does must be safe to do again. Counts only: nothing about a person.
   */
  run(services: Services): Promise<Readonly<Record<string, number>>>;
}

const ZONE = 'Europe/Paris';
const STOP_MS = 10_000;
const TRIES = 5;

/**
 * Runs jobs in this process until stopped. Any number of instances may: the database gives each turn to one
 * of them. The queue is pg-boss, in the schema `pgboss` of the same database; what happened is in `job_run`.
 */
export async function startJobs(
  services: Services,
  databaseUrl: string,
  jobs: readonly Job[],
): Promise<{ stop(): Promise<void> }> {
  const { db, clock, log } = services;
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: 'pgboss',
    application_name: 'passerelle-jobs',
    max: 2,
    retryLimit: 3,
    retryDelay: 60,
    retryBackoff: true,
    expireInMinutes: 30,
  });
  boss.on('error', (error) => log.warn('jobs', { reason: error.name }));
  await db.transaction((tx) => registerJobs(tx, jobs, clock.now()));
  await boss.start();
  for (const job of jobs) {
    await setUp(boss, job);
    await boss.work(job.name, { pollingIntervalSeconds: 10 }, async () => {
      await runJob(services, job);
    });
    if (job.atStart) await boss.send(job.name, {});
  }
  await forgetOthers(boss, jobs);
  return { stop: () => boss.stop({ graceful: true, wait: true, timeout: STOP_MS }) };
}

/** Makes a job's queue and its schedule, again when two instances that start at once get in each other's way. */
async function setUp(boss: PgBoss, job: Job): Promise<void> {
  for (let left = TRIES; ; left -= 1) {
    try {
      // One run at a time and one in waiting, whoever asks, however often.
      await boss.createQueue(job.name, { name: job.name, policy: 'stately' });
      await boss.schedule(job.name, job.cron, {}, { tz: ZONE });
      return;
    } catch (error) {
      if (left <= 1 || !isContention(error)) throw error;
    }
  }
}

/** Schedules of jobs that exist no more would fill queues nobody reads. */
async function forgetOthers(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  for (const { name } of await boss.getSchedules()) {
    if (!jobs.some((job) => job.name === name)) await boss.unschedule(name);
  }
}

/** Runs one job now and writes down how it ended. Throws what the job throws, after having written it. */
export async function runJob(services: Services, job: Job): Promise<Readonly<Record<string, number>>> {
  const { db, clock, log, newId } = services;
  const id = newId();
  await db.transaction((tx) => openRun(tx, id, job.name, clock.now()));
  try {
    const facts = await job.run(services);
    await db.transaction((tx) => closeRun(tx, id, { facts }, clock.now()));
    log.info('job', { name: job.name, ...facts });
    return facts;
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    await db.transaction((tx) => closeRun(tx, id, { error: reason }, clock.now()));
    log.error('job', { name: job.name, reason });
    throw error;
  }
}
