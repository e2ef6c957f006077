import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import type { SimulatedMonth } from './close-month.ts';
import { runSimulation } from './run-simulation.ts';
import { sizeOf } from './story.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** npm run simulate -- [--months 36] [--holders 5000] [--seed 1] [--url postgres://…] [--keep]. Without --url, on a PostgreSQL of its own. */
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
    say('Usage : npm run simulate -- [--months 36] [--holders 5000] [--seed 1] [--url postgres://…] [--keep]');
    return 2;
  }
  if (values.url !== undefined) return simulate(values.url, months, holders, seed);
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-simulation-'));
  const cluster = await startEmbedded({
    folder: join(folder, 'pg'),
    flags: ['-c', 'synchronous_commit=off', '-c', 'max_wal_size=2GB'],
  });
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
  const started = performance.now();
  await migrate(url);
  const secret = process.env.SECRET_KEY ?? 'the-key-of-simulations-has-32-signs-or-more';
  const done = await runSimulation({ ...sizeOf(months, holders), url, secret, seed, told: tell });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const broken = done.invariants.filter((invariant) => invariant.broken !== 0);
  const wrong = done.months.filter(({ differences }) => differences.length > 0);
  say(JSON.stringify(done.tally));
  for (const { name, broken: times } of broken) say(`BROKEN ${name} ${times}`);
  say(
    `${months} months in ${seconds} s, seed ${seed}: ${months - wrong.length} reconcile, ${done.invariants.length - broken.length} of ${done.invariants.length} invariants hold`,
  );
  return broken.length + wrong.length === 0 ? 0 : 1;
}

function tell({ month, differences, standing: s, seconds }: SimulatedMonth): void {
  say(
    `${month}  ${differences.length === 0 ? 'reconciled' : 'DIFFERS   '}  people ${s.holders}  passes ${s.passes}  used ${s.used}  expired ${s.expired}  owed ${(s.owedCents / 100).toFixed(2)} €  entries ${s.ledgerEntries}  (${seconds.toFixed(1)} s)`,
  );
  for (const line of differences.slice(0, 5)) say(`  ${line}`);
}

process.exitCode = await main();
