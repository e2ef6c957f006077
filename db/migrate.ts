import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as run } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { secureAppRole } from './app-role.ts';

const folder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Brings a database to the newest schema, and the application's role to its rights. Safe to run at every
 * start, and by two instances at once. `url` connects as the owner of the schema.
 */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('passerelle-migrate'))");
    await run(drizzle(client), { migrationsFolder: folder });
    await secureAppRole(client);
  } finally {
    await client.end();
  }
}
