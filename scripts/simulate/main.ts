import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnv } from '#app/platform/env.ts';
import { openServices } from '#app/platform/services.ts';
import { ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import type { SimulatedMonth } from './close-month.ts';
import { allSound, printReadings, readEverything } from './read-everything.ts';
import { runSimulation, type Simulated } from './run-simulation.ts';
import { FIRST_DAY, sizeOf } from './story.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const USAGE = 'Usage : npm run simulate -- [--months 36] [--holders 5000] [--seed 1] [--url postgres://…] [--keep]';

/** A cluster that is thrown away needs neither the disk's word nor a standby. */
export const SCRATCH_FLAGS = [
  ['fsync', 'off'],
  ['synchronous_commit', 'off'],
  ['full_page_writes', 'off'],
  ['wal_level', 'minimal'],
  ['max_wal_senders', '0'],
  ['max_wal_size', '2GB'],
  ['shared_buffers', '256MB'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/**
 * Lives through a programme, reconciles each month, then reads it in every way and verifies its register. Without
 * --url, on a PostgreSQL of its own; with it, on an empty database, where everything stays.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      months: { type: 'string', default: '36' },
      holders: { type: 'string', default: '5000' },
      seed: { type: 'string', default: '1' },
      url: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  const [months = 0, holders = 0, seed = 0] = [values.months, values.holders, values.seed].map(Number);
  if (![months, holders, seed].every((n) => Number.isInteger(n) && n > 0)) {
    say(USAGE);
    return 2;
  }
  if (values.url !== undefined) return simulate(values.url, months, holders, seed);
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-simulation-'));
  const cluster = await startEmbedded({ folder: join(folder, 'pg'), flags: SCRATCH_FLAGS });
  try {
    return await simulate(await ensureDatabase(cluster, 'simulation'), months, holders, seed);
  } finally {
    if (values.keep) say(`Gardé : ${cluster.url('simulation')}`);
    else {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

async function simulate(url: string, months: number, holders: number, seed: number): Promise<number> {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  await migrate(url);
  const secret = process.env.SECRET_KEY ?? 'the-key-of-simulations-has-32-signs-or-more';
  const done = await runSimulation({ ...sizeOf(months, holders), url, secret, seed, told: tell });
  const { user, system } = process.cpuUsage(cpu);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const broken = done.invariants.filter((invariant) => invariant.broken !== 0);
  const wrong = done.months.filter(({ differences }) => differences.length > 0);
  say(JSON.stringify(done.tally, null, 1));
  for (const { name, broken: times } of broken) say(`BROKEN ${name} ${times}`);
  say(
    `${months} months in ${seconds} s (${((user + system) / 1e6).toFixed(0)} s of this process; load ${loadavg()[0]?.toFixed(1)}), seed ${seed}: ${months - wrong.length} reconcile, ${done.invariants.length - broken.length} of ${done.invariants.length} invariants hold`,
  );
  const sound = await read(done, url, secret);
  return broken.length + wrong.length === 0 && sound ? 0 : 1;
}

async function read({ authority, endedAt }: Simulated, url: string, secret: string): Promise<boolean> {
  const services = openServices(readEnv({ LOG_LEVEL: 'silent', DEMO: '0' }), url, secret, {
    now: () => new Date(endedAt),
  });
  try {
    const readings = await readEverything(services, authority, FIRST_DAY);
    say(`Read over the whole programme (load ${loadavg()[0]?.toFixed(1)}):`);
    for (const line of printReadings(readings)) say(line);
    return allSound(readings);
  } finally {
    await services.db.close();
  }
}

function tell({ month, differences, standing: s, seconds, reconcileMs }: SimulatedMonth): void {
  say(
    `${month}  ${differences.length === 0 ? 'reconciled' : 'DIFFERS   '}  people ${s.holders}  passes ${s.passes}  used ${s.used}  expired ${s.expired}  blocked ${s.blocked}  paid ${(s.paidCents / 100).toFixed(2)} €  entries ${s.ledgerEntries} + ${s.moneyEntries}  (${seconds.toFixed(1)} s, reconciled in ${reconcileMs.toFixed(0)} ms)`,
  );
  for (const line of differences.slice(0, 5)) say(`  ${line}`);
}

process.exitCode = await main();
