import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { readEnv } from '#app/platform/env.ts';
import { perform } from '#app/platform/intention.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import { compareRegister } from '#app/reporting/compare-register.ts';
import { composeReport } from '#app/reporting/compose-report.ts';
import { exportLedger } from '#app/reporting/export-ledger.ts';
import { publishReport } from '#app/reporting/publish-report.ts';
import { sealChains } from '#app/reporting/seal-chains.ts';
import { AGE_LABELS } from '#app/reporting/tables/words.ts';
import { THEME_LABELS } from '#app/training/texts.fr.ts';
import type { BackupTail } from '#db/backup/format.ts';
import { restoreBackup } from '#db/backup/restore.ts';
import { APP_ROLE } from '#db/client.ts';
import { knownMigrations, migrateWithin, readMigrations } from '#db/migrate.ts';
import { checkInvariants } from '#db/queries/invariants.ts';
import { writeBackup } from '#scripts/backup/write-backup.ts';
import { claimOf, walkIn } from '#tests/factories/used-passes.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase, TEST_SECRET } from '#tests/setup/database.ts';

const WORDS = { publics: PUBLIC_LABELS, ages: AGE_LABELS, themes: THEME_LABELS };
/** A value that looks like everything the format is made of. */
const HOSTILE = 'À l’angle\n\\.\n{"end":true}\t\\N\r\n"';

let fresh: FreshDatabase;
let world: World;
let folder: string;
let cluster: pg.Client;
const made: string[] = [];

/** One programme with a bit of everything, backed up while others book and cancel. */
let file: string;
let written: Awaited<ReturnType<typeof writeBackup>>;
/** Where it was put back. */
let copyUrl: string;
let restored: Awaited<ReturnType<typeof restoreBackup>>;
let copy: Services;
let copyWorld: World;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-backup-'));
  cluster = new pg.Client({ connectionString: inject('clusterUrl') });
  await cluster.connect();
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 30 });
  await walkIn(world, { org: 1, count: 2 });
  await done(claimOf(world, 1, 20));
  await world.sql`update venue set name = ${HOSTILE} where id = ${world.venueIds[2]}`;
  await world.sql`insert into user_session (id, user_id, expires_at) values ('essai', ${world.authority.userId}, '2099-01-01')`;
  await publish();
  const wishes: [string, string][] = [];
  for (let i = 0; i < 3; i += 1) wishes.push([await holderWithBooklet(world), await openSession(world)]);
  let over = false;
  const writers = wishes.map(([holderId, sessionId]) => bookAndCancel(holderId, sessionId, () => over));
  file = join(folder, 'whole.gz');
  written = await backup(fresh.url, file);
  over = true;
  expect((await Promise.all(writers)).every((acts) => acts > 1)).toBe(true);
  copyUrl = await ownedDatabase();
  restored = await restoreBackup(file, copyUrl);
  copy = openServices(readEnv({ LOG_LEVEL: 'silent', DEMO: '0', GEOCODER: 'off' }), copyUrl, TEST_SECRET);
  const own = postgres(copyUrl, { max: 2, onnotice: () => undefined });
  copyWorld = { ...world, services: copy, sql: own, close: () => own.end() };
});
afterAll(async () => {
  await world?.close();
  await fresh?.close();
  for (const name of made) await cluster.query(`drop database ${name} with (force)`);
  for (const name of made) await cluster.query(`drop role if exists ${name}`);
  await cluster.end();
  rmSync(folder, { recursive: true, force: true });
});

const backup = (url: string, to: string) =>
  writeBackup(to, { url, passerelle: 'essai', at: new Date(), keyMark: null });

async function emptyDatabase(template = 'template1'): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await cluster.query(`create database ${name} template ${template}`);
  made.push(name);
  return Object.assign(new URL(inject('clusterUrl')), { pathname: `/${name}` }).href;
}

/** An empty database whose owner is no superuser and may make no role: as an administrator gives them out. */
async function ownedDatabase(): Promise<string> {
  const url = new URL(await emptyDatabase());
  const name = url.pathname.slice(1);
  await cluster.query(
    `create role ${name} login password 'plain'; grant ${APP_ROLE} to ${name}; alter database ${name} owner to ${name}`,
  );
  return Object.assign(url, { username: name, password: 'plain' }).href;
}

async function publish(): Promise<void> {
  const wish = { title: 'Essai', firstDay: '2026-01-01', lastDay: '2026-11-20' };
  const composed = publishReport(await composeReport(world.services, wish, WORDS));
  await done(perform(world.services, composed, { actor: world.authority, opKey: world.services.newId(), input: wish }));
}

/** Somebody books and cancels until told to stop; answers how many acts that made. */
async function bookAndCancel(holderId: string, sessionId: string, stop: () => boolean): Promise<number> {
  const actor = { role: 'HOLDER', holderId } as const;
  const attempt = <I>(input: I) => ({ actor, opKey: world.services.newId(), input });
  for (let acts = 2; ; acts += 2) {
    const { bookingId } = await done(perform(world.services, bookForHolder, attempt({ holderId, sessionId })));
    await done(perform(world.services, cancelBooking, attempt({ bookingId })));
    if (stop()) return acts;
  }
}

const linesOf = (path: string) => gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
const tailOf = (path: string) => JSON.parse(linesOf(path).at(-1) ?? '') as BackupTail;

/** A backup changed by somebody who reckons its checksums again: what they cannot see, the verification must. */
function forged(name: string, change: (lines: string[]) => void): string {
  const lines = linesOf(file).slice(0, -1);
  change(lines);
  const tail: BackupTail = { end: true, tables: {}, sha256: sha256(lines) };
  for (let at = lines.findIndex((line) => line.startsWith('{"table":')); at < lines.length; at += 1) {
    const { table } = JSON.parse(lines[at] ?? '') as { table: string };
    const end = lines.indexOf('\\.', at);
    const rows = lines.slice(at + 1, end);
    tail.tables[table] = { rows: rows.length, sha256: sha256(rows) };
    at = end;
  }
  const to = join(folder, `${name}.gz`);
  writeFileSync(to, gzipSync([...lines, JSON.stringify(tail), ''].join('\n')));
  return to;
}
const sha256 = (lines: readonly string[]) =>
  createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');

/** The first row of a table in the lines of a backup. */
const rowOf = (lines: readonly string[], table: string) =>
  1 + lines.findIndex((line) => line.startsWith(`{"table":"public.${table}"`));

async function as<T>(url: string, use: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    return await use(owner);
  } finally {
    await owner.end();
  }
}

const tablesIn = (url: string) =>
  as(url, async (owner) => {
    const { rows } = await owner.query<{ n: number }>(
      "select count(*)::int as n from pg_tables where schemaname in ('public', 'pii', 'drizzle')",
    );
    return rows[0]?.n;
  });

async function register(services: Services): Promise<string[]> {
  let text = '';
  for await (const part of exportLedger(services)) text += part;
  return text.trimEnd().split('\n');
}

const command = (name: string, ...args: string[]) =>
  spawnSync(process.execPath, ['scripts/run.mjs', `scripts/backup/${name}.ts`, ...args], { encoding: 'utf8' });

describe('a backup put back into a new database, by an owner who is no superuser', () => {
  it('was one consistent picture, although others were writing', () => {
    expect(Object.entries(written.head.invariants ?? {}).filter(([, broken]) => broken !== 0)).toEqual([]);
    expect(Object.keys(written.head.invariants ?? {}).length).toBeGreaterThan(20);
    expect(restored.invariants.filter(({ broken }) => broken !== 0)).toEqual([]);
  });

  it('has every row of every table, to the byte, but for what opens accounts', async () => {
    const again = join(folder, 'again.gz');
    await backup(copyUrl, again);
    expect(tailOf(again).tables).toEqual(tailOf(file).tables);
    expect(tailOf(file).tables['public.user_session']?.rows).toBe(0);
    expect(tailOf(file).tables['pii.person']?.rows).toBeGreaterThan(3);
    expect(Object.keys(tailOf(file).tables).length).toBe(restored.tables);
    const [venue] = await copy.db.read((tx) => tx.execute(sql`select name from venue where id = ${world.venueIds[2]}`));
    expect(venue?.name).toBe(HOSTILE);
  });

  it('holds what its seals say, for whoever reads its register alone', async () => {
    expect(restored.links).toEqual({
      ledger: written.head.seals.ledger?.seq,
      audit: written.head.seals.audit?.seq,
      money: 1,
    });
    expect(restored.reports).toBe(1);
    const exported = join(folder, 'register.jsonl');
    writeFileSync(exported, (await register(copy)).join('\n'));
    const { status, stdout } = spawnSync(process.execPath, ['scripts/verify-ledger.mjs', exported], {
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, expect.stringContaining(`${written.head.seals.ledger?.hash}`)]);
  });

  it('goes on: the application carries out its acts under its own role, and numbers follow', async () => {
    const holderId = await holderWithBooklet(copyWorld);
    const sessionId = await openSession(copyWorld);
    const attempt = {
      actor: { role: 'HOLDER', holderId } as const,
      opKey: copy.newId(),
      input: { holderId, sessionId },
    };
    await done(perform(copy, bookForHolder, attempt));
    const broken = (await copy.db.snapshot(checkInvariants)).filter((invariant) => invariant.broken !== 0);
    expect(broken).toEqual([]);
  });
});

describe('an older backup', () => {
  it('is brought to the newest schema, its rows with it, into a database that was only prepared', async () => {
    const known = knownMigrations();
    const early = known.length - 3;
    const url = await emptyDatabase();
    await as(url, async (owner) => {
      await migrateWithin(owner, 0, early);
      await owner.query("insert into partner (id, name, created_at) values (gen_random_uuid(), 'CCAS d’avant', now())");
    });
    const old = join(folder, 'old.gz');
    expect((await backup(url, old)).head).toMatchObject({ invariants: null, migrations: { length: early } });
    const prepared = await emptyDatabase('template_empty');
    expect((await restoreBackup(old, prepared)).migrated).toBe(3);
    await as(prepared, async (owner) => {
      expect(await readMigrations(owner)).toEqual(known);
      expect((await owner.query('select name from partner')).rows).toEqual([{ name: 'CCAS d’avant' }]);
    });
  });

  it('shows what it lacks of a register exported after it', async () => {
    const bookings = [await holderWithBooklet(world), await holderWithBooklet(world)];
    await publish();
    const lines = await register(world.services);
    const compared = await compareRegister(Readable.from(lines), copy.db);
    const { ledger, money } = compared.chains;
    expect(ledger.shared).toBe(written.head.seals.ledger?.seq);
    expect(ledger.lacking?.kinds.get('HAND_OVER')).toBeGreaterThanOrEqual(bookings.length);
    expect(money).toMatchObject({ shared: 1, lacking: null, more: 0 });
    expect(compared.reports).toMatchObject([{ title: 'Essai', version: 2 }]);
    expect(ledger.unsealed).toBeGreaterThan(0);
    // What was written and not sealed when it was made is shared once it is; then the two histories part, and stay comparable.
    await sealChains(copy);
    const { ledger: parted } = (await compareRegister(Readable.from(lines), copy.db)).chains;
    expect(parted.shared).toBeGreaterThanOrEqual(ledger.shared);
    expect(parted.lacking?.kinds.get('HAND_OVER')).toBe(bookings.length);
    expect(parted.more).toBeGreaterThan(0);
    // The one it was exported from lacks nothing.
    const exported = join(folder, 'later.jsonl');
    writeFileSync(exported, lines.join('\n'));
    const same = command('compare-ledger', exported, '--url', fresh.url);
    expect([same.status, same.stderr, same.stdout]).toEqual([0, '', expect.not.stringContaining('MANQUE')]);
    expect(same.stdout).toContain(
      `registre des pass : ${lines.filter((line) => line.includes('"type":"transaction"')).length} maillons`,
    );
  });
});

describe('a restoration refuses', () => {
  let target: string;
  beforeAll(async () => {
    target = await emptyDatabase();
  });

  /** The file is refused with this sentence, and the empty database stays as empty as it was. */
  async function refused(path: string, sentence: RegExp, url = target) {
    const before = await tablesIn(url);
    await expect(restoreBackup(path, url)).rejects.toThrow(sentence);
    expect(await tablesIn(url)).toBe(before);
  }

  const bytesOf = (change: (bytes: Buffer) => Buffer) => {
    const path = join(folder, 'changed.gz');
    writeFileSync(path, change(readFileSync(file)));
    return path;
  };

  it.each([0.3, 0.99])('a file cut at %f of its length', async (part) => {
    await refused(
      bytesOf((bytes) => bytes.subarray(0, Math.floor(bytes.length * part))),
      /abîmée/,
    );
  });

  it('a file cut between two lines, however well compressed', async () => {
    const lines = linesOf(file);
    const path = join(folder, 'short.gz');
    for (const kept of [-1, -2, -40]) {
      writeFileSync(path, gzipSync(`${lines.slice(0, kept).join('\n')}\n`));
      await refused(path, /abîmée : (elle est coupée|la table|sa dernière ligne)/);
    }
  });

  it.each([0.001, 0.5, 0.999])('a file with one byte changed at %f', async (part) => {
    const path = bytesOf((bytes) => {
      const at = Math.floor(bytes.length * part);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    });
    await refused(path, /abîmée|n’est pas une sauvegarde/);
  });

  it.each([
    ['a letter of a row', (text: string) => text.replace('CCAS d’essai', 'CCAS d’essay')],
    ['a row more', (text: string) => text.replace(/(\{"table":"public.account"[^\n]*\n)([^\n]*\n)/, '$1$2$2')],
    ['a count in the head', (text: string) => text.replace(/"rows":(\d)/, '"rows":1$1')],
    ['the moment in the head', (text: string) => text.replace('"at":"2', '"at":"1')],
  ])('a file where somebody changed %s and compressed it again', async (_, change) => {
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    expect(change(text)).not.toBe(text);
    await refused(
      bytesOf(() => gzipSync(change(text))),
      /abîmée/,
    );
  });

  it('a file from a newer version, or from another history', async () => {
    const migrations = (change: (list: { at: number; hash: string }[]) => void) => (lines: string[]) => {
      const head = JSON.parse(lines[0] ?? '');
      change(head.migrations);
      lines[0] = JSON.stringify(head);
    };
    const newer = migrations((list) => void list.push({ at: 4_102_444_800_000, hash: 'f'.repeat(64) }));
    await refused(forged('newer', newer), /version plus récente/);
    const other = migrations((list) => void list.splice(2, 1, { at: 1, hash: 'f'.repeat(64) }));
    await refused(forged('other', other), /L’étape 3 du schéma/);
    await refused(join(process.cwd(), 'package.json'), /n’est pas une sauvegarde/);
    await refused(join(folder, 'nowhere.gz'), /n’existe pas/);
  });

  it.each([
    [
      'an entry of the ledger',
      'ledger_entry',
      (row: string) => row.replace(/\t(-?)(\d+)$/, '\t$19$2'),
      /invariants?|chaîne|ne tient pas/,
    ],
    [
      'an act of the audit',
      'audit',
      (row: string) => row.replace('system', 'nobody').replace('"', '"x'),
      /ne tient pas|chaîne/,
    ],
    [
      'what a row points to',
      'session',
      (row: string) => row.replace(/\t[0-9a-f-]{36}\t/, `\t${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}\t`),
      /clé étrangère session_/,
    ],
  ])('a file where somebody forged %s, checksums and all', async (_, table, change, sentence) => {
    const path = forged('forged', (lines) => {
      const at = rowOf(lines, table);
      const row = lines[at] ?? '';
      lines[at] = change(row);
      expect(lines[at]).not.toBe(row);
    });
    await refused(path, sentence);
  });

  it('a database that holds anything, or that somebody uses', async () => {
    await expect(restoreBackup(file, fresh.url)).rejects.toThrow(/utilisée/);
    await copy.db.close();
    await copyWorld.close();
    await refused(file, /n’est pas vide : elle contient des lignes dans .*reset-db/, copyUrl);
    await as(target, (owner) => owner.query('create table somebody_elses (x int)'));
    await refused(file, /n’est pas vide : elle contient la table public.somebody_elses/);
  });
});

describe('the commands', () => {
  it('write a file for its owner alone, never over another, and say in one sentence what is wrong', async () => {
    const to = join(folder, 'by-hand', 'b.gz');
    const first = command('backup', to, '--url', fresh.url);
    expect([first.status, first.stderr, first.stdout]).toEqual([
      0,
      '',
      expect.stringContaining('registre des pass : maillon'),
    ]);
    expect(statSync(to).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'by-hand'))).toEqual(['b.gz']);
    await expect(backup(fresh.url, to)).rejects.toThrow(/existe déjà/);
    const second = command('restore', to, '--url', fresh.url);
    expect([second.status, second.stderr]).toEqual([1, expect.stringMatching(/^Cette base est utilisée[^\n]*\n$/)]);
  });
});
