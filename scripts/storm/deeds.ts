import { trialPerson } from '#db/seed/trial/people.ts';
import { dismiss, forget, freeze, lapse, renew } from './deeds-of-authority.ts';
import { lose, plan, replace, takeBooklet, takeHandOverBack, travel } from './deeds-of-booklets.ts';
import { approve, changeAccount, correct, order, pay, review } from './deeds-of-money.ts';
import { allocate, buy, claim, close, goOnBuying, publish, resize } from './deeds-of-organisations.ts';
import { hot, type Moment, type Planned, type PlannedAct, some } from './planned.ts';
import { remember } from './pool.ts';

/** Every deed of the storm with its weight. Null: nothing to do it with yet. */
export const DEEDS: readonly (readonly [(at: Moment) => Promise<Planned | null> | Planned | null, number])[] = [
  [refer, 12],
  [referKnown, 4],
  [book, 26],
  [bookForSomebody, 8],
  [move, 8],
  [cancel, 8],
  [mark, 18],
  [arrive, 3],
  [walkIn, 9],
  [takeBack, 3],
  [publish, 2],
  [resize, 3],
  [close, 1],
  [allocate, 2],
  [buy, 1],
  [goOnBuying, 6],
  [claim, 4],
  [approve, 5],
  [review, 4],
  [order, 5],
  [pay, 6],
  [correct, 1],
  [changeAccount, 2],
  [lose, 2],
  [replace, 1],
  [takeHandOverBack, 2],
  [plan, 2],
  [travel, 4],
  [freeze, 2],
  [forget, 3],
  [dismiss, 2],
  [lapse, 2],
  [renew, 5],
  [expire, 1],
  [sealAll, 1],
];

function learnReferral(at: Moment, partner: number, serial: string, sessionId: string | null) {
  return ({ holderId, bookingId }: { holderId: string; bookingId: string | null }) => {
    remember(at.pool.holders, { id: holderId, partner, serial }, 300);
    const session = at.pool.sessions.find(({ id }) => id === sessionId);
    if (bookingId !== null && session !== undefined) learnBooking(at, holderId, session.id)({ bookingId });
  };
}

function learnBooking({ pool }: Moment, holderId: string, sessionId: string) {
  return ({ bookingId }: { bookingId: string }) => {
    const session = pool.sessions.find(({ id }) => id === sessionId);
    if (session === undefined) return;
    const { org, venueId } = session;
    remember(pool.bookings, { id: bookingId, holderId, sessionId, org, venueId }, 300);
  };
}

async function refer(at: Moment): Promise<Planned | null> {
  const { pool, dice, today } = at;
  const partner = dice.int(0, pool.ground.partners.length - 1);
  const booklet = await takeBooklet(at, partner);
  if (booklet === null) return null;
  pool.counter.people += 1;
  const sessionId = dice.chance(0.8) ? (hot(dice, pool.sessions)?.id ?? null) : null;
  const person = trialPerson(dice, pool.counter.people, Number(today.slice(0, 4)));
  return {
    act: 'refer-person',
    actor: dice.pick(pool.ground.partners[partner]?.agents ?? []),
    input: { person, bookletId: booklet.id, sessionId },
    learn: learnReferral(at, partner, booklet.serial, sessionId),
  };
}

async function referKnown(at: Moment): Promise<Planned | null> {
  const { pool, dice } = at;
  const holder = some(dice, pool.holders);
  if (holder === null) return null;
  const booklet = await takeBooklet(at, holder.partner);
  if (booklet === null) return null;
  return {
    act: 'refer-person',
    actor: dice.pick(pool.ground.partners[holder.partner]?.agents ?? []),
    input: { person: { kind: 'KNOWN', holderId: holder.id, publics: [] }, bookletId: booklet.id, sessionId: null },
  };
}

function book(at: Moment): PlannedAct | null {
  const [holder, session] = [some(at.dice, at.pool.holders), hot(at.dice, at.pool.sessions)];
  if (holder === null || session === null) return null;
  return {
    act: 'book-for-holder',
    actor: { role: 'HOLDER', holderId: holder.id },
    input: { holderId: holder.id, sessionId: session.id },
    learn: learnBooking(at, holder.id, session.id),
  };
}

function bookForSomebody(at: Moment): Planned | null {
  const planned = book(at);
  const holder = at.pool.holders.find(({ id }) => planned?.actor.role === 'HOLDER' && id === planned.actor.holderId);
  const agents = at.pool.ground.partners[holder?.partner ?? -1]?.agents;
  return planned === null || agents === undefined ? null : { ...planned, actor: at.dice.pick(agents) };
}

function move(at: Moment): Planned | null {
  const [booking, session] = [hot(at.dice, at.pool.bookings), hot(at.dice, at.pool.sessions)];
  if (booking === null || session === null) return null;
  return {
    act: 'move-booking',
    actor: { role: 'HOLDER', holderId: booking.holderId },
    input: { bookingId: booking.id, sessionId: session.id },
    learn: learnBooking(at, booking.holderId, session.id),
  };
}

function cancel({ pool, dice }: Moment): Planned | null {
  const booking = hot(dice, pool.bookings);
  if (booking === null) return null;
  const { holderId } = booking;
  const holder = dice.chance(0.3) ? pool.holders.find(({ id }) => id === holderId) : undefined;
  const agents = pool.ground.partners[holder?.partner ?? -1]?.agents;
  const actor = agents === undefined ? ({ role: 'HOLDER', holderId } as const) : dice.pick(agents);
  return { act: 'cancel-booking', actor, input: { bookingId: booking.id } };
}

function mark({ pool, dice }: Moment): Planned | null {
  const booking = hot(dice, pool.bookings);
  const staff = pool.ground.organisations[booking?.org ?? -1]?.staff;
  if (booking === null || staff === undefined) return null;
  const word = dice.weighted([
    ['PRESENT', 6],
    ['ABSENT', 2],
    ['EXCUSED', 2],
    ['UNDO', 3],
  ] as const);
  return { act: 'mark-attendance', actor: staff, input: { bookingId: booking.id, mark: word } };
}

function arrive({ pool, dice, today, papers }: Moment): Planned | null {
  const booking = hot(dice, pool.bookings);
  if (booking === null) return null;
  const word = papers.dayWord(booking.venueId, today);
  return {
    act: 'check-in',
    actor: { role: 'HOLDER', holderId: booking.holderId },
    input: { bookingId: booking.id, word },
  };
}

async function walkIn({ pool, dice, papers }: Moment): Promise<Planned | null> {
  const [holder, org] = [hot(dice, pool.holders), dice.int(0, pool.ground.organisations.length - 1)];
  const place = pool.ground.organisations[org];
  if (holder === null || place === undefined) return null;
  const code = await papers.holderCode(holder.id);
  return {
    act: 'redeem-walk-in',
    actor: place.staff,
    input: { venueId: dice.pick(place.venueIds), code, count: dice.int(1, 3) },
    learn: ({ txId }: { txId: string }) => remember(pool.walkIns, { txId, org }, 60),
  };
}

function takeBack({ pool, dice }: Moment): Planned | null {
  const done = hot(dice, pool.walkIns);
  const staff = pool.ground.organisations[done?.org ?? -1]?.staff;
  if (done === null || staff === undefined) return null;
  return { act: 'reverse-walk-in', actor: staff, input: { txId: done.txId, reason: 'essai' } };
}

/** What the machine does by itself meets people's acts. */
function expire(): Planned {
  return { job: 'expire-passes' };
}

function sealAll(): Planned {
  return { job: 'seal-ledger' };
}
