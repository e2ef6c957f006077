import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { sha256 } from '#app/platform/secrets.ts';
import { composeReport } from '#app/reporting/compose-report.ts';
import { DEFINITIONS } from '#app/reporting/definitions.fr.ts';
import { exportLedger } from '#app/reporting/export-ledger.ts';
import { publishReport } from '#app/reporting/publish-report.ts';
import { canonicalJson } from '#app/reporting/rules/canonical.ts';
import type { FrozenReport } from '#app/reporting/rules/frozen.ts';
import { sealChains } from '#app/reporting/seal-chains.ts';
import { AGE_LABELS } from '#app/reporting/tables/words.ts';
import { THEME_LABELS } from '#app/training/texts.fr.ts';
import { findReport } from '#db/queries/funder-reports.ts';
import { readSealHeads } from '#db/queries/seals.ts';
import { claimOf, walkIn } from '#tests/factories/used-passes.ts';
import { buildWorld, done, holderWithBooklet, nextBooklet, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const WORDS = { publics: PUBLIC_LABELS, ages: AGE_LABELS, themes: THEME_LABELS };
const WISH = { title: 'Essai', firstDay: '2026-01-01', lastDay: '2026-11-20' };
const NOW = new Date('2026-11-25T10:00:00Z');

let fresh: FreshDatabase;
let world: World;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-register-'));
  fresh = await freshDatabase({ clock: NOW });
  world = await buildWorld(fresh, { booklets: 40 });
  for (let i = 0; i < 8; i += 1) await holderWithBooklet(world);
  for (const org of [0, 1] as const) {
    await walkIn(world, { org, count: 2 });
    await done(claimOf(world, org, 20));
  }
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
  await fresh.close();
});

const publish = async (wish = WISH, opKey = world.services.newId()) =>
  perform(world.services, publishReport(await composeReport(world.services, wish, WORDS)), {
    actor: world.authority,
    opKey,
    input: wish,
  });

async function exported(): Promise<string[]> {
  let text = '';
  for await (const part of exportLedger(world.services)) text += part;
  return text.trimEnd().split('\n');
}

/** The independent script, in a process and a folder of its own. */
function verify(lines: readonly string[]) {
  const file = join(folder, 'export.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const script = join(process.cwd(), 'scripts', 'verify-ledger.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script, file], { cwd: folder, encoding: 'utf8' });
  return { status, stdout };
}

describe('the chain', () => {
  it('seals everything once, however many seal at the same time', async () => {
    await Promise.all([sealChains(world.services), sealChains(world.services), sealChains(world.services)]);
    const heads = await fresh.db.snapshot(readSealHeads);
    const [{ n }] = (await world.sql`select count(*)::int as n from ledger_transaction`) as unknown as [{ n: number }];
    expect(heads).toMatchObject({ ledger: { seq: n }, unsealed: { ledger: 0, audit: 0, money: 0 } });
    expect(await sealChains(world.services)).toBe(0);
  });

  it('seals later what committed late, although it is older', async () => {
    const holderId = await holderWithBooklet(world);
    const bookletId = await nextBooklet(world);
    const id = '00000000-0000-7000-8000-000000000001';
    const { partnerId, membershipId } = world.agents[0];
    let whileOpen: unknown;
    await world.sql.begin(async (late) => {
      await late`select act_hand_over(gen_random_uuid(), ${bookletId}, ${partnerId}, ${membershipId}, ${holderId}, '2026-11-25', '{}',
        '60_74', 'Lyon', null, 'essai', ${id}, 'system:essai', gen_random_uuid(), ${NOW})`;
      await sealChains(world.services);
      whileOpen = await fresh.db.snapshot(readSealHeads);
    });
    const before = await fresh.db.snapshot(readSealHeads);
    expect(whileOpen).toMatchObject({ unsealed: { ledger: 0 } });
    expect(before.unsealed.ledger).toBe(1);
    await sealChains(world.services);
    const [last] = await world.sql`select seq::int as seq, tx_id from ledger_seal order by seq desc limit 1`;
    expect(last).toEqual({ seq: before.ledger.seq + 1, tx_id: id });
  });

  it.each([
    ["update ledger_seal set hash = repeat('0', 64) where seq = 1", 'PA001'],
    ['delete from audit_seal where seq = 1', 'PA001'],
    ['update money_seal set seq = 9 where seq = 1', 'PA001'],
    ['truncate money_seal cascade', 'PA001'],
    ['insert into money_seal select 900000, tx_id, previous, hash, sealed_at from money_seal where seq = 1', 'PA010'],
    ['truncate ledger_seal cascade', 'PA001'],
    // A link that does not hold to the one before it, or says something else than its transaction.
    ['insert into ledger_seal select 900000, tx_id, previous, hash, sealed_at from ledger_seal where seq = 1', 'PA010'],
    [
      'insert into audit_seal select 900000, audit_id, previous, hash, sealed_at from audit_seal where seq = 1',
      'PA010',
    ],
  ])('refuses %s', async (statement, code) => {
    await expect(world.sql.unsafe(statement)).rejects.toMatchObject({ code });
  });
});

describe('a published report', () => {
  it('is frozen: its figures stay when the programme goes on, and nobody can change it', async () => {
    const key = world.services.newId();
    const first = await done(publish(WISH, key));
    const before = await fresh.db.read((tx) => findReport(tx, first.id));
    await holderWithBooklet(world);
    // The same form sent again gives the same report.
    expect(await done(publish(WISH, key))).toEqual(first);
    const second = await done(publish());
    expect(second.version).toBe(2);
    const after = await fresh.db.read((tx) => findReport(tx, first.id));
    expect(after?.content).toBe(before?.content);
    expect(after?.supersededBy).toEqual({ id: second.id, version: 2 });
    const next = JSON.parse((await fresh.db.read((tx) => findReport(tx, second.id)))?.content ?? '') as FrozenReport;
    expect(next.supersedes).toEqual({ version: 1, hash: first.hash });
    // The heads of both ledgers, and what each indicator meant that day.
    expect(next.moneyHead).toMatchObject({ seq: 2 });
    expect(next.definitions).toEqual(DEFINITIONS);
    for (const statement of [
      'update funder_report set title = title',
      'delete from funder_report',
      'truncate funder_report',
    ])
      await expect(world.sql.unsafe(statement)).rejects.toMatchObject({ code: 'PA001' });
  });

  it('is refused by the database with a false signature, a missing head, a skipped version, or accounts that differ', async () => {
    const copy = (
      change: string,
    ) => `insert into funder_report (id, title, first_day, last_day, version, content, hash, seal_seq, seal_hash, money_seq, money_hash, published_by, published_at)
      select gen_random_uuid(), title, first_day, last_day, ${change}, published_by, published_at from funder_report where version = 2`;
    await expect(
      world.sql.unsafe(copy(`3, content || ' ', hash, seal_seq, seal_hash, money_seq, money_hash`)),
    ).rejects.toMatchObject({
      code: '23514',
    });
    const differs = `replace(content, '"agrees":true', '"agrees":false')`;
    await expect(
      world.sql.unsafe(
        copy(
          `3, ${differs}, encode(sha256(convert_to(${differs}, 'UTF8')), 'hex'), seal_seq, seal_hash, money_seq, money_hash`,
        ),
      ),
    ).rejects.toMatchObject({ constraint_name: 'funder_report_agrees' });
    const words = `content || ' ', encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex')`;
    await expect(world.sql.unsafe(copy(`3, ${words}, seal_seq, seal_hash, null, null`))).rejects.toMatchObject({
      constraint_name: 'funder_report_money_head',
    });
    await expect(
      world.sql.unsafe(copy(`3, ${words}, seal_seq, seal_hash, money_seq, repeat('0', 64)`)),
    ).rejects.toMatchObject({ constraint_name: 'funder_report_on_money_seal' });
    await expect(
      world.sql.unsafe(
        copy(
          `5, content || ' ', encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex'), seal_seq, seal_hash, money_seq, money_hash`,
        ),
      ),
    ).rejects.toMatchObject({ code: 'PA010' });
    await expect(
      world.sql.unsafe(
        copy(
          `3, content || ' ', encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex'), 1, seal_hash, money_seq, money_hash`,
        ),
      ),
    ).rejects.toMatchObject({ code: '23503' });
  });

  it('tells the second of two who publish a period at once to look first, though the first was done by then', async () => {
    const wish = { ...WISH, lastDay: '2026-11-19' };
    const { id } = await done(publish(wish));
    const second = await world.sql.begin(async (sql) => {
      // The second reads the last version, then waits for this one to be written.
      await sql`lock table funder_report in share row exclusive mode`;
      const waiting = publish(wish);
      for (let blocked = 0; blocked === 0; ) {
        [{ blocked }] = (await sql`
          select count(*)::int as blocked from pg_locks l join pg_database d on d.oid = l.database
          where d.datname = current_database() and l.relation = 'funder_report'::regclass and not l.granted`) as unknown as [
          { blocked: number },
        ];
      }
      await sql`
        insert into funder_report (id, title, first_day, last_day, version, content, hash, seal_seq, seal_hash, money_seq, money_hash, published_by, published_at)
        select gen_random_uuid(), title, first_day, last_day, version + 1, content || ' ', encode(sha256(convert_to(content || ' ', 'UTF8')), 'hex'),
          seal_seq, seal_hash, money_seq, money_hash, published_by, published_at from funder_report where id = ${id}`;
      return { waiting };
    });
    expect(await second.waiting).toMatchObject({ ok: false, refusal: 'VERSION_TAKEN' });
  });

  it('is refused for a day to come', async () => {
    expect(await publish({ ...WISH, lastDay: '2026-12-31' })).toMatchObject({ ok: false, refusal: 'PERIOD_NOT_OVER' });
  });

  it('is refused when the accounts differ, whatever differs', async () => {
    const broken = await world.sql.reserve();
    await broken`set session_replication_role = replica`;
    await broken`update account set balance = balance + 1 where kind = 'STOCK'`;
    expect(await publish()).toMatchObject({ ok: false, refusal: 'LEDGER_DIFFERS' });
    await broken`update account set balance = balance - 1 where kind = 'STOCK'`;
    await broken`set session_replication_role = origin`;
    broken.release();
    expect(await publish()).toMatchObject({ ok: true, value: { version: 3 } });
  });
});

describe('the independent script', () => {
  it('finds the export whole, and says what it checked', async () => {
    await sealChains(world.services);
    const { status, stdout } = verify(await exported());
    expect(stdout).toContain('Vérifié');
    expect(stdout).toContain('2 écritures en euros, 4 lignes');
    expect(stdout).toContain('450 pass achetés et comptés, 5 rapports signés');
    expect(status).toBe(0);
  });

  it('holds no name, no code and no free word', async () => {
    const text = (await exported()).join('\n');
    for (const secret of ['Camille', 'Essai ', '39 98', 'Villeurbanne']) {
      const lines = text.split('\n').filter((line) => line.includes(secret) && !line.startsWith('{"type":"report"'));
      expect(lines).toEqual([]);
    }
  });

  it('misses a report that stands on a link in cents that is not there', async () => {
    const lines = (await exported()).map((line) => JSON.parse(line) as Record<string, unknown>);
    const at = lines.findLastIndex(({ type }) => type === 'report');
    const report = JSON.parse(String(lines[at]?.content)) as FrozenReport;
    const content = canonicalJson({ ...report, moneyHead: { seq: 1, hash: report.moneyHead?.hash } });
    lines[at] = { ...lines[at], content, hash: sha256(content) };
    const { status, stdout } = verify(lines.map((line) => JSON.stringify(line)));
    expect([status, stdout]).toEqual([1, expect.stringContaining('maillon en euros 1')]);
  });

  type Line = Record<string, unknown> & { type: string };
  const first = (lines: Line[], type: string, keep: (line: Line) => boolean = () => true) =>
    lines.findIndex((line) => line.type === type && keep(line));
  const TAMPERED: Record<string, (lines: Line[]) => void> = {
    'a quantity changed': (lines) => {
      const line = lines[first(lines, 'transaction')] as Line & { entries: number[][] };
      (line.entries[0] as number[])[2] = -9999;
    },
    'a transaction removed': (lines) => void lines.splice(first(lines, 'transaction') + 1, 1),
    'two transactions exchanged': (lines) => {
      const at = first(lines, 'transaction');
      lines.splice(at, 2, lines[at + 1] as Line, lines[at] as Line);
    },
    'the last transaction removed, and the header with it': (lines) => {
      const at = lines.findLastIndex(({ type }) => type === 'transaction');
      lines.splice(at, 1);
    },
    'a date changed': (lines) => {
      (lines[first(lines, 'transaction')] as Line).at = '2020-01-01T00:00:00.000Z';
    },
    'an account given to somebody else': (lines) => {
      (lines[first(lines, 'account', ({ kind }) => kind === 'PARTNER')] as Line).owner =
        '00000000-0000-7000-8000-0000000000ff';
    },
    'a move invented': (lines) => {
      const line = lines[first(lines, 'transaction', ({ kind }) => kind === 'HAND_OVER')] as Line & {
        moves: unknown[][];
      };
      (line.moves[0] as unknown[])[3] = 'SETTLED';
    },
    'a lawful edge removed': (lines) =>
      void lines.splice(
        first(lines, 'edge', ({ from, to }) => from === 'ALLOCATED' && to === 'HELD'),
        1,
      ),
    'a lot made larger': (lines) => {
      (lines[first(lines, 'lot')] as Line).booklets = 9999;
    },
    'a balance announced otherwise': (lines) => {
      const { balances } = lines[first(lines, 'totals')] as Line & { balances: Record<string, number> };
      for (const id of Object.keys(balances).slice(0, 1)) balances[id] = 1;
    },
    'a sum in cents changed, and its counterpart': (lines) => {
      const line = lines[first(lines, 'money')] as Line & { entries: number[][] };
      for (const entry of line.entries) entry[2] = 2 * (entry[2] ?? 0);
    },
    'a transaction in cents removed': (lines) => void lines.splice(first(lines, 'money'), 1),
    'two transactions in cents exchanged': (lines) => {
      const at = first(lines, 'money');
      lines.splice(at, 2, lines[at + 1] as Line, lines[at] as Line);
    },
    'the last transaction in cents removed': (lines) =>
      void lines.splice(
        lines.findLastIndex(({ type }) => type === 'money'),
        1,
      ),
    'an account in cents given to somebody else': (lines) => {
      (lines[first(lines, 'money-account', ({ kind }) => kind === 'PAYABLE')] as Line).owner =
        '00000000-0000-7000-8000-0000000000ff';
    },
    'a balance in cents announced otherwise': (lines) => {
      const { moneyBalances } = lines[first(lines, 'totals')] as Line & { moneyBalances: Record<string, number> };
      for (const id of Object.keys(moneyBalances).slice(0, 1)) moneyBalances[id] = 1;
    },
    'an act of the audit changed': (lines) => {
      (lines[first(lines, 'audit')] as Line).actor = 'nobody';
    },
    'a figure of a report changed': (lines) => {
      const line = lines[first(lines, 'report')] as Line & { content: string };
      line.content = line.content.replace('"issued":450', '"issued":451');
    },
    'a report changed and signed again': (lines) => {
      const line = lines[first(lines, 'report')] as Line & { content: string; hash: string };
      line.content = line.content.replace('"issued":450', '"issued":451');
      line.hash = sha256(line.content);
    },
    'the version superseded removed': (lines) => void lines.splice(first(lines, 'report'), 1),
    'the end cut off': (lines) => void lines.splice(-1, 1),
    'a line that is none of ours': (lines) => void lines.push({ type: 'constructor' }),
  };

  it.each(Object.keys(TAMPERED))('sees %s', async (name) => {
    const lines = (await exported()).map((line) => JSON.parse(line) as Line);
    TAMPERED[name]?.(lines);
    const { status, stdout } = verify(lines.map((line) => JSON.stringify(line)));
    expect(stdout).toContain('DIFFÉRENCE');
    expect(status).toBe(1);
  });
});
