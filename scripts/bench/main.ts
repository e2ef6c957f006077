import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '#app/platform/env.ts';
import { openServices } from '#app/platform/services.ts';
import { ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { seedDemonstration } from '#db/seed/demonstration.ts';
import { buildWorld } from '#tests/factories/world.ts';
import { weighPage } from '#tests/setup/page-weight.ts';
import { ensureBuild } from '../build.ts';
import { benchBooking } from './booking.ts';
import { startChild } from './child.ts';
import { benchPage } from './pages.ts';
import { printTable } from './report.ts';

const SECRET = 'the-key-of-the-bench-has-32-signs-or-more';
const LIST_PAGES = ['/ateliers', '/lieux'];
const WEIGHED = ['/', '/lieux', '/ateliers', '/mon-pass', '/connexion', '/lieux/carte'];

/** Measures the product beside its limits, on throw-away databases, and prints a table or `--json`. */
async function main(): Promise<void> {
  const asJson = process.argv.includes('--json');
  const say = (line: string) => process.stderr.write(`${line}\n`);
  await ensureBuild();
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  // fsync stays on: a booking that the disk has not is not a booking.
  const cluster = await startEmbedded({ folder: join(folder, 'pg'), flags: ['-c', 'max_connections=200'] });
  try {
    say('Booking…');
    const booking = await onDatabase('booking', async (url, services) => {
      const world = await buildWorld(
        { services, url, db: services.db, close: async () => undefined },
        { booklets: 480, size: 50 },
      );
      const server = await startChild('./server-process.ts', [url, SECRET]);
      try {
        return await benchBooking(world, url, server);
      } finally {
        await server.stop();
        await world.close();
      }
    });
    say('Pages…');
    const { pages, weights } = await onDatabase('pages', async (url, services) => {
      await seedDemonstration(services);
      const server = await startChild('./server-process.ts', [url, SECRET]);
      try {
        const measured = [];
        for (const path of LIST_PAGES) measured.push(await benchPage(server, path));
        const weighed = [];
        for (const path of WEIGHED) weighed.push({ path, ...(await weighPage(server.origin, path)) });
        return { pages: measured, weights: weighed };
      } finally {
        await server.stop();
      }
    });
    const report = {
      at: new Date().toISOString(),
      node: process.version,
      cores: cpus().length,
      booking,
      pages,
      weights,
    };
    if (asJson) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else printTable(report);
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  async function onDatabase<T>(
    name: string,
    use: (url: string, services: ReturnType<typeof openServices>) => Promise<T>,
  ): Promise<T> {
    const url = await ensureDatabase(cluster, name);
    await migrate(url);
    const services = openServices(readEnv({ LOG_LEVEL: 'silent', BASEMAP: 'esquisse' }), url, SECRET);
    try {
      return await use(url, services);
    } finally {
      await services.db.close();
    }
  }
}

await main();
