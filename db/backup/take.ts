import { createHash } from 'node:crypto';
import type pg from 'pg';
import { txOn } from '../client.ts';
import { knownMigrations, readMigrations } from '../migrate.ts';
import { checkInvariants } from '../queries/invariants.ts';
import { SEALED } from '../queries/seals.ts';
import { copyOut, listTables, openConnection, type Table } from './copy.ts';
import { type BackupHead, BackupRefused, type BackupTail, countLines, END_OF_ROWS, FORMAT } from './format.ts';

/** What opens an account without a password, and may have been closed since: taken without its rows. Everybody signs in again. */
const LEFT_EMPTY: ReadonlySet<string> = new Set(['public.user_session', 'public.password_reset']);

export interface BackupWish {
  /** Connects as the owner of the schema, or as whoever may read everything. */
  url: string;
  passerelle: string;
  at: Date;
  keyMark: string | null;
}

/**
 * Reads a whole database as the lines of a backup, from one snapshot: others go on writing meanwhile. `told` is given
 * the head before the first rows. Throws BackupRefused where Passerelle never was.
 */
export async function* takeBackup(wish: BackupWish, told: (head: BackupHead) => void): AsyncGenerator<Buffer> {
  const client = await openConnection(wish.url);
  try {
    // A migration in the middle would change the tables under the snapshot: each waits for the other.
    await client.query("select pg_advisory_lock_shared(hashtext('passerelle-migrate'))");
    await client.query('begin isolation level repeatable read read only');
    await client.query(SETTINGS);
    const { head, tables } = await readHead(client, wish);
    told(head);
    yield* lines(client, head, tables);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** What a value's text depends on; and large tables are read from their beginning, whoever else reads them. */
export const SETTINGS = `
  set local timezone = 'UTC'; set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local client_encoding = 'UTF8'; set local synchronize_seqscans = off; set local row_security = off`;

async function* lines(client: pg.Client, head: BackupHead, tables: readonly Table[]): AsyncGenerator<Buffer> {
  const all = createHash('sha256');
  const tail: BackupTail = { end: true, tables: {}, sha256: '' };
  const hashed = (bytes: Buffer) => {
    all.update(bytes);
    return bytes;
  };
  yield hashed(line(head));
  for (const table of tables) {
    const said = head.tables.find(({ name }) => name === table.name);
    const own = createHash('sha256');
    let rows = 0;
    yield hashed(line({ table: table.name, columns: table.columns }));
    if (said?.leftEmpty === false) {
      for await (const bytes of copyOut(client, table)) {
        rows += countLines(bytes);
        own.update(bytes);
        yield hashed(bytes);
      }
    }
    yield hashed(END_OF_ROWS);
    if (rows !== said?.rows) throw new Error(`${table.name}: ${rows} rows copied, ${said?.rows} counted`);
    tail.tables[table.name] = { rows, sha256: own.digest('hex') };
  }
  yield line({ ...tail, sha256: all.digest('hex') });
}

async function readHead(client: pg.Client, wish: BackupWish): Promise<{ head: BackupHead; tables: Table[] }> {
  const migrations = await readMigrations(client);
  if (migrations === null)
    throw new BackupRefused('Cette base ne contient pas Passerelle : il n’y a rien à sauvegarder.');
  const tables = await listTables(client);
  const head: BackupHead = {
    format: FORMAT,
    passerelle: wish.passerelle,
    postgresql: await one<string>(client, "select current_setting('server_version') as value"),
    at: wish.at.toISOString(),
    keyMark: wish.keyMark,
    migrations,
    tables: [],
    sequences: await readSequences(client),
    seals: await readSeals(client, tables),
    invariants: null,
  };
  for (const { name, columns } of tables) {
    const leftEmpty = LEFT_EMPTY.has(name);
    const rows = leftEmpty ? 0 : Number(await one<string>(client, `select count(*) as value from ${name}`));
    head.tables.push({ name, columns, rows, leftEmpty });
  }
  if (sameList(migrations, knownMigrations())) {
    const results = await checkInvariants(txOn(client));
    head.invariants = Object.fromEntries(results.map(({ name, broken }) => [name, broken]));
  }
  return { head, tables };
}

/** Read after the snapshot was taken: a number given meanwhile is skipped, never given twice. */
async function readSequences(client: pg.Client): Promise<BackupHead['sequences']> {
  const names = await listSequences(client);
  const sequences: BackupHead['sequences'] = [];
  for (const name of names) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `select last_value as value, is_called as called from ${name}`,
    );
    for (const row of rows) sequences.push({ name, ...row });
  }
  return sequences;
}

async function listSequences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, sequencename) as name from pg_sequences
     where schemaname in ('public', 'pii') order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** The last link of each chain that the tables of this migration have. */
export async function readSeals(client: pg.Client, tables: readonly Table[]): Promise<BackupHead['seals']> {
  const seals: BackupHead['seals'] = {};
  for (const chain of SEALED) {
    if (!tables.some(({ name }) => name === `public.${chain}_seal`)) continue;
    const { rows } = await client.query<{ seq: number; hash: string }>(
      `select seq::int as seq, hash from ${chain}_seal order by seq desc limit 1`,
    );
    seals[chain] = rows[0] ?? { seq: 0, hash: '0'.repeat(64) };
  }
  return seals;
}

/** Whether both are the same migrations, to the byte. */
function sameList(a: BackupHead['migrations'], b: BackupHead['migrations']): boolean {
  return a.length === b.length && a.every(({ at, hash }, i) => at === b[i]?.at && hash === b[i]?.hash);
}

async function one<T>(client: pg.Client, statement: string): Promise<T> {
  const { rows } = await client.query<{ value: T }>(statement);
  return (rows[0] as { value: T }).value;
}

const line = (value: object) => Buffer.from(`${JSON.stringify(value)}\n`);
