import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';

/** The schemas that hold the programme. What is not in them makes itself again: `drizzle` by the migrations, `pgboss` at the start. */
export const SCHEMAS = ['public', 'pii'] as const;

/** A table as the catalogue names it, with the columns that are written, not computed. */
export interface Table {
  /** `schema.table`, quoted where PostgreSQL asks for it. */
  name: string;
  columns: string[];
}

/** A connection for long work: it waits for ever for an answer, ten seconds to open. The caller ends it. */
export async function openConnection(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'passerelle-backup',
  });
  // What breaks is told to whoever waits for an answer; without a listener it would also end the process.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The tables of the programme, those of extensions left out, in the order of their names. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any ($1)
       and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by n.nspname, c.relname`,
    [SCHEMAS],
  );
  return rows;
}

/** The rows of a table as PostgreSQL's text, in pieces, in the order in which they lie. */
export function copyOut(client: pg.Client, { name, columns }: Table): AsyncIterable<Buffer> {
  return client.query(to(`copy ${name} (${columns.join(', ')}) to stdout`));
}

/** Writes rows, as `copyOut` gave them, into a table. */
export async function copyIn(client: pg.Client, { name, columns }: Table, rows: AsyncIterable<Buffer>): Promise<void> {
  const into = client.query(from(`copy ${name} (${columns.join(', ')}) from stdin`));
  await pipeline(Readable.from(rows), into);
}
