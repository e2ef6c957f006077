import pg from 'pg';

/**
 * Ends connections of the application to a database, as an administrator, a failover or a lack of memory
 * does. For trials of faults only. Returns the process ids of the backends; `-9` is left to the caller.
 */
export async function terminateBackends(url: string, most: number): Promise<number> {
  return asAdministrator(url, async (client) => {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'passerelle' and pid <> pg_backend_pid()
       order by state = 'idle', random() limit $1`,
      [most],
    );
    return rowCount ?? 0;
  });
}

/** The process id of a backend at work for the application, or null. Killing it makes PostgreSQL recover as after a crash. */
export async function findBackend(url: string): Promise<number | null> {
  return asAdministrator(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'passerelle'
       order by state = 'idle', random() limit 1`,
    );
    return rows[0]?.pid ?? null;
  });
}

async function asAdministrator<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
