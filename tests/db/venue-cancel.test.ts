import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelSessions } from '#app/booking/cancel-sessions.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { sayRefusal } from '#app/booking/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';
import { faultCode } from '#db/faults.ts';
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
  world = await buildWorld(fresh, { booklets: 10, size: 10 });
  crowd = [];
  for (let i = 0; i < 10; i += 1) crowd.push(await holderWithBooklet(world));
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

describe('a venue cancels', () => {
  it('one session: bookings cancelled by the venue, passes back, everyone told why', async () => {
    const sessionId = await openSession(world, { startsAt: freeTime(), pricePasses: 2 });
    for (let i = 0; i < 3; i += 1) await done(book(person(i), sessionId));
    const value = await done(cancel(sessionId));
    expect(value.sessionIds).toEqual([sessionId]);
    expect(value.bookingIds).toHaveLength(3);
    const bookings = await bookingsOf(sessionId);
    expect(bookings.map(({ state, cancelled_by }) => [state, cancelled_by])).toEqual(
      Array(3).fill(['CANCELLED', 'VENUE']),
    );
    const [passes] =
      await world.sql`select count(*)::int as n from pass where holder_id = ${person(0)} and state = 'HELD'`;
    expect(passes?.n).toBe(10);
    const [session] = await world.sql`select state, cancel_reason, seats_taken from session where id = ${sessionId}`;
    expect(session).toEqual({ state: 'CANCELLED', cancel_reason: 'L’animatrice est malade.', seats_taken: 0 });
    const told = await toldOf(sessionId);
    expect(told.map((row) => row.object_id).sort()).toEqual(bookings.map(({ id }) => id).sort());
    expect(told[0]?.facts).toMatchObject({
      title: 'Premiers pas',
      venue: 'MJC un',
      reason: 'L’animatrice est malade.',
    });
  });

  it('the rest of a series, from this one on', async () => {
    const { sessionIds } = await series();
    const [first = '', second = '', third = ''] = sessionIds;
    for (const id of [first, second, third]) await done(book(person(4), id));
    await done(cancel(third, { reason: 'Travaux dans la salle.' }));
    const value = await done(cancel(second, { scope: 'REST' }));
    expect(value.sessionIds).toEqual([second, ...sessionIds.slice(3)]);
    const states =
      await world.sql`select state, cancel_reason from session where id = any (${sessionIds}) order by starts_at`;
    expect(states).toEqual([
      { state: 'OPEN', cancel_reason: null },
      { state: 'CANCELLED', cancel_reason: 'L’animatrice est malade.' },
      { state: 'CANCELLED', cancel_reason: 'Travaux dans la salle.' },
      { state: 'CANCELLED', cancel_reason: 'L’animatrice est malade.' },
    ]);
    expect((await bookingsOf(first))[0]?.state).toBe('CONFIRMED');
    expect(await toldOf(third)).toHaveLength(1);
  });

  it('frees its room for another', async () => {
    const sessionId = await openSession(world);
    const roomId = key();
    await world.sql`insert into room ${world.sql({ id: roomId, venue_id: world.venueIds[0], name: 'Salle rendue' })}`;
    await world.sql`update session set room_id = ${roomId} where id = ${sessionId}`;
    await done(cancel(sessionId));
    const other = await openSession(world);
    await world.sql`update session set room_id = ${roomId} where id = ${other}`;
  });
});

describe('a cancellation is refused', () => {
  it('for the session of another organisation, without a lock on it', async () => {
    const sessionId = await openSession(world, { startsAt: freeTime(), org: 1 });
    await world.sql.begin(async (sql) => {
      await sql`select 1 from session where id = ${sessionId} for update`;
      expect(await cancel(sessionId)).toMatchObject({ refusal: 'SESSION_NOT_FOUND' });
    });
  });

  it('twice, without a reason, after its day, or when somebody came', async () => {
    const sessionId = await openSession(world, { startsAt: NEXT_DAY });
    expect(await cancel(sessionId, { reason: '  ' })).toMatchObject({ refusal: 'BAD_INPUT' });
    const { bookingId } = await done(book(person(5), sessionId));
    now = new Date('2026-11-24T13:05:00Z');
    await done(mark(bookingId, 'PRESENT'));
    const came = await cancel(sessionId);
    expect(came).toMatchObject({ refusal: 'SOMEBODY_CAME', facts: { day: '2026-11-24' } });
    if (!came.ok) expect(sayRefusal(came)).toContain('mardi 24 novembre 2026');
    await done(mark(bookingId, 'UNDO'));
    await done(cancel(sessionId));
    expect(await cancel(sessionId)).toMatchObject({ refusal: 'ALREADY_CANCELLED' });
    const past = await openSession(world, { startsAt: new Date('2026-11-24T08:00:00Z') });
    now = new Date('2026-11-24T23:00:00Z');
    expect(await cancel(past)).toMatchObject({ refusal: 'SESSION_OVER' });
  });

  it('once cancelled nobody is confirmed again there: an excuse stays an excuse', async () => {
    const sessionId = await openSession(world, { startsAt: freeTime() });
    const { bookingId } = await done(book(person(6), sessionId));
    await done(mark(bookingId, 'EXCUSED'));
    await done(cancel(sessionId));
    expect(await mark(bookingId, 'UNDO')).toMatchObject({ refusal: 'SESSION_CLOSED' });
  });
});

describe('the database itself refuses', () => {
  it('a session cancelled with somebody booked, and somebody confirmed in a cancelled session', async () => {
    const sessionId = await openSession(world, { startsAt: freeTime() });
    const { bookingId } = await done(book(person(9), sessionId));
    const close = () =>
      world.sql`update session set state = 'CANCELLED', cancel_reason = 'non', cancelled_at = now() where id = ${sessionId}`;
    expect(await close().catch(faultCode)).toBe('PA007');
    await done(mark(bookingId, 'EXCUSED'));
    await close();
    const back = world.sql`update booking set state = 'CONFIRMED', excused = null where id = ${bookingId}`;
    expect(await back.catch(faultCode)).toMatch(/^PA00[57]$/);
  });
});
