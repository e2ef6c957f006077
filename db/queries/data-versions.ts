import { sql } from 'drizzle-orm';
import type { Tx } from '#db/client.ts';

/**
 * Numbers that move with the data behind the public pages: `directory` with venues and labels,
 * `sessions` with courses, sessions and their free seats. Counters of the database (sequences) moved by
 * triggers at the end of each transaction: no row that every booking would have to lock.
 */
export interface DataVersions {
  directory: string;
  sessions: string;
}

export async function readDataVersions(tx: Tx): Promise<DataVersions> {
  // By this function and not by the sequence's own row: the application's role may use it, not read it.
  const [row] = await tx.execute<{ directory: string; sessions: string }>(sql`
    select pg_sequence_last_value('directory_version'::regclass)::text as directory,
      pg_sequence_last_value('sessions_version'::regclass)::text as sessions`);
  if (row === undefined) throw new Error('the data versions are missing');
  return row;
}
