import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { openSession } from '#app/access/session-cookie.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { readEnv } from '#app/platform/env.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import { type Reading, readEverything, readTables } from '../simulate/read-everything.ts';
import { runSimulation, type Simulated } from '../simulate/run-simulation.ts';
import { FIRST_DAY, sizeOf } from '../simulate/story.ts';
import { startChild } from './child.ts';
import { fire, percentile } from './load.ts';
import { multiplyProgramme } from './tenfold.ts';

/** One programme, and how long its reports take. */
export interface ReportedSize {
  passes: number;
  /** Of both ledgers. */
  entries: number;
  readings: Reading[];
  /** The page of all indicators, signed in, over HTTP, one after the other; the first while everything is compared. */
  firstMs: number;
  p50Ms: number;
  p95Ms: number;
}

export interface ReportFigures {
  months: number;
  sizes: ReportedSize[];
  /** By how much the time grows with the entries: 1 in proportion, 0 not at all. */
  growth: number;
}

const TIMES = 10;
const PAGES = 40;
/** Pages of a large programme are counted for a minute, but never fewer than these. */
const LONGEST_MS = 60_000;
const FEWEST = 6;
const PAGE = '/metropole/rapports';

/**
 * A programme of the size asked, then ten times as many of it: `--months=6 --holders=200`, or the whole by
 * `--months=36 --holders=5000` (a quarter of an hour, five gigabytes).
 */
export async function benchReports(
  url: string,
  services: Services,
  secret: string,
  say: (line: string) => void,
): Promise<ReportFigures> {
  const { months, holders } = askedSize();
  await withoutWaiting(url);
  say(`a programme of ${months} months and ${holders} people…`);
  const done = await runSimulation({ ...sizeOf(months, holders), url, secret, seed: 1 });
  const wrong = done.months.filter(({ differences }) => differences.length > 0).length;
  if (wrong > 0) throw new Error(`${wrong} months do not reconcile`);
  const then = openServices(readEnv({ LOG_LEVEL: 'silent' }), url, secret, { now: () => new Date(done.endedAt) });
  try {
    const read = await readEverything(then, done.authority, FIRST_DAY);
    const once = { ...(await measure(services, url, secret, done)), readings: read };
    say(`${TIMES} times as many…`);
    await multiplyProgramme(url, TIMES);
    // Signing and exporting stay with the first: the copies are not sealed.
    const tenfold = { ...(await measure(services, url, secret, done)), readings: await readTables(then, FIRST_DAY) };
    return {
      months,
      sizes: [once, tenfold],
      growth: Math.log(tenfold.p50Ms / once.p50Ms) / Math.log(tenfold.entries / once.entries),
    };
  } finally {
    await then.db.close();
  }
}

function askedSize(): { months: number; holders: number } {
  const { values } = parseArgs({
    options: { months: { type: 'string', default: '6' }, holders: { type: 'string', default: '200' } },
    strict: false,
  });
  const [months, holders] = [Number(values.months), Number(values.holders)];
  if (![months, holders].every((n) => Number.isInteger(n) && n > 0))
    throw new Error('--months and --holders are whole');
  return { months, holders };
}

/** The programme is only there to be read: the disk need not have each of its acts. */
async function withoutWaiting(url: string): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await sql.unsafe(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
  await sql.end();
}

async function measure(
  services: Services,
  url: string,
  secret: string,
  { authority, endedAt }: Simulated,
): Promise<Omit<ReportedSize, 'readings'>> {
  const cookie =
    (await openSession(services, authority.userId, new Request('http://localhost/'))).split(';', 1)[0] ?? '';
  const path = `${PAGE}?du=${FIRST_DAY}&au=${parisDay(endedAt)}`;
  const shot = { path, method: 'GET' as const, headers: { Cookie: cookie, Accept: 'text/html' }, body: null };
  const server = await startChild('./server-process.ts', [url, secret]);
  const times: number[] = [];
  try {
    const until = performance.now() + LONGEST_MS;
    for (let i = 0; i < PAGES && (i < FEWEST || performance.now() < until); i += 1) {
      const started = performance.now();
      const { status } = await fire(server.origin, undefined, shot);
      if (status !== 200) throw new Error(`${PAGE} answered ${status}`);
      times.push(performance.now() - started);
    }
  } finally {
    await server.stop();
  }
  const [firstMs = 0, ...rest] = times;
  return { ...(await sizeIn(url)), firstMs, p50Ms: percentile(rest, 0.5), p95Ms: percentile(rest, 0.95) };
}

async function sizeIn(url: string): Promise<{ passes: number; entries: number }> {
  const sql = postgres(url, { max: 1 });
  try {
    const [size] = await sql<{ passes: number; entries: number }[]>`
      select (select count(*)::int from pass) as passes,
        ((select count(*) from ledger_entry) + (select count(*) from money_entry))::int as entries`;
    return size ?? { passes: 0, entries: 0 };
  } finally {
    await sql.end();
  }
}
