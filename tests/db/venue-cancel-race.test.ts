import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { cancelSessions } from '#app/booking/cancel-sessions.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { perform } from '#app/platform/intention.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const START = new Date('2026-11-23T09:00:00Z');
const NEXT_DAY = new Date('2026-11-24T13:00:00Z');
let now = START;
let fresh: FreshDatabase;
let world: World;
let crowd: string[];
beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => now }, env: { DATABASE_POOL: '30' } });
  world = await buildWorld(fresh, { booklets: 60, size: 10 });
  crowd = [];
  for (let i = 0; i < 40; i += 1) crowd.push(await holderWithBooklet(world));
});
afterEach(async () => {
  now = START;
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const key = () => world.services.newId();
let weeks = 0;
/** A time nobody is booked at yet. */
const freeTime = () => {
  weeks += 1;
  return new Date(NEXT_DAY.getTime() + weeks * 7 * 24 * 3_600_000);
};
const person = (i: number) => crowd[i] ?? '';
const book = (holderId: string, sessionId: string) =>
  perform(world.services, bookForHolder, {
    actor: { role: 'HOLDER', holderId },
    opKey: key(),
    input: { holderId, sessionId },
  });
const cancel = (sessionId: string, change: Record<string, unknown> = {}, org: 0 | 1 | 2 = 0) =>
  perform(world.services, cancelSessions, {
    actor: world.staff[org],
    opKey: key(),
    input: { sessionId, scope: 'ONE', reason: 'L’animatrice est malade.', ...change },
  });
const mark = (bookingId: string, mark: string) =>
  perform(world.services, markAttendance, { actor: world.staff[0], opKey: key(), input: { bookingId, mark } });
const bookingsOf = (sessionId: string) =>
  world.sql<
    { id: string; state: string; holder_id: string; cancelled_by: string | null }[]
  >`select * from booking where session_id = ${sessionId}`;
const toldOf = (sessionId: string) =>
  world.sql<{ object_id: string; facts: Record<string, string> }[]>`
    select o.* from outbox o join booking b on b.id = o.object_id where o.kind = 'session-cancelled' and b.session_id = ${sessionId}`;
const series = () =>
  done(
    perform(world.services, publishSessions, {
      actor: world.staff[0],
      opKey: key(),
      input: {
        venueId: world.venueIds[0],
        course: { title: 'Téléphone', description: 'On apprend.', theme: 'TELEPHONE', level: 'DEBUTANT' },
        roomName: null,
        mediatorName: null,
        audience: 'EVERYONE',
        languages: ['fr'],
        wheelchair: true,
        capacity: 40,
        pricePasses: 1,
        firstDay: '2026-11-24',
        start: '09:00',
        end: '10:00',
        weekly: { days: [2], until: '2026-12-15' },
      },
    }),
  );

describe('everybody at once', () => {
  it('while agents book and people give up: booked then cancelled and told, or refused; no orphan', async () => {
    for (let round = 0; round < 8; round += 1) {
      const sessionId = await openSession(world, { startsAt: freeTime(), capacity: 40 });
      const early = await Promise.all(crowd.slice(0, 12).map((holderId) => done(book(holderId, sessionId))));
      const late = crowd.slice(12).map(async (holderId, i) => {
        await pause((i % 7) * 4);
        return book(holderId, sessionId);
      });
      const givingUp = early.slice(0, 5).map(async ({ bookingId }, i) => {
        await pause(i * 5);
        return perform(world.services, cancelBooking, {
          actor: { role: 'HOLDER', holderId: person(i) },
          opKey: key(),
          input: { bookingId },
        });
      });
      await pause(round * 3);
      const [cancelled, tried, gave] = await Promise.all([cancel(sessionId), Promise.all(late), Promise.all(givingUp)]);
      expect(cancelled).toMatchObject({ ok: true });
      for (const answer of tried) if (!answer.ok) expect(answer.refusal).toBe('SESSION_CANCELLED');
      for (const answer of gave) if (!answer.ok) expect(answer.refusal).toBe('BOOKING_CLOSED');
      const bookings = await bookingsOf(sessionId);
      expect(new Set(bookings.map(({ state }) => state))).toEqual(new Set(['CANCELLED']));
      const made = tried.filter((answer) => answer.ok).length + early.length;
      expect(bookings).toHaveLength(made);
      const told = new Set((await toldOf(sessionId)).map((row) => row.object_id));
      expect([...told].sort()).toEqual(
        bookings
          .filter(({ cancelled_by }) => cancelled_by === 'VENUE')
          .map(({ id }) => id)
          .sort(),
      );
      await expectNoOrphan();
    }
  });

  it('while people move from one session of the series to another', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { sessionIds } = await series();
      const booked = await Promise.all(
        crowd.slice(0, 20).map((holderId, i) => done(book(holderId, sessionIds[i % 4] ?? ''))),
      );
      const moves = booked.map(async ({ bookingId }, i) => {
        await pause((i % 5) * 3);
        const input = { bookingId, sessionId: sessionIds[(i + 1) % 4] };
        return perform(world.services, moveBooking, {
          actor: { role: 'HOLDER', holderId: person(i) },
          opKey: key(),
          input,
        });
      });
      const [cancelled, moved] = await Promise.all([
        cancel(sessionIds[0] ?? '', { scope: 'REST' }),
        Promise.all(moves),
      ]);
      expect(cancelled).toMatchObject({ ok: true });
      for (const answer of moved)
        if (!answer.ok) expect(['SESSION_CANCELLED', 'BOOKING_CLOSED']).toContain(answer.refusal);
      for (const id of sessionIds) for (const { state } of await bookingsOf(id)) expect(state).toBe('CANCELLED');
      await expectNoOrphan();
    }
  });

  it('while another of the team cancels: one cancels, one is told so, each person is told once', async () => {
    const sessionId = await openSession(world, { startsAt: freeTime() });
    await done(book(person(7), sessionId));
    const answers = await Promise.all([cancel(sessionId), cancel(sessionId)]);
    expect(answers.map((answer) => (answer.ok ? 'OK' : answer.refusal)).sort()).toEqual(['ALREADY_CANCELLED', 'OK']);
    expect(await toldOf(sessionId)).toHaveLength(1);
  });

  it('while somebody is marked present: one of the two wins', async () => {
    for (let round = 0; round < 6; round += 1) {
      const sessionId = await openSession(world, {
        startsAt: new Date(NEXT_DAY.getTime() + round * 1_800_000),
        minutes: 30,
      });
      now = START;
      const { bookingId } = await done(book(person(8), sessionId));
      now = new Date('2026-11-24T18:00:00Z');
      const answers = await Promise.all([mark(bookingId, 'PRESENT'), cancel(sessionId)]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      for (const answer of answers)
        if (!answer.ok) expect(['SOMEBODY_CAME', 'BOOKING_CLOSED']).toContain(answer.refusal);
    }
  });
});

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function expectNoOrphan(): Promise<void> {
  const orphans = await world.sql`
    select b.id from booking b join session s on s.id = b.session_id where s.state = 'CANCELLED' and b.state = 'CONFIRMED'`;
  expect(orphans).toHaveLength(0);
}
