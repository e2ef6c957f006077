import { uuidv7 } from 'uuidv7';
import { openHolderCookie } from '#app/access/holder-cookie.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { perform } from '#app/platform/intention.ts';
import { OP_KEY_NAME } from '#app/ui/forms/op-key.ts';
import { done, openSession, somebody, type World } from '#tests/factories/world.ts';
import { openStraight, type StraightBooking } from './booking-straight.ts';
import type { Child } from './child.ts';
import { type LoadResult, median, runLoad, runTogether, type Shot } from './load.ts';

const CLIENTS = 32;
const ROUNDS = 5;
const HTTP_A_ROUND = 400;
const STRAIGHT_A_ROUND = 1200;
const PEOPLE = 240;
/** A booklet of the bench has fifty passes, a session one seat for each person: every request can succeed. */
const SESSIONS = 48;
const PREPARED_TOGETHER = 8;
const HOUR = 3_600_000;

export interface BookingFigures {
  httpPerSecond: number;
  httpP50Ms: number;
  httpP95Ms: number;
  straightPerSecond: number;
  straightP50Ms: number;
  straightP95Ms: number;
  ratio: number;
  clients: number;
  rounds: number;
  httpSent: number;
  straightSent: number;
}

/** Booking over HTTP against the same transaction straight through postgres.js, round by round in turn. */
export async function benchBooking(world: World, url: string, server: Child): Promise<BookingFigures> {
  const wishes = await prepare(world);
  const straight = openStraight(url, CLIENTS);
  const http: LoadResult[] = [];
  const bare: Omit<LoadResult, 'statuses'>[] = [];
  try {
    // One short round of each first, unmeasured: code compiled, connections open, caches warm.
    await runLoad(
      server.origin,
      CLIENTS,
      take(wishes, 300).map((wish) => shot(world, wish)),
    );
    await runTogether(CLIENTS, take(wishes, 300), bookStraight(straight));
    for (let round = 0; round < ROUNDS; round += 1) {
      const measured = await runLoad(
        server.origin,
        CLIENTS,
        take(wishes, HTTP_A_ROUND).map((wish) => shot(world, wish)),
        Number.POSITIVE_INFINITY,
      );
      if (measured.statuses[303] !== HTTP_A_ROUND)
        throw new Error(`bookings refused: ${JSON.stringify(measured.statuses)}`);
      http.push(measured);
      bare.push(await runTogether(CLIENTS, take(wishes, STRAIGHT_A_ROUND), bookStraight(straight)));
    }
  } finally {
    await straight.close();
  }
  const httpPerSecond = median(http.map((r) => r.perSecond));
  const straightPerSecond = median(bare.map((r) => r.perSecond));
  return {
    httpPerSecond,
    httpP50Ms: median(http.map((r) => r.p50Ms)),
    httpP95Ms: median(http.map((r) => r.p95Ms)),
    straightPerSecond,
    straightP50Ms: median(bare.map((r) => r.p50Ms)),
    straightP95Ms: median(bare.map((r) => r.p95Ms)),
    ratio: httpPerSecond / straightPerSecond,
    clients: CLIENTS,
    rounds: ROUNDS,
    httpSent: ROUNDS * HTTP_A_ROUND,
    straightSent: ROUNDS * STRAIGHT_A_ROUND,
  };
}

function bookStraight(straight: ReturnType<typeof openStraight>) {
  return async (wish: StraightBooking) => {
    if (!(await straight.book(wish))) throw new Error('a straight booking was refused');
  };
}

/** Every (person, session) pair once, neighbours in the list neither sharing a person nor a session. */
async function prepare(world: World): Promise<StraightBooking[]> {
  // A base in service has its statistics; without them the planner reads whole tables, for both sides.
  await world.sql`analyze`;
  const people = await holdersWithBooklets(world, PEOPLE);
  const sessions: string[] = [];
  for (let i = 0; i < SESSIONS; i += 1) {
    const startsAt = new Date(world.services.clock.now().getTime() + (72 + 2 * i) * HOUR);
    sessions.push(await openSession(world, { startsAt, capacity: PEOPLE }));
  }
  await world.sql`analyze`;
  return Array.from({ length: PEOPLE * SESSIONS }, (_, i) => ({
    holderId: people[i % PEOPLE] ?? '',
    sessionId: sessions[(i + Math.floor(i / PEOPLE)) % SESSIONS] ?? '',
  }));
}

/** People who each hold one of the first partner's booklets, handed over by the real act. */
async function holdersWithBooklets(world: World, count: number): Promise<string[]> {
  const booklets = await world.sql<{ id: string }[]>`
    select id from booklet where partner_id = ${world.agents[0].partnerId} order by serial limit ${count}`;
  const people: string[] = [];
  await runTogether(PREPARED_TOGETHER, booklets, async ({ id }) => {
    const input = { person: somebody(), bookletId: id, sessionId: null };
    const act = { actor: world.agents[0], opKey: world.services.newId(), input };
    people.push((await done(perform(world.services, referPerson, act))).holderId);
  });
  return people;
}

function take(wishes: StraightBooking[], n: number): StraightBooking[] {
  const taken = wishes.splice(0, n);
  if (taken.length < n) throw new Error('the bench ran out of seats');
  return taken;
}

function shot(world: World, { holderId, sessionId }: StraightBooking): Shot {
  return {
    path: `/mon-pass/reserver/${sessionId}`,
    method: 'POST',
    headers: {
      Cookie: openHolderCookie(world.services, holderId).split(';', 1)[0] ?? '',
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
      Accept: 'text/html',
    },
    body: `${OP_KEY_NAME}=${uuidv7()}`,
  };
}
