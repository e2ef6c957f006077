import type pg from 'pg';
import { ensureAppRole } from '../app-role.ts';
import { brokenConstraint, faultCode } from '../faults.ts';
import { knownMigrations, migrate, migrateWithin, readMigrations } from '../migrate.ts';
import { wipeWithin } from '../wipe.ts';
import { copyIn, listTables, openConnection, SCHEMAS, type Table } from './copy.ts';
import { type BackupHead, BackupRefused, damaged } from './format.ts';
import { readSeals, SETTINGS } from './take.ts';
import { sameSeals, sameTables, unsound, type Verified, verifyRestored, verifySequences } from './verify.ts';
import { walkBackup } from './walk.ts';

/** What a restoration did and verified. */
export interface Restored extends Verified {
  head: BackupHead;
  tables: number;
  rows: number;
  foreignKeys: number;
  sequences: number;
  /** Migrations carried out on the rows because the backup was older than this version. */
  migrated: number;
}

/**
 * Loads a backup into an empty database, and verifies it, in one transaction: all of it is there at the end, or nothing.
 * `url` connects as the owner of the schema. Throws BackupRefused, its message a French sentence, for a file that is not
 * whole, comes from a newer version, or does not hold; and for a database in use or not empty.
 */
export async function restoreBackup(file: string, url: string): Promise<Restored> {
  const head = await walkBackup(file);
  const known = knownMigrations();
  refuseUnknown(head.migrations, known);
  const client = await openConnection(url);
  let restored: Restored;
  try {
    // A start that comes now waits, and finds the database whole.
    await client.query("select pg_advisory_lock(hashtext('passerelle-migrate'))");
    await refuseInUse(client);
    const migrated = await refuseFilled(client);
    await ensureAppRole(client);
    await client.query('begin');
    await client.query(SETTINGS);
    if (migrated) await wipeWithin(client);
    const loaded = await load(client, file, head);
    await migrateWithin(client, head.migrations.length, known.length);
    const verified = await verifyRestored(client, head);
    restored = { ...loaded, ...verified, migrated: known.length - head.migrations.length };
    await client.query('commit');
  } finally {
    await client.end();
  }
  // Nothing is left to migrate: this gives the application's role its rights.
  await migrate(url);
  return restored;
}

type Loaded = Omit<Restored, keyof Verified | 'migrated'>;

/** Fills the schema of the backup's migration, its triggers silent and its foreign keys away, then puts both back. */
async function load(client: pg.Client, file: string, head: BackupHead): Promise<Loaded> {
  await migrateWithin(client, 0, head.migrations.length);
  const tables = await listTables(client);
  sameTables(tables, head.tables);
  const keys = await foreignKeys(client);
  // The owner may do this; session_replication_role = replica would ask for a superuser, and check no key afterwards.
  await each(client, tables, ({ name }) => `alter table ${name} disable trigger user`);
  await each(client, keys, ({ drop }) => drop);
  await client.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
  const again = await walkBackup(file, {
    table: ({ name, columns, leftEmpty }, rows) =>
      leftEmpty ? Promise.resolve() : copyIn(client, { name, columns }, rows).catch(asRefusal(name)),
  });
  if (JSON.stringify(again) !== JSON.stringify(head)) throw damaged('elle a changé pendant qu’elle était lue');
  for (const { name, value, called } of head.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [name, value, called]);
  }
  await putKeysBack(client, keys);
  await each(client, tables, ({ name }) => `alter table ${name} enable trigger user`);
  // What comes next reads everything: without figures about these tables PostgreSQL would choose badly.
  await client.query(`analyze ${tables.map(({ name }) => name).join(', ')}`);
  sameSeals(await readSeals(client, tables), head.seals);
  const sequences = await verifySequences(client);
  const rows = await countRows(client, head.tables);
  return { head, tables: tables.length, rows, foreignKeys: keys.length, sequences };
}

/** A row that its own table does not take is a file that does not hold; the rest is for whoever runs the server. */
function asRefusal(table: string): (error: unknown) => never {
  return (error) => {
    const code = faultCode(error);
    if (code === null || !/^2[23]/.test(code)) throw error;
    throw unsound(`la table ${table} refuse une ligne (${brokenConstraint(error) ?? code})`);
  };
}

interface ForeignKey {
  name: string;
  drop: string;
  add: string;
}

async function foreignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select conname as name, format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
     from pg_constraint where contype = 'f' and connamespace = any ($1::regnamespace[]) order by conrelid::regclass::text, conname`,
    [SCHEMAS],
  );
  return rows;
}

/** PostgreSQL compares every row with what it points to as a key comes back. */
async function putKeysBack(client: pg.Client, keys: readonly ForeignKey[]): Promise<void> {
  for (const { name, add } of keys) {
    try {
      await client.query(add);
    } catch (error) {
      if (faultCode(error) !== '23503') throw error;
      throw unsound(`la clé étrangère ${name} mène à une ligne qui manque`);
    }
  }
}

async function countRows(client: pg.Client, tables: BackupHead['tables']): Promise<number> {
  let all = 0;
  for (const { name, rows } of tables) {
    const { rows: found } = await client.query<{ n: string }>(`select count(*) as n from ${name}`);
    const n = Number(found[0]?.n);
    if (n !== rows) throw unsound(`${name} a ${n} lignes, la sauvegarde en dit ${rows}`);
    all += n;
  }
  return all;
}

async function each<T>(client: pg.Client, list: readonly T[], statement: (one: T) => string): Promise<void> {
  if (list.length > 0) await client.query(list.map(statement).join('; '));
}

function refuseUnknown(said: BackupHead['migrations'], known: BackupHead['migrations']): void {
  const strange = said.findIndex(({ at, hash }, i) => known[i]?.at !== at || known[i]?.hash !== hash);
  if (strange === -1) return;
  throw new BackupRefused(
    strange >= known.length
      ? `Cette sauvegarde vient d’une version plus récente de Passerelle (${said.length} étapes du schéma, celle-ci en connaît ${known.length}). Mettez d’abord Passerelle à jour. Rien n’a été changé.`
      : `L’étape ${strange + 1} du schéma de cette sauvegarde n’est pas celle de cette version de Passerelle. Restaurez-la avec la version qui l’a faite. Rien n’a été changé.`,
  );
}

async function refuseInUse(client: pg.Client): Promise<void> {
  // A user who may not see what others do still sees that they are there; the server's own workers have no user.
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datid = (select oid from pg_database where datname = current_database()) and pid <> pg_backend_pid() and usesysid is not null`,
  );
  const n = rows[0]?.n ?? 0;
  if (n > 0) {
    throw new BackupRefused(
      `Cette base est utilisée (${n} ${n > 1 ? 'connexions' : 'connexion'}). Arrêtez Passerelle d’abord (Ctrl-C). Rien n’a été changé.`,
    );
  }
}

/** What the migrations write by themselves: a database that holds nothing else is empty. Changing any of it leaves an audit. */
const WRITTEN_BY_MIGRATIONS: ReadonlySet<string> = new Set([
  'public.pass_edge',
  'public.account',
  'public.retention_rule',
]);

/** Whether Passerelle's schema is there, empty. Throws BackupRefused when anything is. */
async function refuseFilled(client: pg.Client): Promise<boolean> {
  const tables = await listTables(client);
  const migrated = (await readMigrations(client)) !== null;
  if (!migrated && tables.length > 0) throw filled(`la table ${tables[0]?.name}`);
  for (const { name } of tables.filter((table: Table) => !WRITTEN_BY_MIGRATIONS.has(table.name))) {
    const { rows } = await client.query(`select 1 from ${name} limit 1`);
    if (rows.length > 0) throw filled(`des lignes dans ${name}`);
  }
  return migrated;
}

function filled(what: string): BackupRefused {
  return new BackupRefused(
    `Cette base n’est pas vide : elle contient ${what}. Une restauration n’efface jamais rien. Sauvegardez ce qu’elle contient, videz-la (npm run reset-db, avec -- --yes hors démonstration) ou créez-en une autre, puis recommencez.`,
  );
}
