import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { type Clock, systemClock } from '#app/platform/clock.ts';
import { readEnv } from '#app/platform/env.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import { Database } from '#db/client.ts';

/** The installation key of every test: the demonstration's codes are the same in each of them. */
export const TEST_SECRET = 'a-test-key-of-at-least-32-characters';

export interface FreshDatabase {
  db: Database;
  url: string;
  /** The same database as the owner of its tables: to plant what no program could write. */
  owner: Database;
  services: Services;
  close(): Promise<void>;
}

export interface FreshOptions {
  /** Start from the seeded demonstration instead of an empty schema. */
  demo?: boolean;
  /** A fixed moment or a clock of the test's own; the system's otherwise. */
  clock?: Clock | Date;
  /** Environment variables, over the tests' own. */
  env?: Record<string, string>;
}

/** A database of one's own, cloned from a template in a fraction of a second. Close it in `afterAll`. */
export async function freshDatabase(options: FreshOptions = {}): Promise<FreshDatabase> {
  const template = options.demo === true ? await demoTemplate() : 'template_empty';
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asOwner((owner) => owner.query(`create database ${name} template ${template}`));
  const url = addressOf(name);
  const services = servicesFor(url, options);
  const owner = new Database({ url, poolSize: 4, deadlineMs: 30_000 });
  let closed = false;
  return {
    db: services.db,
    url,
    owner,
    services,
    close: async () => {
      if (closed) return;
      closed = true;
      await Promise.all([services.db.close(), owner.close()]);
      await asOwner((owner) => owner.query(`drop database ${name} with (force)`));
    },
  };
}

function servicesFor(url: string, options: FreshOptions): Services {
  const env = readEnv({
    LOG_LEVEL: 'silent',
    DEMO: options.demo === true ? '1' : '0',
    BASEMAP: 'esquisse',
    DATA_FOLDER: join(tmpdir(), 'passerelle-tests'),
    GEOCODER: 'off',
    ...options.env,
  });
  const fixed = options.clock;
  const clock = fixed instanceof Date ? { now: () => new Date(fixed) } : (fixed ?? systemClock);
  return openServices(env, url, TEST_SECRET, clock);
}

function addressOf(database: string): string {
  const url = new URL(inject('clusterUrl'));
  url.pathname = `/${database}`;
  return url.href;
}

async function asOwner<T>(use: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: inject('clusterUrl') });
  await owner.connect();
  try {
    return await use(owner);
  } finally {
    await owner.end();
  }
}

/** The seeded demonstration, made once per cluster by the first test that wants it. */
async function demoTemplate(): Promise<string> {
  const name = 'template_demo';
  await asOwner(async (owner) => {
    // Held until this connection ends: files of one run seed once, the others wait.
    await owner.query('select pg_advisory_lock(hashtext($1))', [name]);
    const found = await owner.query('select 1 from pg_database where datname = $1 and datistemplate', [name]);
    if (found.rowCount !== 0) return;
    await owner.query(`drop database if exists ${name} with (force)`);
    await owner.query(`create database ${name} template template_empty`);
    const services = servicesFor(addressOf(name), { demo: true });
    const { seedDemonstration } = await import('#db/seed/demonstration.ts');
    await seedDemonstration(services);
    await services.db.close();
    await owner.query(`alter database ${name} is_template true`);
  });
  return name;
}
