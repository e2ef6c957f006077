import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { checkIn } from '#app/booking/check-in.ts';
import { bookingStateWords } from '#app/booking/holder.fr.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { previewBooking } from '#app/booking/preview-booking.ts';
import { proposeSessions } from '#app/booking/propose-sessions.ts';
import { dayWord } from '#app/passes/day-word.ts';
import { perform } from '#app/platform/intention.ts';
import {
  findBookingOf,
  listBookingsPast,
  listBookingsToCome,
  listUsablePasses,
  readBalance,
} from '#db/queries/wallet.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const START = new Date('2026-11-22T09:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let now = START;
let fresh: FreshDatabase;
let world: World;

beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => now } });
  world = await buildWorld(fresh, { booklets: 20, size: 3 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const read = <T>(use: Parameters<typeof fresh.db.read<T>>[0]) => fresh.db.read(use);
const in_ = (ms: number) => new Date(now.getTime() + ms);
const attempt = (holderId: string, input: object) => ({
  actor: { role: 'HOLDER' as const, holderId },
  opKey: fresh.services.newId(),
  input,
});
const book = async (holderId: string, sessionId: string) =>
  (await done(perform(fresh.services, bookForHolder, attempt(holderId, { holderId, sessionId })))).bookingId;
const balance = (holderId: string, day = '2026-11-22') => read((tx) => readBalance(tx, holderId, day));
const toCome = (holderId: string) => read((tx) => listBookingsToCome(tx, holderId, now));
const past = (holderId: string, limit = 10) => read((tx) => listBookingsPast(tx, holderId, now, limit));

describe('the balance', () => {
  it('counts what is left and what is kept, and forgets what ended the day before', async () => {
    const holderId = await holderWithBooklet(world);
    expect(await balance(holderId)).toEqual({ usable: [{ lastDay: '2099-12-31', count: 3 }], left: 3, reserved: 0 });
    await book(holderId, await openSession(world, { pricePasses: 2, startsAt: in_(3 * DAY) }));
    expect(await balance(holderId)).toEqual({ usable: [{ lastDay: '2099-12-31', count: 1 }], left: 1, reserved: 2 });
    expect((await balance(holderId, '2099-12-31')).left).toBe(1);
    expect(await balance(holderId, '2100-01-01')).toEqual({ usable: [], left: 0, reserved: 2 });
  });

  it('counts for a move the passes of the booking that would be given up, and of no other', async () => {
    const holderId = await holderWithBooklet(world);
    const first = await book(holderId, await openSession(world, { pricePasses: 2, startsAt: in_(3 * DAY) }));
    const second = await book(holderId, await openSession(world, { pricePasses: 1, startsAt: in_(4 * DAY) }));
    const usable = async (givenUp: string | null) =>
      (await read((tx) => listUsablePasses(tx, holderId, givenUp))).length;
    expect(await usable(null)).toBe(0);
    expect(await usable(first)).toBe(2);
    expect(await usable(second)).toBe(1);
  });
});

describe('the bookings', () => {
  it('are to come until their session is over, then past, latest first', async () => {
    const holderId = await holderWithBooklet(world);
    const later = await book(holderId, await openSession(world, { startsAt: in_(2 * DAY) }));
    const sooner = await book(holderId, await openSession(world, { startsAt: in_(DAY), minutes: 120 }));
    expect((await toCome(holderId)).map(({ id }) => id)).toEqual([sooner, later]);
    expect(await past(holderId)).toEqual([]);
    now = in_(DAY + HOUR);
    expect((await toCome(holderId)).map(({ id }) => id)).toEqual([sooner, later]);
    now = in_(HOUR + 1);
    expect((await toCome(holderId)).map(({ id }) => id)).toEqual([later]);
    const [over] = await past(holderId);
    expect(over).toMatchObject({ id: sooner, state: 'CONFIRMED', venue: { name: 'MJC un', commune: 'Villeurbanne' } });
    expect(over && bookingStateWords(over, now)).toBe('Le lieu n’a pas encore noté si vous étiez là.');
    now = START;
  });

  it('say who cancelled, and leave out the one that a move replaced', async () => {
    const holderId = await holderWithBooklet(world);
    const [from, to] = [
      await openSession(world, { startsAt: in_(5 * DAY) }),
      await openSession(world, { startsAt: in_(6 * DAY) }),
    ];
    const moved = await book(holderId, from);
    const { bookingId } = await done(
      perform(fresh.services, moveBooking, attempt(holderId, { bookingId: moved, sessionId: to })),
    );
    expect((await toCome(holderId)).map(({ id }) => id)).toEqual([bookingId]);
    expect(await past(holderId)).toEqual([]);
    expect(await read((tx) => findBookingOf(tx, holderId, moved))).toMatchObject({
      state: 'CANCELLED',
      replacedBy: bookingId,
    });
    await done(perform(fresh.services, cancelBooking, attempt(holderId, { bookingId })));
    const [cancelled] = await past(holderId);
    expect(cancelled).toMatchObject({ id: bookingId, state: 'CANCELLED', cancelledBy: 'HOLDER' });
    expect(cancelled && bookingStateWords(cancelled, now)).toBe('Vous avez annulé\u00a0: votre pass est revenu.');
    expect((await balance(holderId)).left).toBe(3);
  });

  it('are found by their own person only', async () => {
    const [mine, stranger] = [await holderWithBooklet(world), await holderWithBooklet(world)];
    const bookingId = await book(mine, await openSession(world, { startsAt: in_(5 * DAY) }));
    expect(await read((tx) => findBookingOf(tx, mine, bookingId))).toMatchObject({ id: bookingId });
    expect(await read((tx) => findBookingOf(tx, stranger, bookingId))).toBeNull();
    const outcome = await perform(fresh.services, cancelBooking, attempt(stranger, { bookingId }));
    expect(outcome).toMatchObject({ ok: false, refusal: 'BOOKING_NOT_FOUND' });
  });
});

describe('what is proposed', () => {
  it('can be booked at once: paid for, with a seat, at an hour that is free, not booked yet', async () => {
    const holderId = await holderWithBooklet(world);
    const at = in_(10 * DAY);
    const booked = await openSession(world, { startsAt: at, org: 0 });
    await book(holderId, booked);
    const sameHour = await openSession(world, { startsAt: in_(10 * DAY + HOUR / 2), org: 1 });
    const dear = await openSession(world, { startsAt: in_(12 * DAY), pricePasses: 3, org: 0 });
    const full = await openSession(world, { startsAt: in_(13 * DAY), capacity: 1, org: 0 });
    await book(await holderWithBooklet(world), full);
    const good = await openSession(world, { startsAt: in_(14 * DAY), pricePasses: 2, org: 0 });
    const proposed = await read((tx) => proposeSessions(tx, { holderId, now, limit: 100 }));
    const ids = proposed.map(({ id }) => id);
    expect(ids).toContain(good);
    for (const id of [booked, sameHour, dear, full]) expect(ids).not.toContain(id);
    for (const { id } of proposed) {
      expect(await read((tx) => previewBooking(tx, { holderId, sessionId: id, now }))).toMatchObject({ kind: 'BOOK' });
    }
  });

  it('for a move, counts the passes given back and does not mind the hour left behind', async () => {
    const holderId = await holderWithBooklet(world);
    const at = in_(20 * DAY);
    const sessionId = await openSession(world, { startsAt: at, pricePasses: 3, org: 0 });
    const bookingId = await book(holderId, sessionId);
    const sameHour = await openSession(world, { startsAt: at, pricePasses: 3, org: 2 });
    const asked = { holderId, now, limit: 100 };
    const ids = async (over: object) =>
      (await read((tx) => proposeSessions(tx, { ...asked, ...over }))).map(({ id }) => id);
    expect(await ids({})).not.toContain(sameHour);
    const offered = await ids({ insteadOf: { id: bookingId, sessionId } });
    expect(offered).toContain(sameHour);
    expect(offered).not.toContain(sessionId);
    await done(perform(fresh.services, moveBooking, attempt(holderId, { bookingId, sessionId: sameHour })));
    expect(await balance(holderId)).toMatchObject({ left: 0, reserved: 3 });
  });

  it('is nothing that costs a pass for somebody who has none left', async () => {
    const holderId = await holderWithBooklet(world);
    const last = await openSession(world, { startsAt: in_(30 * DAY), pricePasses: 3 });
    await book(holderId, last);
    expect(await read((tx) => proposeSessions(tx, { holderId, now, limit: 5 }))).toEqual([]);
    const free = await openSession(world, { startsAt: in_(31 * DAY), pricePasses: 0 });
    expect((await read((tx) => proposeSessions(tx, { holderId, now, limit: 5 }))).map(({ id }) => id)).toEqual([free]);
  });

  it('is for everybody, or for their age; what is reserved to others is theirs to look for', async () => {
    const holderId = await holderWithBooklet(world);
    const ids: Record<string, string> = {};
    for (const audience of ['SENIORS', 'YOUNG', 'WOMEN']) {
      ids[audience] = await openSession(world, { startsAt: in_(40 * DAY), pricePasses: 0 });
      await world.sql`update session set audience = ${audience} where id = ${ids[audience]}`;
    }
    // Born in 1958.
    const proposed = (await read((tx) => proposeSessions(tx, { holderId, now, limit: 100 }))).map(({ id }) => id);
    expect(proposed).toContain(ids.SENIORS);
    expect(proposed).not.toContain(ids.YOUNG);
    expect(proposed).not.toContain(ids.WOMEN);
  });
});

it('tells before the button what the button would answer', async () => {
  const holderId = await holderWithBooklet(world);
  const dear = await openSession(world, { startsAt: in_(8 * DAY), pricePasses: 4 });
  const preview = (sessionId: string) => read((tx) => previewBooking(tx, { holderId, sessionId, now }));
  expect(await preview(dear)).toMatchObject({
    kind: 'REFUSE',
    refusal: 'NOT_ENOUGH_PASSES',
    facts: { price: 4, held: 3 },
  });
  expect(await perform(fresh.services, bookForHolder, attempt(holderId, { holderId, sessionId: dear }))).toMatchObject({
    ok: false,
    refusal: 'NOT_ENOUGH_PASSES',
  });
  const good = await openSession(world, { startsAt: in_(9 * DAY) });
  expect(await preview(good)).toMatchObject({ kind: 'BOOK' });
  await book(holderId, good);
  expect(await preview(good)).toMatchObject({ kind: 'REFUSE', refusal: 'ALREADY_BOOKED' });
});

it('marks a person present by the word of their venue’s day, once, and uses their passes', async () => {
  const holderId = await holderWithBooklet(world);
  const bookingId = await book(holderId, await openSession(world, { startsAt: in_(7 * DAY), pricePasses: 2, org: 1 }));
  now = in_(7 * DAY - HOUR / 4);
  const word = dayWord(fresh.services.secrets, world.venueIds[1], '2026-11-29');
  const wrong = word === '0000' ? '0001' : '0000';
  const say = (typed: string) => perform(fresh.services, checkIn, attempt(holderId, { bookingId, word: typed }));
  expect(await say(wrong)).toMatchObject({ ok: false, refusal: 'WRONG_WORD' });
  expect(await say(word)).toMatchObject({ ok: true });
  expect(await say(word)).toMatchObject({ ok: false, refusal: 'BOOKING_CLOSED' });
  const [attended] = await past(holderId);
  expect(attended && bookingStateWords(attended, now)).toBe('Vous y étiez\u00a0: 2\u00a0pass utilisés.');
  expect(await balance(holderId)).toMatchObject({ left: 1, reserved: 0 });
  now = START;
});
