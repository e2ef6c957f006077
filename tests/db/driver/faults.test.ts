import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Database } from '#db/client.ts';
import { DatabaseAway } from '#db/faults.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';
import { startProxy, type TcpProxy } from '#tests/setup/tcp-proxy.ts';

// why: a driver may leave its callers waiting for ever after a connection is reset under load; postgres.js did.
const WORKERS = 16;
const DEADLINE_MS = 1500;
/** Scheduling on a busy machine, not a second chance. */
const SLACK_MS = 700;

let fresh: FreshDatabase;
let proxy: TcpProxy;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  await fresh.owner.transaction((tx) => tx.execute(sql`create table seen (worker int, turn int, half int)`));
});
afterAll(() => fresh.close());
beforeEach(async () => {
  proxy = await startProxy(fresh.url);
  db = new Database({ url: proxy.url, poolSize: WORKERS, deadlineMs: DEADLINE_MS });
});
afterEach(async () => {
  await db.close();
  await proxy.close();
});

interface Turn {
  ok: boolean;
  ms: number;
  error: unknown;
}

/** One use of the database, timed: half the workers read, half write a pair of rows in a transaction. */
async function turn(worker: number, number: number): Promise<Turn> {
  const started = performance.now();
  const done = (ok: boolean, error: unknown = null): Turn => ({ ok, error, ms: performance.now() - started });
  try {
    if (worker % 2 === 0) await db.read((tx) => tx.execute(sql`select pg_sleep(0.02)`));
    else {
      await db.transaction(async (tx) => {
        await tx.execute(sql`insert into seen values (${worker}, ${number}, 1)`);
        await tx.execute(sql`select pg_sleep(0.01)`);
        await tx.execute(sql`insert into seen values (${worker}, ${number}, 2)`);
      });
    }
    return done(true);
  } catch (error) {
    return done(false, error);
  }
}

/** All the workers use the database until told to stop, whatever happens to it. */
async function busy(during: () => Promise<void>): Promise<Turn[]> {
  let going = true;
  const work = async (worker: number) => {
    const turns: Turn[] = [];
    for (let number = 0; going; number += 1) {
      const last = await turn(worker, number);
      turns.push(last);
      // Someone refused comes back a moment later, not in a tight loop.
      if (!last.ok) await pause(20);
    }
    return turns;
  };
  const all = Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)));
  await pause(200);
  await during();
  going = false;
  return (await all).flat();
}

function expectBoundedAndHonest(turns: Turn[]): void {
  for (const { ok, error, ms } of turns) {
    expect(ms).toBeLessThan(DEADLINE_MS + SLACK_MS);
    if (!ok) expect(error).toBeInstanceOf(DatabaseAway);
  }
}

/** Every worker served at once by a pool that is whole again, and no transaction left by halves. */
async function expectWhole(): Promise<void> {
  const served = await Promise.all(Array.from({ length: WORKERS }, (_, worker) => turn(worker, -1)));
  expect(served.filter(({ ok }) => !ok)).toEqual([]);
  const halves = await fresh.owner.read((tx) =>
    tx.execute(sql`select worker, turn from seen group by 1, 2 having count(*) % 2 = 1`),
  );
  expect([...halves]).toEqual([]);
}

describe('sixteen busy connections', () => {
  test.each([
    ['reset', () => proxy.reset()],
    ['closed', () => proxy.closeConnections()],
  ])('%s: nobody waits past the deadline, and the next use works', async (_, damage) => {
    const turns = await busy(async () => {
      damage();
      await pause(400);
      damage();
      await pause(DEADLINE_MS);
    });
    expectBoundedAndHonest(turns);
    expect(turns.filter(({ ok }) => !ok).length).toBeGreaterThan(0);
    await expectWhole();
  });

  test('cut in silence, then mended: the same', async () => {
    const turns = await busy(async () => {
      proxy.cut();
      await pause(DEADLINE_MS + 300);
      await proxy.mend();
      await pause(DEADLINE_MS);
    });
    expectBoundedAndHonest(turns);
    expect(turns.filter(({ ok }) => !ok).length).toBeGreaterThanOrEqual(WORKERS);
    await expectWhole();
  });

  test('refused, then mended: the same, and refusals are quick', async () => {
    const turns = await busy(async () => {
      await proxy.refuse();
      await pause(600);
      await proxy.mend();
      await pause(600);
    });
    expectBoundedAndHonest(turns);
    await expectWhole();
  });

  test('slow, but within the deadline: nobody is refused', async () => {
    const turns = await busy(async () => {
      proxy.delay(20);
      await pause(800);
    });
    expect(turns.filter(({ ok }) => !ok)).toEqual([]);
  });
});

test('one slow use does not take the others’ answers away', async () => {
  const slow = db
    .read((tx) => tx.execute(sql`select pg_sleep(${DEADLINE_MS / 1000 + 1})`))
    .catch((error: unknown) => error);
  await pause(DEADLINE_MS - 400);
  const others = Array.from({ length: 4 }, () =>
    db.read((tx) => tx.execute(sql`select pg_sleep(0.8)`)).then(() => 'served'),
  );
  expect(await slow).toBeInstanceOf(DatabaseAway);
  expect(await Promise.all(others)).toEqual(['served', 'served', 'served', 'served']);
});

test('faults leave no connection behind on the server', async () => {
  await busy(async () => {
    for (let i = 0; i < 4; i += 1) {
      proxy.reset();
      await pause(150);
    }
  });
  await pause(500);
  const [open] = await fresh.owner.read((tx) =>
    tx.execute<{ n: number }>(
      sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    ),
  );
  // The proxied pool at its fullest, and the test's own.
  expect(open?.n).toBeLessThanOrEqual(WORKERS + 4);
});
