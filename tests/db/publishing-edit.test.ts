import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelSessions } from '#app/booking/cancel-sessions.ts';
import { perform } from '#app/platform/intention.ts';
import { editSeries } from '#app/training/edit-series.ts';
import { editSession } from '#app/training/edit-session.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';
import { sayRefusal } from '#app/training/texts.fr.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, done, holderWithBooklet, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const START = new Date('2026-11-23T09:00:00Z');
let now = START;
let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => now }, env: { DATABASE_POOL: '20' } });
  world = await buildWorld(fresh, { booklets: 40 });
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
const course = { title: 'Messagerie', description: 'Écrire un mail.', theme: 'MESSAGERIE', level: 'DEBUTANT' };
const settings = () => ({
  venueId: world.venueIds[0],
  roomName: null as string | null,
  mediatorName: null as string | null,
  audience: 'EVERYONE',
  languages: ['fr'],
  wheelchair: true,
  capacity: 8,
  pricePasses: 1,
});
const publish = (change: Record<string, unknown> = {}) =>
  done(
    perform(world.services, publishSessions, {
      actor: world.staff[0],
      opKey: key(),
      input: { ...settings(), course, firstDay: '2026-12-01', start: '14:00', end: '16:00', weekly: null, ...change },
    }),
  );
const edit = (
  sessionId: string | undefined,
  change: Record<string, unknown> = {},
  act = editSession,
  org: 0 | 1 | 2 = 0,
) =>
  perform(world.services, act, {
    actor: world.staff[org],
    opKey: key(),
    input: { ...settings(), sessionId, course, day: '2026-12-01', start: '14:00', end: '16:00', ...change },
  });
const book = (holderId: string, sessionId = '') =>
  perform(world.services, bookForHolder, {
    actor: { role: 'HOLDER', holderId },
    opKey: key(),
    input: { holderId, sessionId },
  });
const read = async (ids: string[]) => [
  ...(await world.sql<{ id: string; starts_at: Date; capacity: number; price_passes: number; room: string | null }[]>`
    select s.id, s.starts_at, s.capacity, s.price_passes, r.name as room from session s left join room r on r.id = s.room_id where s.id = any (${ids}) order by s.starts_at`),
];
const told = (sessionId = '') =>
  world.sql<{ facts: Record<string, string> }[]>`
    select o.facts from outbox o join booking b on b.id = o.object_id where o.kind = 'session-changed' and b.session_id = ${sessionId}`;

describe('editing one session', () => {
  it('changes what it must, tells nobody of what does not move them, and keeps the price agreed', async () => {
    const { sessionIds } = await publish();
    await done(book(await holderWithBooklet(world), sessionIds[0]));
    const value = await done(
      edit(sessionIds[0], { capacity: 3, pricePasses: 2, roomName: 'Salle verte', languages: ['fr', 'ar'] }),
    );
    expect(value).toEqual({ sessionIds, told: 0 });
    expect(await read(sessionIds)).toMatchObject([{ capacity: 3, price_passes: 2, room: 'Salle verte' }]);
    expect(await told(sessionIds[0])).toEqual([]);
    const bookings = await world.sql`select price_passes from booking where session_id = ${sessionIds[0] ?? ''}`;
    expect(bookings).toEqual([{ price_passes: 1 }]);
  });

  it('tells everyone booked when it moves, with the new hour', async () => {
    const { sessionIds } = await publish({ firstDay: '2026-12-02' });
    await done(book(await holderWithBooklet(world), sessionIds[0]));
    const value = await done(edit(sessionIds[0], { day: '2026-12-03', start: '10:00', end: '11:30' }));
    expect(value.told).toBe(1);
    const [message] = await told(sessionIds[0]);
    expect(new Date(message?.facts.startsAt ?? '').toISOString()).toBe('2026-12-03T09:00:00.000Z');
  });

  it('writes the words of its course for all its sessions', async () => {
    const { sessionIds, courseId } = await publish({
      firstDay: '2026-12-04',
      weekly: { days: [5], until: '2026-12-18' },
    });
    await done(edit(sessionIds[0], { day: '2026-12-04', course: { ...course, title: 'Écrire à sa famille' } }));
    const [row] = await world.sql`select title from course where id = ${courseId}`;
    expect(row?.title).toBe('Écrire à sa famille');
  });

  it('does not count itself as being in its own way', async () => {
    const { sessionIds } = await publish({ firstDay: '2026-12-05', roomName: 'Salle seule' });
    await done(edit(sessionIds[0], { day: '2026-12-05', start: '15:00', end: '17:00', roomName: 'Salle seule' }));
  });
});

describe('editing is refused', () => {
  it('below the seats taken, with the number; and the database holds it too', async () => {
    const { sessionIds } = await publish({ firstDay: '2026-12-06' });
    for (let i = 0; i < 3; i += 1) await done(book(await holderWithBooklet(world), sessionIds[0]));
    const answer = await edit(sessionIds[0], { day: '2026-12-06', capacity: 2 });
    expect(answer).toMatchObject({ refusal: 'CAPACITY_BELOW_TAKEN' });
    if (!answer.ok) expect(sayRefusal(answer)).toContain('3 personnes ont déjà leur place le dimanche 6 décembre 2026');
    const write = world.sql`update session set capacity = 2 where id = ${sessionIds[0] ?? ''}`;
    expect(await write.catch((error: unknown) => error)).toMatchObject({ constraint_name: 'session_seats' });
  });

  it('while people book: never fewer seats than people', async () => {
    const people: string[] = [];
    for (let i = 0; i < 8; i += 1) people.push(await holderWithBooklet(world));
    const { sessionIds } = await publish({ firstDay: '2026-12-07' });
    const [edited] = await Promise.all([
      edit(sessionIds[0], { day: '2026-12-07', capacity: 4 }),
      ...people.map((holderId) => book(holderId, sessionIds[0])),
    ]);
    const [row] = await world.sql<
      { capacity: number; seats_taken: number }[]
    >`select capacity, seats_taken from session where id = ${sessionIds[0] ?? ''}`;
    expect(row?.seats_taken).toBeLessThanOrEqual(row?.capacity ?? 0);
    if (edited.ok) expect(row).toEqual({ capacity: 4, seats_taken: 4 });
    else expect(edited.refusal).toBe('CAPACITY_BELOW_TAKEN');
  });

  it('for another organisation’s session, a cancelled one, one that began, a venue of others, a past day', async () => {
    const { sessionIds } = await publish({ firstDay: '2026-12-08' });
    expect(await edit(sessionIds[0], { venueId: world.venueIds[1] }, editSession, 1)).toMatchObject({
      refusal: 'SESSION_NOT_FOUND',
    });
    expect(await edit(sessionIds[0], { venueId: world.venueIds[1] })).toMatchObject({ refusal: 'VENUE_NOT_FOUND' });
    expect(await edit(sessionIds[0], { day: '2026-11-22' })).toMatchObject({ refusal: 'DATE_PAST' });
    expect(await edit(sessionIds[0], { day: '2027-03-28', start: '02:15', end: '05:00' })).toMatchObject({
      refusal: 'WALL_TIME_MISSING',
    });
    now = new Date('2026-12-08T13:00:00Z');
    expect(await edit(sessionIds[0], { day: '2026-12-09' })).toMatchObject({ refusal: 'SESSION_STARTED' });
    now = START;
    await done(
      perform(world.services, cancelSessions, {
        actor: world.staff[0],
        opKey: key(),
        input: { sessionId: sessionIds[0], scope: 'ONE', reason: 'Panne.' },
      }),
    );
    expect(await edit(sessionIds[0])).toMatchObject({ refusal: 'SESSION_CANCELLED' });
  });

  it('into a room that is taken, and leaves all as it was', async () => {
    await publish({ firstDay: '2026-12-09', roomName: 'Salle pleine' });
    const { sessionIds } = await publish({
      firstDay: '2026-12-09',
      start: '16:00',
      end: '17:00',
      roomName: 'Salle pleine',
    });
    const change = {
      day: '2026-12-09',
      start: '15:00',
      end: '17:00',
      roomName: 'Salle pleine',
      course: { ...course, title: 'Autre titre' },
    };
    expect(await edit(sessionIds[0], change)).toMatchObject({ refusal: 'ROOM_BUSY', facts: { title: 'Messagerie' } });
    const [row] =
      await world.sql`select c.title from session s join course c on c.id = s.course_id where s.id = ${sessionIds[0] ?? ''}`;
    expect(row?.title).toBe('Messagerie');
  });
});

describe('editing the rest of a series', () => {
  it('moves every one by as many days, at the new hour on the wall, and leaves those before', async () => {
    const { sessionIds } = await publish({ firstDay: '2027-03-16', weekly: { days: [2], until: '2027-04-06' } });
    await done(edit(sessionIds[1], { day: '2027-03-24', start: '10:00', end: '12:00' }, editSeries));
    expect((await read(sessionIds)).map((row) => row.starts_at.toISOString())).toEqual([
      '2027-03-16T13:00:00.000Z',
      '2027-03-24T09:00:00.000Z',
      '2027-03-31T08:00:00.000Z',
      '2027-04-07T08:00:00.000Z',
    ]);
  });

  it('moves two days a week onto each other’s places in the same room, with the same mediator', async () => {
    const names = { roomName: 'Salle bleue', mediatorName: 'Nadia' };
    const { sessionIds } = await publish({
      ...names,
      firstDay: '2026-12-15',
      weekly: { days: [2, 4], until: '2026-12-24' },
    });
    await done(edit(sessionIds[0], { ...names, day: '2026-12-17' }, editSeries));
    const rows = await read(sessionIds);
    expect(rows.map(({ starts_at }) => starts_at.toISOString().slice(0, 10))).toEqual([
      '2026-12-17',
      '2026-12-19',
      '2026-12-24',
      '2026-12-26',
    ]);
    expect(new Set(rows.map(({ room }) => room))).toEqual(new Set(['Salle bleue']));
  });

  it('is all or nothing: one day in the way refuses the whole, naming it', async () => {
    await publish({ firstDay: '2027-01-19', roomName: 'Salle rouge', start: '10:00', end: '12:00' });
    const { sessionIds } = await publish({ firstDay: '2027-01-05', weekly: { days: [2], until: '2027-01-26' } });
    const answer = await edit(
      sessionIds[0],
      { day: '2027-01-05', start: '10:00', end: '12:00', roomName: 'Salle rouge' },
      editSeries,
    );
    expect(answer).toMatchObject({ refusal: 'ROOM_BUSY', facts: { at: '2027-01-19T09:00:00.000Z' } });
    expect((await read(sessionIds)).map(({ room }) => room)).toEqual([null, null, null, null]);
  });

  it('skips the cancelled ones', async () => {
    const { sessionIds } = await publish({ firstDay: '2027-02-02', weekly: { days: [2], until: '2027-02-16' } });
    await done(
      perform(world.services, cancelSessions, {
        actor: world.staff[0],
        opKey: key(),
        input: { sessionId: sessionIds[1], scope: 'ONE', reason: 'Vacances.' },
      }),
    );
    const value = await done(edit(sessionIds[0], { day: '2027-02-02', capacity: 5 }, editSeries));
    expect(value.sessionIds).toEqual([sessionIds[0], sessionIds[2]]);
    expect((await read(sessionIds)).map(({ capacity }) => capacity)).toEqual([5, 8, 5]);
  });
});
