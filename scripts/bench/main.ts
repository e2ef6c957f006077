import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '#app/platform/env.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import { type EmbeddedServer, ensureDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { venueSourceIds } from '#db/queries/venues.ts';
import { seedDemonstration } from '#db/seed/demonstration.ts';
import { seedVenues } from '#db/seed/venues.ts';
import { buildWorld } from '#tests/factories/world.ts';
import { weighPage } from '#tests/setup/page-weight.ts';
import { measureTruth, truthAbsent } from '#tests/truth/measure.ts';
import { ensureBuild } from '../build.ts';
import { benchBooking } from './booking.ts';
import { startChild } from './child.ts';
import { benchPage } from './pages.ts';
import { printTable, type Report } from './report.ts';
import { benchReports } from './reports.ts';
import { measureSearch } from './search-quality.ts';
import { EXPLAIN_FLAGS, slowestPlans } from './statements.ts';
import { benchVenues } from './venues.ts';

const started = Date.now();
const say = (line: string) => process.stderr.write(`${Math.round((Date.now() - started) / 1000)} s  ${line}\n`);
const SECRET = 'the-key-of-the-bench-has-32-signs-or-more';
const LIST_PAGES = ['/', '/ateliers', '/lieux'];
const WEIGHED = ['/', '/lieux', '/ateliers', '/mon-pass', '/connexion', '/lieux/carte'];

type Part = (url: string, services: Services) => Promise<Partial<Report>>;
const PARTS: Readonly<Record<string, Part>> = {
  booking: measureBooking,
  pages: measurePages,
  search: measureQuestions,
  venues: measureVenues,
  reports: measureReports,
};

/** `--only=booking,pages` measures these alone. */
function wanted(part: string): boolean {
  const only = process.argv.find((argument) => argument.startsWith('--only='));
  return only === undefined || only.slice('--only='.length).split(',').includes(part);
}

/**
 * Measures the product beside its limits, on throw-away databases, and prints a table or `--json`.
 * `--explain` adds the plans of the slowest statements, on the error output (and slows them a little).
 */
async function main(): Promise<void> {
  await ensureBuild(say);
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  // fsync stays on: a booking that the disk has not is not a booking.
  const flags = ['-c', 'max_connections=200', '-c', 'shared_buffers=512MB', '-c', 'max_wal_size=4GB'];
  const explain = process.argv.includes('--explain');
  const cluster = await startEmbedded({
    folder: join(folder, 'pg'),
    flags: explain ? [...flags, ...EXPLAIN_FLAGS] : flags,
  });
  try {
    const report: Report = {
      at: new Date().toISOString(),
      node: process.version,
      cores: cpus().length,
      processor: cpus()[0]?.model.trim() ?? '',
      load: { before: load(), after: 0 },
      seconds: 0,
    };
    for (const [part, measure] of Object.entries(PARTS)) {
      if (!wanted(part)) continue;
      say(`${part}…`);
      Object.assign(report, await onDatabase(cluster, part, measure));
    }
    if (wanted('matching')) report.matching = truthAbsent === null ? measureTruth() : { absent: truthAbsent };
    report.load.after = load();
    report.seconds = Math.round((Date.now() - started) / 1000);
    say('measured');
    if (explain) for (const plan of slowestPlans(cluster.folder)) process.stderr.write(`\n${plan}`);
    if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else printTable(report);
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

async function measureBooking(url: string, services: Services) {
  const world = await buildWorld({ services, url }, { booklets: 240, size: 50 });
  const server = await startChild('./server-process.ts', [url, SECRET]);
  try {
    return { booking: await benchBooking(world, url, server) };
  } finally {
    await server.stop();
    await world.close();
  }
}

async function measurePages(url: string, services: Services) {
  await seedDemonstration(services);
  const server = await startChild('./server-process.ts', [url, SECRET]);
  try {
    const pages = [];
    for (const path of LIST_PAGES) pages.push(await benchPage(server, path));
    const weights = [];
    for (const path of WEIGHED) weights.push({ path, ...(await weighPage(server.origin, path)) });
    return { pages, weights };
  } finally {
    await server.stop();
  }
}

async function measureQuestions(_url: string, services: Services) {
  await seedVenues(services.db, { now: services.clock.now(), newId: services.newId });
  const identify = await services.db.read((tx) => venueSourceIds(tx, 'Hinaura'));
  return { search: await measureSearch(services, identify) };
}

/** `--million` goes on to a million venues: some minutes, and some gigabytes. */
async function measureVenues(url: string, services: Services) {
  const server = () => startChild('./server-process.ts', [url, SECRET]);
  const venues = await benchVenues(services, url, { million: process.argv.includes('--million'), server }, say);
  return { venues };
}

/** `--months=36 --holders=5000` is the whole programme; ten times as many are measured beside it. */
async function measureReports(url: string, services: Services) {
  return { reports: await benchReports(url, services, SECRET, say) };
}

async function onDatabase<T>(
  cluster: EmbeddedServer,
  name: string,
  use: (url: string, services: Services) => Promise<T>,
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

await main();
// The builder's own helper process, and tsx's, would keep this one alive for minutes.
process.stdout.write('', () => process.exit());
