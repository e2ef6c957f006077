import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import type { BookingState } from '#app/booking/rules/booking.ts';
import type { Mark } from '#app/booking/rules/decide-marking.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { perform } from '#app/platform/intention.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

/*
 * A small model of the programme predicts every answer; the real intentions run beside it on the
 * real database, and after each step both say the same of every pass, seat and booking.
 */
const NOW = new Date('2026-11-22T07:00:00Z');
const HOUR = 3_600_000;

interface ModelBooking {
  id: string;
  person: number;
  session: number;
  state: BookingState;
}
interface Model {
  /** Passes held and used, by person. */
  held: number[];
  used: number[];
  seats: number[];
  bookings: ModelBooking[];
}
interface Real {
  world: World;
  people: string[];
  codes: string[];
  sessions: string[];
}

const CAPACITY = [1, 2, 2, 6];
const PRICE = [1, 3, 0, 2];
const PEOPLE = 3;
const PASSES = 5;

let fresh: FreshDatabase;
let world: World;

beforeAll(async () => {
  fresh = await freshDatabase({ clock: NOW });
  world = await buildWorld(fresh, { booklets: 300, size: PASSES });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

abstract class Command implements fc.AsyncCommand<Model, Real> {
  check(): boolean {
    return true;
  }
  abstract step(model: Model, real: Real): Promise<void>;
  abstract toString(): string;
  async run(model: Model, real: Real): Promise<void> {
    await this.step(model, real);
    await compare(model, real);
  }
}

const act = (real: Real) => ({ opKey: real.world.services.newId() });
const asPerson = (real: Real, person: number) => ({ role: 'HOLDER' as const, holderId: real.people[person] ?? '' });
const live = (model: Model, person: number, session: number) =>
  model.bookings.find((b) => b.person === person && b.session === session && b.state !== 'CANCELLED');

function seatRefusal(model: Model, person: number, session: number, held = model.held[person] ?? 0): string | null {
  if ((model.seats[session] ?? 0) >= (CAPACITY[session] ?? 0)) return 'SESSION_FULL';
  if (live(model, person, session) !== undefined) return 'ALREADY_BOOKED';
  return held < (PRICE[session] ?? 0) ? 'NOT_ENOUGH_PASSES' : null;
}

function add(list: number[], at: number, n: number): void {
  list[at] = (list[at] ?? 0) + n;
}

class Book extends Command {
  constructor(
    readonly person: number,
    readonly session: number,
  ) {
    super();
  }
  async step(model: Model, real: Real): Promise<void> {
    const expected = seatRefusal(model, this.person, this.session);
    const answer = await perform(real.world.services, bookForHolder, {
      ...act(real),
      actor: asPerson(real, this.person),
      input: { holderId: real.people[this.person], sessionId: real.sessions[this.session] },
    });
    expect(answer.ok ? null : answer.refusal).toBe(expected);
    if (!answer.ok) return;
    model.bookings.push({ id: answer.value.bookingId, person: this.person, session: this.session, state: 'CONFIRMED' });
    add(model.held, this.person, -(PRICE[this.session] ?? 0));
    add(model.seats, this.session, 1);
  }
  toString = () => `book(${this.person}, ${this.session})`;
}

class Cancel extends Command {
  constructor(readonly which: number) {
    super();
  }
  async step(model: Model, real: Real): Promise<void> {
    const booking = model.bookings[this.which % Math.max(model.bookings.length, 1)];
    if (booking === undefined) return;
    const answer = await perform(real.world.services, cancelBooking, {
      ...act(real),
      actor: asPerson(real, booking.person),
      input: { bookingId: booking.id },
    });
    expect(answer.ok ? null : answer.refusal).toBe(booking.state === 'CONFIRMED' ? null : 'BOOKING_CLOSED');
    if (!answer.ok) return;
    booking.state = 'CANCELLED';
    add(model.held, booking.person, PRICE[booking.session] ?? 0);
    add(model.seats, booking.session, -1);
  }
  toString = () => `cancel(${this.which})`;
}

class Move extends Command {
  constructor(
    readonly which: number,
    readonly session: number,
  ) {
    super();
  }
  async step(model: Model, real: Real): Promise<void> {
    const booking = model.bookings[this.which % Math.max(model.bookings.length, 1)];
    if (booking === undefined) return;
    const price = PRICE[booking.session] ?? 0;
    const expected =
      booking.state !== 'CONFIRMED'
        ? 'BOOKING_CLOSED'
        : booking.session === this.session
          ? 'ALREADY_BOOKED'
          : seatRefusal(model, booking.person, this.session, (model.held[booking.person] ?? 0) + price);
    const answer = await perform(real.world.services, moveBooking, {
      ...act(real),
      actor: asPerson(real, booking.person),
      input: { bookingId: booking.id, sessionId: real.sessions[this.session] },
    });
    expect(answer.ok ? null : answer.refusal).toBe(expected);
    if (!answer.ok) return;
    booking.state = 'CANCELLED';
    model.bookings.push({
      id: answer.value.bookingId,
      person: booking.person,
      session: this.session,
      state: 'CONFIRMED',
    });
    add(model.held, booking.person, price - (PRICE[this.session] ?? 0));
    add(model.seats, booking.session, -1);
    add(model.seats, this.session, 1);
  }
  toString = () => `move(${this.which}, ${this.session})`;
}

class MarkIt extends Command {
  constructor(
    readonly which: number,
    readonly mark: Mark,
  ) {
    super();
  }
  async step(model: Model, real: Real): Promise<void> {
    const booking = model.bookings[this.which % Math.max(model.bookings.length, 1)];
    if (booking === undefined) return;
    const price = PRICE[booking.session] ?? 0;
    const held = model.held[booking.person] ?? 0;
    const answer = await perform(real.world.services, markAttendance, {
      ...act(real),
      actor: real.world.staff[0],
      input: { bookingId: booking.id, mark: this.mark },
    });
    const expected = expectedMark(booking.state, this.mark, held >= price);
    expect(answer.ok ? null : answer.refusal).toBe(expected.refusal);
    if (!answer.ok) return;
    if (booking.state === 'ATTENDED') add(model.used, booking.person, -price);
    if (booking.state === 'NO_SHOW') add(model.held, booking.person, -price);
    if (expected.to === 'ATTENDED') add(model.used, booking.person, price);
    if (expected.to === 'NO_SHOW') add(model.held, booking.person, price);
    booking.state = expected.to;
  }
  toString = () => `mark(${this.which}, ${this.mark})`;
}

function expectedMark(state: BookingState, mark: Mark, enough: boolean): { refusal: string | null; to: BookingState } {
  if (mark === 'UNDO') {
    if (state === 'ATTENDED') return { refusal: null, to: 'CONFIRMED' };
    if (state === 'NO_SHOW') return { refusal: enough ? null : 'PASSES_USED_ELSEWHERE', to: 'CONFIRMED' };
    return { refusal: 'NOTHING_TO_UNDO', to: state };
  }
  if (state !== 'CONFIRMED') return { refusal: 'BOOKING_CLOSED', to: state };
  return { refusal: null, to: mark === 'PRESENT' ? 'ATTENDED' : 'NO_SHOW' };
}

class WalkIn extends Command {
  constructor(
    readonly person: number,
    readonly count: number,
  ) {
    super();
  }
  async step(model: Model, real: Real): Promise<void> {
    const answer = await perform(real.world.services, redeemWalkIn, {
      ...act(real),
      actor: real.world.staff[1],
      input: { venueId: real.world.venueIds[1], code: real.codes[this.person], count: this.count },
    });
    const enough = (model.held[this.person] ?? 0) >= this.count;
    expect(answer.ok ? null : answer.refusal).toBe(enough ? null : 'NOT_ENOUGH_PASSES');
    if (!answer.ok) return;
    add(model.held, this.person, -this.count);
    add(model.used, this.person, this.count);
  }
  toString = () => `walkIn(${this.person}, ${this.count})`;
}

async function compare(model: Model, real: Real): Promise<void> {
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  const rows = await real.world.sql<{ holder_id: string; held: number; used: number; reserved: number }[]>`
    select holder_id, count(*) filter (where state = 'HELD')::int as held, count(*) filter (where state = 'REDEEMED')::int as used,
      count(*) filter (where state = 'RESERVED')::int as reserved
    from pass where holder_id = any (${real.people}) group by holder_id`;
  for (const row of rows) {
    const person = real.people.indexOf(row.holder_id);
    expect([row.held, row.used]).toEqual([model.held[person], model.used[person]]);
    expect(row.held + row.used + row.reserved).toBe(PASSES);
  }
  const seats = await real.world.sql<{ id: string; seats_taken: number }[]>`
    select id, seats_taken from session where id = any (${real.sessions})`;
  for (const row of seats) expect(row.seats_taken).toBe(model.seats[real.sessions.indexOf(row.id)]);
}

async function setUp(): Promise<{ model: Model; real: Real }> {
  const people: string[] = [];
  const codes: string[] = [];
  for (let i = 0; i < PEOPLE; i += 1) {
    const holderId = await holderWithBooklet(world);
    people.push(holderId);
    codes.push((await fresh.db.read((tx) => printedHolderCode(tx, world.services.secrets, holderId))) ?? '');
  }
  const sessions: string[] = [];
  for (const [i, capacity] of CAPACITY.entries()) {
    sessions.push(
      await openSession(world, {
        startsAt: new Date(NOW.getTime() + (i + 1) * HOUR),
        capacity,
        pricePasses: PRICE[i] ?? 0,
      }),
    );
  }
  return {
    model: { held: people.map(() => PASSES), used: people.map(() => 0), seats: CAPACITY.map(() => 0), bookings: [] },
    real: { world, people, codes, sessions },
  };
}

describe('random programmes', () => {
  it('agree with the model at every step', async () => {
    const person = fc.nat(PEOPLE - 1);
    const session = fc.nat(CAPACITY.length - 1);
    const which = fc.nat(11);
    const commands = fc.commands(
      [
        fc.tuple(person, session).map(([p, s]) => new Book(p, s)),
        which.map((b) => new Cancel(b)),
        fc.tuple(which, session).map(([b, s]) => new Move(b, s)),
        fc
          .tuple(which, fc.constantFrom<Mark>('PRESENT', 'ABSENT', 'EXCUSED', 'UNDO'))
          .map(([b, m]) => new MarkIt(b, m)),
        fc.tuple(person, fc.integer({ min: 1, max: 3 })).map(([p, n]) => new WalkIn(p, n)),
      ],
      { size: '+1', maxCommands: 40 },
    );
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.info(`random programmes: SEED=${seed}`);
    await fc.assert(
      fc.asyncProperty(commands, async (run) => {
        await fc.asyncModelRun(setUp, run);
      }),
      { seed, numRuns: 25, endOnFailure: true },
    );
  });
});
