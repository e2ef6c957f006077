import type { Actor } from '#app/access/rules/actor.ts';
import { addDays } from '#app/calendar/rules/paris-time.ts';
import type { Dice } from '#db/seed/random.ts';
import { trialPerson } from '#db/seed/trial/people.ts';
import { type Pool, remember } from './pool.ts';

/** One thing to ask of the server, and what the pool learns from its answer. */
export interface Planned {
  act: string;
  actor: Actor;
  input: unknown;
  learn?: (value: never) => void;
}

export interface Moment {
  pool: Pool;
  dice: Dice;
  today: string;
  /** Codes and words that a person or a venue would read on paper. */
  papers: Papers;
}

export interface Papers {
  holderCode(holderId: string): Promise<string | null>;
  dayWord(venueId: string, day: string): string;
  booklets(partnerId: string): Promise<string[]>;
}

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
  [walkIn, 7],
  [takeBack, 3],
  [publish, 2],
  [resize, 3],
  [close, 1],
  [allocate, 2],
  [buy, 1],
];

const some = <T>(dice: Dice, list: readonly T[]): T | null => (list.length === 0 ? null : dice.pick(list));

/** Most meet on the latest few: that is where races are. */
const hot = <T>(dice: Dice, list: readonly T[]): T | null => some(dice, dice.chance(0.7) ? list.slice(-12) : list);

function learnReferral(at: Moment, partner: number, sessionId: string | null) {
  return ({ holderId, bookingId }: { holderId: string; bookingId: string | null }) => {
    remember(at.pool.holders, { id: holderId, partner }, 300);
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

async function takeBooklet({ pool, dice, papers }: Moment, partner: number): Promise<string | null> {
  const own = pool.booklets[partner];
  const partnerId = pool.ground.partners[partner]?.partnerId;
  if (own === undefined || partnerId === undefined) return null;
  if (own.length === 0) own.push(...(await papers.booklets(partnerId)));
  // Two workers may take the same one: the database decides who has it.
  return dice.chance(0.9) ? (own.shift() ?? null) : (own[0] ?? null);
}

async function refer(at: Moment): Promise<Planned | null> {
  const { pool, dice, today } = at;
  const partner = dice.int(0, pool.ground.partners.length - 1);
  const bookletId = await takeBooklet(at, partner);
  if (bookletId === null) return null;
  pool.counter.people += 1;
  const sessionId = dice.chance(0.8) ? (hot(dice, pool.sessions)?.id ?? null) : null;
  const person = trialPerson(dice, pool.counter.people, Number(today.slice(0, 4)));
  return {
    act: 'refer-person',
    actor: dice.pick(pool.ground.partners[partner]?.agents ?? []),
    input: { person, bookletId, sessionId },
    learn: learnReferral(at, partner, sessionId),
  };
}

async function referKnown(at: Moment): Promise<Planned | null> {
  const { pool, dice } = at;
  const holder = some(dice, pool.holders);
  if (holder === null) return null;
  const bookletId = await takeBooklet(at, holder.partner);
  if (bookletId === null) return null;
  return {
    act: 'refer-person',
    actor: dice.pick(pool.ground.partners[holder.partner]?.agents ?? []),
    input: { person: { kind: 'KNOWN', holderId: holder.id, publics: [] }, bookletId, sessionId: null },
  };
}

function book(at: Moment): Planned | null {
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
  return {
    act: 'cancel-booking',
    actor: { role: 'HOLDER', holderId: booking.holderId },
    input: { bookingId: booking.id },
  };
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

function publish({ pool, dice, today }: Moment): Planned | null {
  const org = dice.int(0, pool.ground.organisations.length - 1);
  const place = pool.ground.organisations[org];
  if (place === undefined) return null;
  const hour = dice.int(8, 20);
  const firstDay = addDays(today, dice.int(0, 4));
  const asPublished = {
    venueId: dice.pick(place.venueIds),
    roomName: dice.chance(0.5) ? `Salle ${dice.int(1, 2)}` : null,
    mediatorName: null,
    audience: 'EVERYONE',
    languages: ['fr'],
    wheelchair: false,
    capacity: dice.int(2, 12),
    pricePasses: dice.int(0, 3),
    course: { title: 'Premiers pas', description: 'On commence.', theme: 'ORDINATEUR', level: 'DEBUTANT' },
    start: `${String(hour).padStart(2, '0')}:00`,
    end: `${String(hour + 1).padStart(2, '0')}:30`,
  };
  return {
    act: 'publish-sessions',
    actor: place.staff,
    input: { ...asPublished, firstDay, weekly: null },
    learn: ({ sessionIds }: { sessionIds: string[] }) => {
      for (const id of sessionIds)
        remember(pool.sessions, { id, org, venueId: asPublished.venueId, asPublished, day: firstDay }, 80);
    },
  };
}

/** More or fewer seats while people book; refused below what is taken. */
function resize({ pool, dice }: Moment): Planned | null {
  const session = hot(dice, pool.sessions);
  const staff = pool.ground.organisations[session?.org ?? -1]?.staff;
  if (session === null || staff === undefined) return null;
  const input = { ...session.asPublished, sessionId: session.id, day: session.day, capacity: dice.int(1, 14) };
  return { act: 'edit-session', actor: staff, input };
}

function close({ pool, dice }: Moment): Planned | null {
  const session = hot(dice, pool.sessions);
  const staff = pool.ground.organisations[session?.org ?? -1]?.staff;
  if (session === null || staff === undefined) return null;
  return {
    act: 'cancel-sessions',
    actor: staff,
    input: { sessionId: session.id, scope: 'ONE', reason: 'essai de tempête' },
  };
}

function allocate({ pool, dice }: Moment): Planned | null {
  const lotId = some(dice, pool.lots);
  const { partnerId } = dice.pick(pool.ground.partners);
  if (lotId === null) return null;
  return { act: 'allocate-booklets', actor: pool.ground.authority, input: { lotId, partnerId, count: dice.int(2, 8) } };
}

function buy({ pool, dice, today }: Moment): Planned {
  const bookletCount = dice.int(20, 40);
  const firstNumber = pool.counter.serials;
  pool.counter.serials += bookletCount;
  pool.counter.lots += 1;
  const input = {
    label: `Lot de tempête ${pool.counter.lots}`,
    prefix: '069',
    firstNumber,
    bookletCount,
    bookletSize: dice.int(3, 10),
    faceCents: '1000',
    validFrom: today,
    validUntil: addDays(today, dice.pick([2, 10, 400])),
    nonce: '0123456789abcdef0123456789abcdef',
  };
  return {
    act: 'create-lot',
    actor: pool.ground.authority,
    input,
    learn: ({ lotId }: { lotId: string }) => remember(pool.lots, lotId, 12),
  };
}
