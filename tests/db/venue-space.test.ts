import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelSessions } from '#app/booking/cancel-sessions.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { voucherCodes } from '#app/passes/create-lot.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { reverseWalkIn } from '#app/passes/reverse-walk-in.ts';
import { perform } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { countLeftAfter, listOwedLines, listOwedMonths, listWalkIns } from '#db/queries/venue-money.ts';
import {
  findOrgSession,
  listBookedPeople,
  listModels,
  listOrgSessions,
  listOrgSessionsBetween,
  listOrgVenues,
  listUnmarkedDays,
} from '#db/queries/venue-space.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

/** Nine in the evening of 30 November in Paris is still November; half past eleven UTC is December there. */
const LATE = new Date('2026-11-30T22:30:00Z');
const AFTER_MIDNIGHT = new Date('2026-11-30T23:30:00Z');
const EARLIER = new Date('2026-11-25T09:00:00Z');
let now = EARLIER;
let fresh: FreshDatabase;
let world: World;
let [mine, theirs]: [string, string] = ['', ''];
beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => now } });
  world = await buildWorld(fresh, { booklets: 12, size: 5 });
  [mine, theirs] = [world.staff[0].orgId, world.staff[1].orgId];
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const key = () => world.services.newId();
const read = <T>(use: (tx: Tx) => Promise<T>) => fresh.db.read(use);
const book = (holderId: string, sessionId: string) =>
  done(
    perform(world.services, bookForHolder, {
      actor: { role: 'HOLDER', holderId },
      opKey: key(),
      input: { holderId, sessionId },
    }),
  );
const mark = (bookingId: string, word: string, org: 0 | 1 = 0) =>
  perform(world.services, markAttendance, { actor: world.staff[org], opKey: key(), input: { bookingId, mark: word } });
const walkIn = (booklet: number, ordinal: number, org: 0 | 1 = 0) => {
  const [serial = ''] = world.serials.slice(booklet);
  const code = voucherCodes(world.services.secrets, world.nonce, serial, 5)[ordinal] ?? '';
  return perform(world.services, redeemWalkIn, {
    actor: world.staff[org],
    opKey: key(),
    input: { venueId: world.venueIds[org], code, count: 1 },
  });
};

describe('what a venue sees', () => {
  it('is its own: sessions, people, money of others are not there', async () => {
    const holderId = await holderWithBooklet(world);
    const at = new Date('2026-11-26T13:00:00Z');
    const own = await openSession(world, { startsAt: at, minutes: 90 });
    const other = await openSession(world, { org: 1, startsAt: new Date('2026-11-26T16:00:00Z') });
    await book(holderId, own);
    const { bookingId } = await book(holderId, other);
    const span = [new Date('2026-11-26T00:00:00Z'), new Date('2026-11-27T00:00:00Z')] as const;
    const sessions = await read((tx) => listOrgSessionsBetween(tx, mine, ...span));
    expect(sessions).toMatchObject([
      {
        id: own,
        day: '2026-11-26',
        start: '14:00',
        end: '15:30',
        seatsTaken: 1,
        confirmed: 1,
        attended: 0,
        venueName: 'MJC un',
      },
    ]);
    expect(await read((tx) => findOrgSession(tx, mine, other, now))).toBeNull();
    expect(
      (await read((tx) => listBookedPeople(tx, mine, { day: '2026-11-26' }))).map(({ sessionId }) => sessionId),
    ).toEqual([own]);
    expect(await mark(bookingId, 'EXCUSED')).toMatchObject({ refusal: 'BOOKING_NOT_FOUND' });
    expect((await read((tx) => listOrgVenues(tx, mine))).map(({ name }) => name)).toEqual(['MJC un']);
    expect((await read((tx) => listModels(tx, theirs, 9))).map(({ id }) => id)).toEqual([other]);
  });

  it('lists what is to come soonest first and what is past latest first, page by page', async () => {
    const later = await openSession(world, { org: 2, startsAt: new Date('2026-12-20T09:00:00Z') });
    const sooner = await openSession(world, { org: 2, startsAt: new Date('2026-12-10T09:00:00Z') });
    const ask = (when: 'TO_COME' | 'PAST', at: Date, offset = 0) =>
      read((tx) => listOrgSessions(tx, world.staff[2].orgId, { when, venueId: null, now: at, limit: 1, offset }));
    expect(await ask('TO_COME', EARLIER)).toMatchObject({ total: 2, sessions: [{ id: sooner }] });
    expect(await ask('TO_COME', EARLIER, 1)).toMatchObject({ sessions: [{ id: later }] });
    expect(await ask('PAST', new Date('2027-01-01T00:00:00Z'))).toMatchObject({ total: 2, sessions: [{ id: later }] });
  });

  it('names the past days on which somebody is left to mark, until they are', async () => {
    const sessionId = await openSession(world, { org: 1, startsAt: new Date('2026-11-28T09:00:00Z') });
    const { bookingId } = await book(await holderWithBooklet(world), sessionId);
    now = new Date('2026-11-29T09:00:00Z');
    const days = () => read((tx) => listUnmarkedDays(tx, theirs, now, 5));
    expect(await days()).toEqual([
      { day: '2026-11-28', people: 1 },
      { day: '2026-11-26', people: 1 },
    ]);
    await done(mark(bookingId, 'ABSENT', 1));
    expect(await days()).toEqual([{ day: '2026-11-26', people: 1 }]);
    now = EARLIER;
  });

  it('knows, of a cancelled session, who was booked and cannot be reached', async () => {
    const sessionId = await openSession(world, { startsAt: new Date('2026-12-16T09:00:00Z') });
    const [reached, silent] = [await holderWithBooklet(world), await holderWithBooklet(world)];
    await world.sql`delete from pii.contact_point where person_id = ${silent}`;
    await book(reached, sessionId);
    await book(silent, sessionId);
    const input = { sessionId, scope: 'ONE', reason: 'Travaux.' };
    await done(perform(world.services, cancelSessions, { actor: world.staff[0], opKey: key(), input }));
    const people = await read((tx) => listBookedPeople(tx, mine, { cancelledSessionId: sessionId }));
    expect(people.map(({ reachable }) => reachable).sort()).toEqual([false, true]);
    expect(await read((tx) => listBookedPeople(tx, mine, { day: '2026-12-16' }))).toEqual([]);
  });
});

describe('what is owed', () => {
  it('counts each pass in its Paris month, sessions and walk-ins apart, and drops what is taken back', async () => {
    const holderId = await holderWithBooklet(world);
    const [row] = await world.sql<{ serial: string }[]>`
      select b.serial from distribution d join booklet b on b.id = d.booklet_id where d.holder_id = ${holderId}`;
    const booklet = world.serials.indexOf(row?.serial ?? '');
    const sessionId = await openSession(world, { startsAt: new Date('2026-11-30T17:00:00Z'), pricePasses: 2 });
    const { bookingId } = await book(holderId, sessionId);
    const held = await world.sql<
      { ordinal: number }[]
    >`select ordinal from pass where holder_id = ${holderId} and state = 'HELD' order by ordinal`;
    const free = held.map(({ ordinal }) => ordinal - 1);
    now = LATE;
    await done(mark(bookingId, 'PRESENT'));
    const kept = await done(walkIn(booklet, free[0] ?? 0));
    const undone = await done(walkIn(booklet, free[1] ?? 0));
    await done(
      perform(world.services, reverseWalkIn, {
        actor: world.staff[0],
        opKey: key(),
        input: { txId: undone.txId, reason: 'Erreur de code' },
      }),
    );
    const today = await read((tx) => listWalkIns(tx, mine, '2026-11-30'));
    expect(today).toMatchObject(
      [
        { txId: undone.txId, passes: 1, reverseReason: 'Erreur de code', claimed: false },
        { txId: kept.txId, passes: 1, amountCents: 1000n, reversedAt: null, givenName: 'Camille', familyInitial: 'E' },
      ].sort((a, b) => (a.txId < b.txId ? -1 : 1)),
    );
    expect(await read((tx) => countLeftAfter(tx, mine, kept.txId, '2026-11-30'))).toBe(2);
    expect(await read((tx) => countLeftAfter(tx, theirs, kept.txId, '2026-11-30'))).toBe(0);
    now = AFTER_MIDNIGHT;
    await done(walkIn(booklet, free[2] ?? 0));
    expect(await read((tx) => listOwedMonths(tx, mine))).toEqual([
      { month: '2026-12', passes: 1, people: 1, amountCents: 1000n },
      { month: '2026-11', passes: 3, people: 1, amountCents: 3000n },
    ]);
    expect(await read((tx) => listOwedLines(tx, mine, '2026-11'))).toMatchObject([
      { day: '2026-11-30', title: 'Premiers pas', passes: 2, amountCents: 2000n },
      { day: '2026-11-30', title: null, passes: 1, amountCents: 1000n },
    ]);
    expect(await read((tx) => listOwedMonths(tx, theirs))).toEqual([]);
    await done(mark(bookingId, 'UNDO'));
    expect((await read((tx) => listOwedMonths(tx, mine)))[1]).toMatchObject({ passes: 1, amountCents: 1000n });
    now = EARLIER;
  });
});
