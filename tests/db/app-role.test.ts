import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { perform } from '#app/platform/intention.ts';
import { APP_ROLE } from '#db/client.ts';
import { faultCode } from '#db/faults.ts';
import { migrate } from '#db/migrate.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 5 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

/** The SQLSTATE the application's own connection is refused with, or null. */
async function refused(statement: string): Promise<string | null> {
  return fresh.db
    .transaction((tx) => tx.execute(sql.raw(statement)))
    .then(() => null)
    .catch(faultCode);
}

/** What PostgreSQL answers to somebody who may not even ask. */
const FORBIDDEN = '42501';

async function tables(where: string): Promise<string[]> {
  const rows = await world.sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pii') order by 1`;
  return rows.map(({ name }) => name).filter((name) => name.includes(where));
}

describe('the application’s role', () => {
  it('is the one that every connection of the application works under', async () => {
    const [row] = await fresh.db.read((tx) => tx.execute<{ who: string }>(sql`select current_user as who`));
    expect(row?.who).toBe(APP_ROLE);
  });

  it('carries out every act, balances included', async () => {
    const holderId = await holderWithBooklet(world);
    const sessionId = await openSession(world, { startsAt: new Date(Date.now() + 60_000) });
    const { bookingId } = await done(
      perform(world.services, bookForHolder, {
        actor: { role: 'HOLDER', holderId },
        opKey: world.services.newId(),
        input: { holderId, sessionId },
      }),
    );
    for (const mark of ['PRESENT', 'UNDO', 'PRESENT']) {
      await done(
        perform(world.services, markAttendance, {
          actor: world.staff[0],
          opKey: world.services.newId(),
          input: { bookingId, mark },
        }),
      );
    }
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });

  it.each(['ledger_transaction', 'ledger_entry', 'pass_move', 'booking_move', 'audit', 'pass_edge'])(
    'may neither change nor delete what is written in %s',
    async (table) => {
      const [column] = await world.sql<{ name: string }[]>`
      select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum = 1`;
      expect(await refused(`update ${table} set ${column?.name} = ${column?.name}`)).toBe(FORBIDDEN);
      expect(await refused(`delete from ${table}`)).toBe(FORBIDDEN);
    },
  );

  it.each(['pass', 'redemption', 'distribution', 'booking', 'booking_pass', 'account'])(
    'may not delete from %s',
    async (table) => {
      expect(await refused(`delete from ${table}`)).toBe(FORBIDDEN);
    },
  );

  it('may change of a redemption what a reversal and a claim need, and nothing else', async () => {
    for (const column of [
      'pass_id',
      'org_id',
      'venue_id',
      'booking_id',
      'holder_id',
      'at',
      'channel',
      'amount_cents',
      'tx_id',
    ]) {
      expect(await refused(`update redemption set ${column} = ${column}`), column).toBe(FORBIDDEN);
    }
    expect(await refused(`update redemption set claim_id = null where false`)).toBeNull();
  });

  it('may not touch a balance, nor open an account with one, nor rewrite a pass’s identity', async () => {
    expect(await refused('update account set balance = balance + 1')).toBe(FORBIDDEN);
    expect(await refused(`insert into account (kind, owner_id, balance) values ('HELD', gen_random_uuid(), 7)`)).toBe(
      FORBIDDEN,
    );
    expect(await refused('update account set id = id')).toBe('PA001');
    expect(await refused(`update pass set code_hmac = 'x'`)).toBe(FORBIDDEN);
  });

  it('may truncate nothing at all, and neither drop a guard nor switch it off', async () => {
    for (const table of await tables('')) expect(await refused(`truncate ${table} cascade`), table).toBe(FORBIDDEN);
    expect(await refused('alter table ledger_entry disable trigger all')).toBe(FORBIDDEN);
    expect(await refused('drop trigger ledger_entry_append_only on ledger_entry')).toBe(FORBIDDEN);
    expect(await refused('set local session_replication_role = replica')).toBe(FORBIDDEN);
    expect(await refused('create table somewhere (x int)')).toBe(FORBIDDEN);
    expect(
      await refused(
        `create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'`,
      ),
    ).toBe(FORBIDDEN);
  });

  it('has rights on every table, each no more than its triggers allow, and keeps them when migrated again', async () => {
    const rights = () => world.sql<{ name: string; may: string }[]>`
      select c.oid::regclass::text as name, concat_ws(' ', case when has_table_privilege(${APP_ROLE}, c.oid, 'select') then 'select' end,
        case when has_table_privilege(${APP_ROLE}, c.oid, 'insert') then 'insert' end,
        case when has_table_privilege(${APP_ROLE}, c.oid, 'update') then 'update' end,
        case when has_table_privilege(${APP_ROLE}, c.oid, 'delete') then 'delete' end,
        case when has_table_privilege(${APP_ROLE}, c.oid, 'truncate') then 'truncate' end) as may
      from pg_class c where c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'pii'::regnamespace) order by 1`;
    const before = await rights();
    expect(before.length).toBe((await tables('')).length);
    for (const { name, may } of before) expect(may, name).toMatch(/^select/);
    expect(before.find(({ name }) => name === 'ledger_entry')?.may).toBe('select insert');
    expect(before.find(({ name }) => name === 'redemption')?.may).toBe('select insert');
    await migrate(fresh.url);
    expect(await rights()).toEqual(before);
  });
});

describe('a server where Passerelle owns its schema but may make no role', () => {
  it('says what its administrator must do, once; then starts', async () => {
    const user = `plain_${Math.random().toString(36).slice(2, 8)}`;
    await world.sql.unsafe(`create role ${user} login password 'plain'`);
    await world.sql.unsafe(`create database ${user} owner ${user}`);
    const url = new URL(fresh.url);
    Object.assign(url, { username: user, password: 'plain', pathname: `/${user}` });
    try {
      await expect(migrate(url.href)).rejects.toThrow(/GRANT passerelle_app TO/);
      await world.sql.unsafe(`grant ${APP_ROLE} to ${user}`);
      await migrate(url.href);
    } finally {
      await world.sql.unsafe(`drop database ${user} with (force)`);
      await world.sql.unsafe(`drop role ${user}`);
    }
  });
});
