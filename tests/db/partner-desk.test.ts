import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { parisDay, parisDayRange } from '#app/calendar/rules/paris-time.ts';
import { readTicket } from '#app/passes/find-ticket.ts';
import { perform } from '#app/platform/intention.ts';
import { readBooking } from '#db/queries/booking.ts';
import { findBookletBySerial, listDrawer, listExpected, listHandOvers, listStock } from '#db/queries/partner-desk.ts';
import { findLastPublics, listKnownPeople, readWallets } from '#db/queries/partner-people.ts';
import {
  buildWorld,
  done,
  holderWithBooklet,
  nextBooklet,
  openSession,
  somebody,
  type World,
} from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const NOW = new Date('2026-11-22T10:00:00Z');
const TODAY = '2026-11-22';
const ALL = { limit: 50, offset: 0 };
const HOUR = 3_600_000;

let fresh: FreshDatabase;
let world: World;

beforeAll(async () => {
  fresh = await freshDatabase({ clock: NOW });
  world = await buildWorld(fresh, { booklets: 12, size: 4 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const read = <T>(use: Parameters<typeof fresh.db.read<T>>[0]) => fresh.db.read(use);
const mine = () => world.agents[0].partnerId;
const theirs = () => world.agents[1].partnerId;

async function book(holderId: string, startsAt: Date, pricePasses = 1): Promise<string> {
  const sessionId = await openSession(world, { startsAt, pricePasses });
  const { bookingId } = await done(
    perform(world.services, bookForHolder, {
      actor: world.agents[0],
      opKey: world.services.newId(),
      input: { holderId, sessionId },
    }),
  );
  return bookingId;
}

const drawerOf = async (partnerId: string) =>
  (await read((tx) => listDrawer(tx, partnerId, { now: NOW, today: TODAY }, ALL))).rows;
const inDrawer = async (holderId: string) => (await drawerOf(mine())).find((row) => row.holderId === holderId);

describe('the drawer', () => {
  it('holds whoever has passes and nothing to come, until they book, and again once they cancel', async () => {
    const holderId = await holderWithBooklet(world);
    expect(await inDrawer(holderId)).toMatchObject({
      passesLeft: 4,
      firstExpiry: '2099-12-31',
      lastCame: null,
      phone: '+33639980000',
      since: NOW,
    });
    const bookingId = await book(holderId, new Date(NOW.getTime() + 48 * HOUR));
    expect(await inDrawer(holderId)).toBeUndefined();
    await done(
      perform(world.services, cancelBooking, {
        actor: world.agents[0],
        opKey: world.services.newId(),
        input: { bookingId },
      }),
    );
    expect(await inDrawer(holderId)).toMatchObject({ passesLeft: 4 });
  });

  it('is nobody else’s, and counts what it does not show', async () => {
    await holderWithBooklet(world);
    expect(await drawerOf(theirs())).toEqual([]);
    const all = await drawerOf(mine());
    const page = await read((tx) => listDrawer(tx, mine(), { now: NOW, today: TODAY }, { limit: 1, offset: 1 }));
    expect(page).toEqual({ total: all.length, rows: [all[1]] });
    expect(
      (await read((tx) => listDrawer(tx, mine(), { now: NOW, today: TODAY }, { limit: 5, offset: 99 }))).total,
    ).toBe(all.length);
  });

  it('forgets passes that have expired', async () => {
    const at = { now: NOW, today: '2100-01-01' };
    expect((await read((tx) => listDrawer(tx, mine(), at, ALL))).total).toBe(0);
  });
});

describe('the people expected on a day', () => {
  it('are those of the Paris day, at any venue, in the order of the day', async () => {
    const holderId = await holderWithBooklet(world);
    const late = await book(holderId, new Date('2026-12-01T22:30:00Z'));
    const early = await book(holderId, new Date('2026-12-01T08:00:00Z'));
    await book(holderId, new Date('2026-12-01T23:30:00Z'));
    const day = parisDayRange(parisDay(new Date('2026-12-01T10:00:00Z')));
    const { rows, total } = await read((tx) => listExpected(tx, mine(), day, ALL));
    expect(total).toBe(2);
    expect(rows.map((row) => row.bookingId)).toEqual([early, late]);
    expect(rows[0]).toMatchObject({
      holderId,
      givenName: 'Camille',
      venueName: 'MJC un',
      state: 'CONFIRMED',
      startsAt: new Date('2026-12-01T08:00:00Z'),
    });
    expect((await read((tx) => listExpected(tx, theirs(), day, ALL))).total).toBe(0);
  });
});

describe('the stock', () => {
  it('says what is left and who received what', async () => {
    const [before] = await read((tx) => listStock(tx, mine()));
    const bookletId = await nextBooklet(world);
    const holderId = await holderWithBooklet(world);
    const [after] = await read((tx) => listStock(tx, mine()));
    expect(after).toEqual({ ...before, left: (before?.left ?? 0) - 1 });
    expect(after).toMatchObject({ received: 12, bookletSize: 4, faceCents: 1000, validUntil: '2099-12-31' });
    const { rows, total } = await read((tx) => listHandOvers(tx, mine(), { limit: 1, offset: 0 }));
    expect(total).toBe(12 - (after?.left ?? 0));
    expect(rows).toHaveLength(1);
    const [serial] = await world.sql<{ serial: string }[]>`select serial from booklet where id = ${bookletId}`;
    const all = await read((tx) => listHandOvers(tx, mine(), ALL));
    expect(all.rows.find((row) => row.holderId === holderId)).toMatchObject({
      serial: serial?.serial,
      used: 0,
      size: 4,
      agentName: 'AGENT',
    });
    expect(await read((tx) => listStock(tx, theirs()))).toEqual([]);
  });

  it('finds a booklet by its serial however it is typed, and only in the partner’s custody', async () => {
    const bookletId = await nextBooklet(world);
    const [row] = await world.sql<{ serial: string }[]>`select serial from booklet where id = ${bookletId}`;
    const serial = row?.serial ?? '';
    const find = (partnerId: string, typed: string) => read((tx) => findBookletBySerial(tx, partnerId, typed, TODAY));
    expect(await find(mine(), ` ${serial.replace('-', ' ').toLowerCase()} `)).toMatchObject({
      id: bookletId,
      ready: true,
      handedOverAt: null,
    });
    expect(await find(theirs(), serial)).toBeNull();
    expect(await find(mine(), '')).toBeNull();
    expect(await find(mine(), world.serials.at(-1) ?? '')).toBeNull();
    const holderId = await holderWithBooklet(world);
    expect(await find(mine(), serial)).toMatchObject({ id: bookletId, ready: false, handedOverAt: NOW });
    expect((await read((tx) => readWallets(tx, [holderId], { now: NOW, today: TODAY })))[0]).toMatchObject({
      passesLeft: 4,
    });
  });
});

describe('people', () => {
  it('carry what they hold, what is reserved and when they are next expected', async () => {
    const holderId = await holderWithBooklet(world);
    const soon = new Date('2026-11-25T09:00:00Z');
    await book(holderId, new Date('2026-12-05T09:00:00Z'), 1);
    await book(holderId, soon, 2);
    const [wallet] = await read((tx) => readWallets(tx, [holderId], { now: NOW, today: TODAY }));
    expect(wallet).toEqual({
      holderId,
      passesLeft: 1,
      passesReserved: 3,
      firstExpiry: '2099-12-31',
      lastExpiry: '2099-12-31',
      nextSession: soon,
    });
    expect(await read((tx) => findLastPublics(tx, holderId, mine()))).toEqual(['ELDERLY']);
    expect(await read((tx) => findLastPublics(tx, holderId, theirs()))).toEqual([]);
  });

  it('are listed for the partner that knows them, from their agreement on', async () => {
    const sessionId = await openSession(world, { pricePasses: 0 });
    const referred = await done(
      perform(world.services, referPerson, {
        actor: world.agents[1],
        opKey: world.services.newId(),
        input: { person: somebody(), bookletId: null, sessionId },
      }),
    );
    const known = await read((tx) => listKnownPeople(tx, theirs(), ALL));
    expect(known).toMatchObject({ total: 1, rows: [{ id: referred.holderId, givenName: 'Camille', birthYear: 1958 }] });
    expect((await read((tx) => listKnownPeople(tx, mine(), ALL))).rows.map(({ id }) => id)).not.toContain(
      referred.holderId,
    );
    // A free seat without any booklet: their own partner still may cancel it.
    expect(await read((tx) => readBooking(tx, referred.bookingId ?? '', { partnerId: theirs() }))).toMatchObject({
      holderId: referred.holderId,
    });
    expect(await read((tx) => readBooking(tx, referred.bookingId ?? '', { partnerId: mine() }))).toBeNull();
  });
});

describe('the ticket', () => {
  it('says where, when, with what code and what is left, to those who may see it', async () => {
    const holderId = await holderWithBooklet(world);
    const bookingId = await book(holderId, new Date('2026-11-25T09:00:00Z'), 3);
    const ticket = (scope: Parameters<typeof readTicket>[3], today = TODAY) =>
      read((tx) => readTicket(tx, world.services.secrets, bookingId, scope, today));
    const seen = await ticket({ partnerId: mine() });
    expect(seen).toMatchObject({
      bookingId,
      holderId,
      state: 'CONFIRMED',
      givenName: 'Camille',
      title: 'Premiers pas',
      startsAt: new Date('2026-11-25T09:00:00Z'),
      pricePasses: 3,
      passesLeft: 1,
      passesUntil: '2099-12-31',
      venue: { name: 'MJC un', street: '1 rue de l’Essai', postcode: '69100', commune: 'Villeurbanne', phone: null },
    });
    expect(seen?.code).toMatch(/^[2-9A-HJ-KM-NP-Z]{4}-[2-9A-HJ-KM-NP-Z]{4}$/);
    expect(await ticket({ holderId })).toEqual(seen);
    expect(await ticket({ orgId: world.staff[0].orgId })).toEqual(seen);
    expect(await ticket({ partnerId: theirs() })).toBeNull();
    expect(await ticket({ orgId: world.staff[1].orgId })).toBeNull();
    expect(await ticket({ holderId }, '2100-01-01')).toMatchObject({ passesLeft: 0, passesUntil: null });
  });
});
