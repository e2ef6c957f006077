import pg from 'pg';

/** Removes everything the migrations made. What is lost is lost: the caller has asked. */
export async function wipe(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await wipeWithin(client);
  } finally {
    await client.end();
  }
}

/** The same inside the caller's transaction. */
export async function wipeWithin(client: pg.Client): Promise<void> {
  await client.query('drop schema if exists public, pii, drizzle, pgboss cascade; create schema public');
}
