import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment, texts } from './acts.ts';

/** Writes down which jobs this installation runs; those it no longer has are forgotten, their runs stay. */
export async function registerJobs(
  tx: Tx,
  jobs: readonly { name: string; label: string; cron: string }[],
  now: Date,
): Promise<void> {
  for (const { name, label, cron } of jobs) {
    await tx.execute(sql`
      insert into job (name, label, cron, registered_at) values (${name}, ${label}, ${cron}, ${moment(now)})
      on conflict (name) do update set label = excluded.label, cron = excluded.cron, registered_at = excluded.registered_at`);
  }
  await tx.execute(sql`delete from job where name <> all (${texts(jobs.map(({ name }) => name))})`);
}

export async function openRun(tx: Tx, id: string, name: string, now: Date): Promise<void> {
  await tx.execute(sql`insert into job_run (id, name, started_at) values (${id}, ${name}, ${moment(now)})`);
}

/** Writes how a run ended: its counts, or the name of what stopped it. */
export async function closeRun(
  tx: Tx,
  id: string,
  end: { facts: Readonly<Record<string, number>> } | { error: string },
  now: Date,
): Promise<void> {
  const [outcome, facts, error] =
    'facts' in end ? ['DONE', JSON.stringify(end.facts), null] : ['FAILED', null, end.error];
  await tx.execute(sql`
    update job_run set ended_at = ${moment(now)}, outcome = ${outcome}, facts = ${facts}::jsonb, error = ${error} where id = ${id}`);
}

/** Forgets runs that began before a moment. */
export async function forgetRuns(tx: Tx, before: Date): Promise<number> {
  const rows = await tx.execute(sql`delete from job_run where started_at < ${moment(before)} returning id`);
  return rows.length;
}

export interface JobRow {
  name: string;
  label: string;
  cron: string;
  lastRun: {
    startedAt: Date;
    endedAt: Date | null;
    outcome: 'DONE' | 'FAILED' | null;
    facts: Record<string, number> | null;
    error: string | null;
  } | null;
  /** Runs that failed in the last thirty days. */
  failures: number;
}

/** The jobs with their latest run. */
export async function listJobs(tx: Tx, now: Date): Promise<JobRow[]> {
  const rows = await tx.execute<{
    name: string;
    label: string;
    cron: string;
    started_at: string | null;
    ended_at: string | null;
    outcome: 'DONE' | 'FAILED' | null;
    facts: Record<string, number> | null;
    error: string | null;
    failures: number;
  }>(sql`
    select j.name, j.label, j.cron, r.started_at, r.ended_at, r.outcome, r.facts, r.error,
      (select count(*)::int from job_run x where x.name = j.name and x.outcome = 'FAILED'
        and x.started_at > ${moment(now)} - interval '30 days') as failures
    from job j left join lateral (select * from job_run r where r.name = j.name order by r.started_at desc limit 1) r on true
    order by j.label`);
  return rows.map(({ name, label, cron, failures, started_at, ended_at, outcome, facts, error }) => ({
    name,
    label,
    cron,
    failures,
    lastRun:
      started_at === null
        ? null
        : {
            startedAt: new Date(started_at),
            endedAt: ended_at === null ? null : new Date(ended_at),
            outcome,
            facts,
            error,
          },
  }));
}
