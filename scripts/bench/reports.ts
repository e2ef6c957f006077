import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { openSession } from '#app/access/session-cookie.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { readEnv } from '#app/platform/env.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import { type Reading, readEverything } from '../simulate/read-everything.ts';
import { runSimulation, type Simulated } from '../simulate/run-simulation.ts';
import { FIRST_DAY, sizeOf } from '../simulate/story.ts';
import { startChild } from './child.ts';
import { fire, percentile } from './load.ts';

/** One programme, and how long its reports take. */
export interface ReportedSize {
  holders: number;
  passes: number;
  /** Of both ledgers. */
  entries: number;
  readings: Reading[];
  /** The page of all indicators, signed in, over HTTP, one after the other; the first compares everything. */
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

const PAGES = 40;
const PAGE = '/metropole/rapports';

/** A tenth of the size asked, then the size: `--months=6 --holders=200`, or the whole by `--months=36 --holders=5000`. */
export async function benchReports(
  databases: readonly [string, string],
  services: readonly [Services, Services],
  secret: string,
  say: (line: string) => void,
): Promise<ReportFigures> {
  const { months, holders } = askedSize();
  const sizes: ReportedSize[] = [];
  for (const [i, people] of [Math.ceil(holders / 10), holders].entries()) {
    const url = databases[i] ?? '';
    await withoutWaiting(url);
    say(`a programme of ${months} months and ${people} people…`);
    const done = await runSimulation({ ...sizeOf(months, people), url, secret, seed: 1 });
    const wrong = done.months.filter(({ differences }) => differences.length > 0).length;
    if (wrong > 0) throw new Error(`${wrong} months do not reconcile`);
    sizes.push(await measure(url, secret, services[i] as Services, people, done));
  }
  const [small, large] = sizes;
  if (small === undefined || large === undefined) throw new Error('two sizes are needed');
  return { months, sizes, growth: Math.log(large.p50Ms / small.p50Ms) / Math.log(large.entries / small.entries) };
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
  url: string,
  secret: string,
  services: Services,
  holders: number,
  { authority, endedAt, months }: Simulated,
): Promise<ReportedSize> {
  const then = openServices(readEnv({ LOG_LEVEL: 'silent' }), url, secret, { now: () => new Date(endedAt) });
  const readings = await readEverything(then, authority, FIRST_DAY);
  await then.db.close();
  const cookie =
    (await openSession(services, authority.userId, new Request('http://localhost/'))).split(';', 1)[0] ?? '';
  const path = `${PAGE}?du=${FIRST_DAY}&au=${parisDay(endedAt)}`;
  const shot = { path, method: 'GET' as const, headers: { Cookie: cookie, Accept: 'text/html' }, body: null };
  const server = await startChild('./server-process.ts', [url, secret]);
  const times: number[] = [];
  try {
    for (let i = 0; i < PAGES; i += 1) {
      const started = performance.now();
      const { status } = await fire(server.origin, undefined, shot);
      if (status !== 200) throw new Error(`${PAGE} answered ${status}`);
      times.push(performance.now() - started);
    }
  } finally {
    await server.stop();
  }
  const { passes = 0, ledgerEntries = 0, moneyEntries = 0 } = months.at(-1)?.standing ?? {};
  const [firstMs = 0, ...rest] = times;
  const entries = ledgerEntries + moneyEntries;
  return { holders, passes, entries, readings, firstMs, p50Ms: percentile(rest, 0.5), p95Ms: percentile(rest, 0.95) };
}
