import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Installation, prepareInstallation } from './embedded-installation.ts';

export interface EmbeddedServer {
  /** Connection string of a database on this server. */
  url(database?: string): string;
  /** The folder that really holds the data. */
  folder: string;
  /** Whether it was already running: a passing script then leaves it to whoever started it. */
  adopted: boolean;
  /** Whether another process still works on it: two instances may share a data folder. */
  usedByOthers(): Promise<boolean>;
  stop(): Promise<void>;
  /**
   * For trials of faults: all of it dies at once (its first process by -9, or stopped without a word to the disk), and
   * is started again at the same address, to recover by itself.
   */
  crash(how: 'KILL' | 'IMMEDIATE'): Promise<void>;
}

export interface EmbeddedOptions {
  folder: string;
  /** Extra `postgres` flags, for instance for throw-away test clusters. */
  flags?: string[];
  say?: (sentence: string) => void;
}

const PASSWORD = 'passerelle-local';

/**
 * Starts the PostgreSQL that comes from npm on a folder, creating it the first time. It runs detached:
 * Ctrl-C in the terminal must stop the application first. So a server left running by a killed process
 * is taken over here, and a folder left half made is made again.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const say = options.say ?? (() => undefined);
  const installation = await prepareInstallation(resolve(options.folder), say);
  const { folder } = installation;
  const left = await leftRunning(folder);
  if (left !== null) {
    say('Un PostgreSQL d’un démarrage précédent tournait encore : il est repris.');
    return handle(installation, { port: left, flags: options.flags ?? [] }, true);
  }
  const ready = join(folder, 'passerelle.ready');
  if (!existsSync(ready)) {
    say('Création de la base de données…');
    initialise(installation);
  }
  const port = await freePort();
  await start(installation, port, options.flags ?? []);
  if (!existsSync(ready)) installation.run('touch', [ready]);
  return handle(installation, { port, flags: options.flags ?? [] }, false);
}

/** Creates a database if it does not exist. */
export async function ensureDatabase(server: EmbeddedServer, name: string): Promise<string> {
  await connected(server.url(), async (client) => {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
  return server.url(name);
}

function handle(
  installation: Installation,
  { port, flags }: { port: number; flags: readonly string[] },
  adopted: boolean,
): EmbeddedServer {
  const stopped = (mode: 'fast' | 'immediate') =>
    installation.run(installation.pgCtl, ['stop', '-D', installation.folder, '-m', mode, '-w', '-t', '30']);
  return {
    url: (database = 'postgres') => address(port, database),
    folder: installation.folder,
    adopted,
    usedByOthers: () => usedByOthers(port),
    stop: async () => {
      stopped('fast');
    },
    crash: async (how) => {
      if (how === 'IMMEDIATE') stopped('immediate');
      else {
        const [pid = ''] = readFileSync(join(installation.folder, 'postmaster.pid'), 'utf8').split('\n');
        process.kill(Number(pid), 'SIGKILL');
      }
      await start(installation, port, flags);
    },
  };
}

function address(port: number, database: string): string {
  return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;
}

function initialise(installation: Installation): void {
  const { folder } = installation;
  rmSync(folder, { recursive: true, force: true });
  installation.makeFolder();
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  const result = installation.run(installation.initdb, [
    `--pgdata=${folder}`,
    '--username=postgres',
    '--auth=password',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale=C',
  ]);
  rmSync(passwordFile);
  if (result.status !== 0) throw new Error(`La base de données n’a pas pu être créée.\n${result.stderr}`);
}

/** Starts the server; a crashed one may need a moment before its shared memory is released. */
async function start(installation: Installation, port: number, flags: readonly string[]): Promise<void> {
  const log = join(installation.folder, 'server.log');
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= ${flags.join(' ')}`;
  for (let attempt = 1; ; attempt += 1) {
    rmSync(log, { force: true });
    const result = installation.run(installation.pgCtl, [
      'start',
      '-D',
      installation.folder,
      '-l',
      log,
      '-w',
      '-t',
      '60',
      '-o',
      settings,
    ]);
    if (result.status === 0) return;
    if (attempt === 3) {
      const told = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-15).join('\n') : result.stderr;
      throw new Error(`PostgreSQL n’a pas démarré.\n${told}`);
    }
    await pause(1500);
  }
}

/** The port of a server already running on this folder, left by a process that was killed. */
async function leftRunning(folder: string): Promise<number | null> {
  const file = join(folder, 'postmaster.pid');
  for (let i = 0; i < 60; i += 1) {
    if (!existsSync(file)) return null;
    const [pidLine, , , portLine] = readFileSync(file, 'utf8').split('\n');
    const pid = Number(pidLine);
    const port = Number(portLine);
    // Another program may have taken a dead server's pid; PostgreSQL itself clears a stale file when it starts.
    if (!Number.isInteger(pid) || !Number.isInteger(port) || !isPostgres(pid)) return null;
    if (await answers(port)) return port;
    // It is starting or stopping: either way this does not last.
    await pause(250);
  }
  return null;
}

async function answers(port: number): Promise<boolean> {
  return connected(address(port, 'postgres'), () => Promise.resolve(true)).catch(() => false);
}

async function usedByOthers(port: number): Promise<boolean> {
  const others = `
    select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`;
  return connected(address(port, 'postgres'), async (client) => (await client.query(others)).rowCount !== 0).catch(
    () => false,
  );
}

async function connected<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that stops says so to connections at rest: without a listener that would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function isPostgres(pid: number): boolean {
  if (process.platform === 'linux') {
    const file = `/proc/${pid}/cmdline`;
    return existsSync(file) && readFileSync(file, 'utf8').includes('postgres');
  }
  if (process.platform === 'win32') return true;
  return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout.includes('postgres');
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => (at !== null && typeof at === 'object' ? done(at.port) : fail(new Error('no port'))));
    });
  });
}
