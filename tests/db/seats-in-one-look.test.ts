import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { perform } from '#app/platform/intention.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 3 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

async function book(sessionId: string): Promise<string> {
  const holderId = await holderWithBooklet(world);
  const actor = { role: 'HOLDER', holderId } as const;
  const opKey = world.services.newId();
  return (await done(perform(world.services, bookForHolder, { actor, opKey, input: { holderId, sessionId } })))
    .bookingId;
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  return client;
}

/** The advisory lock that holds the look at the session. */
const HELD = 77;

it('an excuse is accepted while somebody else takes a seat of the same session', async () => {
  const sessionId = await openSession(world);
  const bookingId = await book(sessionId);
  const [gate, venue] = [await connect(), await connect()];
  try {
    // This connection sees the sessions through a view that waits: its check at commit is stopped in the middle.
    await gate.query(`create schema slow; create view slow.session as
      select s.*, pg_advisory_xact_lock_shared(${HELD}) is null as waited from public.session s`);
    await gate.query(`select pg_advisory_lock(${HELD})`);
    await venue.query('set search_path to slow, public');
    await venue.query('begin');
    const ids = [world.services.newId(), world.services.newId()];
    await venue.query(`select act_release($1, 'NO_SHOW', null, true, $2, 'essai', $3, now())`, [bookingId, ...ids]);
    const excused = venue.query('commit');
    await waiting(gate);
    await book(sessionId);
    await gate.query(`select pg_advisory_unlock(${HELD})`);
    await expect(excused).resolves.toMatchObject({ command: 'COMMIT' });
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  } finally {
    await gate.end();
    await venue.end();
  }
});

/** Until the commit stands before the gate. */
async function waiting(gate: pg.Client): Promise<void> {
  for (;;) {
    const { rowCount } = await gate.query(`
      select 1 from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`);
    if (rowCount !== 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
