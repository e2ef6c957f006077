import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { perform } from '#app/platform/intention.ts';
import { DatabaseAway } from '#db/faults.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase, TEST_SECRET } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
let people: string[];

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 40, size: 20 });
  people = [];
  for (let i = 0; i < 30; i += 1) people.push(await holderWithBooklet(world));
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

interface Wish {
  holderId: string;
  sessionId: string;
  key: string;
}

let days = 0;

async function wishes(): Promise<Wish[]> {
  const sessions: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    days += 1;
    sessions.push(await openSession(world, { capacity: 30, startsAt: new Date(Date.now() + days * 86_400_000) }));
  }
  return people.flatMap((holderId) =>
    sessions.map((sessionId) => ({ holderId, sessionId, key: world.services.newId() })),
  );
}

const ask = ({ holderId, sessionId, key }: Wish) =>
  perform(world.services, bookForHolder, {
    actor: { role: 'HOLDER', holderId },
    opKey: key,
    input: { holderId, sessionId },
  });

/** Starts the booking process and kills it -9 after so many answers; returns the answers it gave. */
function bookUntilKilled(list: Wish[], killAfter: number): Promise<Map<string, string>> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/setup/booking-process.ts', fresh.url, JSON.stringify(list), TEST_SECRET],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const answers = new Map<string, string>();
  let rest = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [key = '', answer = ''] = line.split(' ');
      answers.set(key, answer);
    }
    if (answers.size >= killAfter) child.kill('SIGKILL');
  });
  return new Promise((resolve) => child.on('close', () => resolve(answers)));
}

async function liveBackends(): Promise<number> {
  const [row] = await world.sql<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'passerelle' and state <> 'idle'`;
  return row?.n ?? 0;
}

describe('a process killed in the middle', () => {
  it.each([1, 20, 55])(
    'leaves nothing half done, loses no acknowledged booking, and the same keys finish the work (after %i answers)',
    async (killAfter) => {
      const list = await wishes();
      const answered = await bookUntilKilled(list, killAfter);
      expect(answered.size).toBeGreaterThanOrEqual(killAfter);
      expect(answered.size).toBeLessThan(list.length);
      while ((await liveBackends()) > 0) await new Promise((later) => setTimeout(later, 20));
      expect(await fresh.db.snapshot(reconcile)).toEqual([]);
      for (const wish of list) {
        const again = await ask(wish);
        const first = answered.get(wish.key);
        expect(again.ok).toBe(true);
        if (first !== undefined && again.ok) expect(again.value.bookingId).toBe(first);
      }
      const [row] = await world.sql<
        { n: number }[]
      >`select count(*)::int as n from booking where op_key = any (${list.map((wish) => wish.key)})`;
      expect(row?.n).toBe(list.length);
      expect(await fresh.db.snapshot(reconcile)).toEqual([]);
    },
  );
});

describe('database connections killed in the middle', () => {
  it('answers "away" and never half a booking; the same key finishes it', async () => {
    const list = await wishes();
    let killing = true;
    const killer = (async () => {
      while (killing) {
        await world.sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'passerelle' order by random() limit 2`;
        await new Promise((later) => setTimeout(later, 8));
      }
    })();
    let away = 0;
    const insist = async (wish: Wish): Promise<string> => {
      for (let tries = 0; tries < 200; tries += 1) {
        try {
          const answer = await ask(wish);
          if (answer.ok) return answer.value.bookingId;
          if (answer.refusal !== 'TRY_AGAIN') return answer.refusal;
        } catch (error) {
          if (!(error instanceof DatabaseAway)) throw error;
          away += 1;
          if (tries > 20) killing = false;
        }
      }
      return 'gave up';
    };
    const ids = await Promise.all(list.map(insist));
    killing = false;
    await killer;
    expect(away).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(list.length);
    expect(ids.every((id) => /^[0-9a-f-]{36}$/.test(id))).toBe(true);
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });
});
