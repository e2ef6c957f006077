import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { printStorm } from './report.ts';
import { runStorm } from './run-storm.ts';

/** npm run storm -- [--seconds N] [--workers N] [--seed N]: on a PostgreSQL of its own, with fsync, thrown away afterwards. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      workers: { type: 'string', default: '16' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    },
  });
  const [seconds, workers, seed] = [values.seconds, values.workers, values.seed].map(Number);
  if (![seconds, workers, seed].every((n) => Number.isInteger(n) && Number(n) > 0)) {
    process.stderr.write('Usage : npm run storm -- [--seconds N] [--workers N] [--seed N]\n');
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-storm-'));
  const cluster = await startEmbedded({ folder: join(folder, 'pg'), flags: ['-c', 'max_connections=120'] });
  try {
    const url = await ensureDatabase(cluster, 'storm');
    await migrate(url);
    const report = await runStorm({
      url,
      secret: 'the-key-of-the-storm-has-32-signs-or-more',
      seconds: Number(seconds),
      workers: Number(workers),
      seed: Number(seed),
      ...(process.platform === 'win32' ? {} : { cluster }),
    });
    process.stdout.write(`${printStorm(report).join('\n')}\n`);
    return report.invariants.every(({ broken }) => broken === 0) ? 0 : 1;
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
