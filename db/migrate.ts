import { fileURLToPath } from 'node:url';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
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

/** A migration that a database has had: when it was written (ms) and the SHA-256 of its file. */
export interface AppliedMigration {
  at: number;
  hash: string;
}

const applied = ({ folderMillis, hash }: MigrationMeta): AppliedMigration => ({ at: folderMillis, hash });

/** The migrations of this version, the first first. */
export function knownMigrations(): AppliedMigration[] {
  return readMigrationFiles({ migrationsFolder: folder }).map(applied);
}

/** What a database has had; null where Passerelle never was. */
export async function readMigrations(client: pg.Client): Promise<AppliedMigration[] | null> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "select to_regclass('drizzle.__drizzle_migrations') is not null as there",
  );
  if (found[0]?.there !== true) return null;
  const { rows } = await client.query<{ at: string; hash: string }>(
    'select created_at as at, hash from drizzle.__drizzle_migrations order by created_at, id',
  );
  return rows.length === 0 ? null : rows.map(({ at, hash }) => ({ at: Number(at), hash }));
}

/**
 * Carries out the migrations number `from` to `until` (the latter not included) inside the caller's transaction, and
 * writes them down where `migrate` looks. `migrate` itself opens a transaction of its own, and always goes to the end.
 */
export async function migrateWithin(client: pg.Client, from: number, until: number): Promise<void> {
  await client.query('create schema if not exists drizzle');
  await client.query(
    'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  );
  for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder: folder }).slice(from, until)) {
    for (const statement of sql) await client.query(statement);
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      hash,
      folderMillis,
    ]);
  }
}
