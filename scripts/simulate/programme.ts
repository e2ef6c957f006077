import type { Actor, VenueActor } from '#app/access/rules/actor.ts';
import type { Permission } from '#app/access/rules/policy.ts';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { reverseWalkIn } from '#app/passes/reverse-walk-in.ts';
import { type Intention, type Outcome, perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';
import type { Dice } from '#db/seed/random.ts';
import { wallTime } from '#db/seed/stage.ts';
import type { Ground } from '#db/seed/trial/ground.ts';
import { trialPerson } from '#db/seed/trial/people.ts';
import { BOOKLET, type Booking, emptyTally, type Fate, type Holder, type Session, type Tally } from './story.ts';

/** The simulated programme as it stands: who, what is offered, what is booked; and the acts that change it. */
export class Programme {
  readonly tally: Tally = emptyTally();
  readonly holders: Holder[] = [];
  readonly sessions: Session[] = [];
  /** Bookings to be marked, by the Paris day of their session. */
  readonly toMark = new Map<string, Booking[]>();
  /** Each partner's booklets, next one first. */
  readonly booklets: string[][];
  readonly ground: Ground;
  readonly #services: Services;
  readonly #setClock: (at: Date) => void;

  constructor(services: Services, ground: Ground, setClock: (at: Date) => void) {
    this.#services = services;
    this.#setClock = setClock;
    this.ground = ground;
    this.booklets = ground.partners.map(() => []);
  }

  /** Moves the clock to a Paris wall time: it never goes back. */
  at(day: string, time: string): void {
    this.#setClock(wallTime(day, time));
  }

  /** Carries out an act; a refusal is counted, and answers null. */
  async act<I, P extends Permission, Res extends Outcome<unknown, string>>(
    intention: Intention<I, P, Res>,
    actor: Actor,
    input: unknown,
  ): Promise<Extract<Res, { ok: true }>['value'] | null> {
    const outcome = await perform(this.#services, intention, { actor, opKey: this.#services.newId(), input });
    if (outcome.ok) return outcome.value as Extract<Res, { ok: true }>['value'];
    const word = `${intention.name} ${outcome.refusal}`;
    this.tally.refused[word] = (this.tally.refused[word] ?? 0) + 1;
    return null;
  }

  staff(org: number): VenueActor {
    const staff = this.ground.organisations[org]?.staff;
    if (staff === undefined) throw new Error(`no organisation ${org}`);
    return staff;
  }

  /** A weekly series at one venue for one month. */
  async publish(venue: number, first: string, until: string, weekday: number): Promise<void> {
    const org = venue % this.ground.organisations.length;
    const venueId = this.ground.organisations[org]?.venueIds[Math.floor(venue / this.ground.organisations.length)];
    const published = await this.act(publishSessions, this.staff(org), {
      venueId,
      roomName: null,
      mediatorName: null,
      audience: 'EVERYONE',
      languages: ['fr'],
      wheelchair: true,
      capacity: 10,
      pricePasses: 1,
      course: { title: 'Premiers pas', description: 'On commence.', theme: 'ORDINATEUR', level: 'DEBUTANT' },
      firstDay: first,
      start: '14:00',
      end: '16:00',
      weekly: { days: [weekday], until, except: [] },
    });
    const days = daysOf(first, until, weekday);
    for (const [i, id] of (published?.sessionIds ?? []).entries()) {
      this.sessions.push({ id, day: days[i] ?? first, venue, org });
    }
  }

  /** The next session at a venue after a day, within three weeks. */
  next(venue: number, after: string, skip: number): Session | null {
    const found = this.sessions.filter((s) => s.venue === venue && s.day > after);
    return found[skip] ?? null;
  }

  /** Person, booklet and, if there is one, seat: the agent's one gesture. */
  async refer(
    day: string,
    person: Omit<Holder, 'id' | 'code' | 'left'>,
    dice: Dice,
    session: Session | null,
    fate: Fate,
  ): Promise<void> {
    const actor = this.ground.partners[person.partner]?.agents[person.agent];
    const bookletId = this.booklets[person.partner]?.shift();
    if (actor === undefined || bookletId === undefined) return;
    const details = trialPerson(dice, person.number + 1, Number(day.slice(0, 4)));
    const input = { person: details, bookletId, sessionId: session?.id ?? null };
    let referred = await this.act(referPerson, actor, input);
    if (referred === null && session !== null)
      referred = await this.act(referPerson, actor, { ...input, sessionId: null });
    if (referred === null) return;
    const { db, secrets } = this.#services;
    const { holderId, bookingId } = referred;
    const code = (await db.read((tx) => printedHolderCode(tx, secrets, holderId))) ?? '';
    const holder: Holder = { ...person, id: holderId, code, left: BOOKLET };
    this.holders.push(holder);
    this.tally.holders += 1;
    this.tally.passesHandedOver += BOOKLET;
    if (bookingId !== null && session !== null) this.#booked(bookingId, holder, session, fate);
  }

  async book(holder: Holder, session: Session, fate: Fate): Promise<void> {
    const input = { holderId: holder.id, sessionId: session.id };
    const booked = await this.act(bookForHolder, { role: 'HOLDER', holderId: holder.id }, input);
    if (booked !== null) this.#booked(booked.bookingId, holder, session, fate);
  }

  #booked(id: string, holder: Holder, session: Session, fate: Fate): void {
    this.tally.bookings += 1;
    holder.left -= 1;
    const list = this.toMark.get(session.day) ?? [];
    list.push({ id, holder, session, fate });
    this.toMark.set(session.day, list);
  }

  /** The morning of the session: who cancels, who moves to the next one. */
  async giveUp(booking: Booking): Promise<void> {
    const { id, holder, session } = booking;
    const actor = { role: 'HOLDER', holderId: holder.id } as const;
    const other = booking.fate === 'MOVED' ? this.next(session.venue, session.day, 0) : null;
    if (other !== null) {
      const moved = await this.act(moveBooking, actor, { bookingId: id, sessionId: other.id });
      if (moved !== null) {
        holder.left += 1;
        this.tally.cancelled += 1;
        this.#booked(moved.bookingId, holder, other, 'PRESENT');
        return;
      }
    }
    if ((await this.act(cancelBooking, actor, { bookingId: id })) === null) return;
    this.tally.cancelled += 1;
    holder.left += 1;
  }

  /** The end of the session: present, absent, excused, or marked wrongly and corrected. */
  async mark({ id, holder, session, fate }: Booking): Promise<void> {
    const words = fate === 'CORRECTED' ? ['PRESENT', 'UNDO', 'ABSENT'] : [fate];
    for (const mark of words) {
      if ((await this.act(markAttendance, this.staff(session.org), { bookingId: id, mark })) === null) return;
    }
    if (fate === 'PRESENT') {
      this.tally.attended += 1;
      this.tally.passesUsed += 1;
    } else {
      this.tally.absent += 1;
      holder.left += 1;
    }
  }

  async walkIn(holder: Holder, count: number, takenBack: boolean): Promise<void> {
    const org = holder.venue % this.ground.organisations.length;
    const venueId =
      this.ground.organisations[org]?.venueIds[Math.floor(holder.venue / this.ground.organisations.length)];
    const used = await this.act(redeemWalkIn, this.staff(org), { venueId, code: holder.code, count });
    if (used === null) return;
    this.tally.walkIns += 1;
    if (takenBack && (await this.act(reverseWalkIn, this.staff(org), { txId: used.txId, reason: 'erreur' })) !== null) {
      this.tally.reversed += count;
      return;
    }
    holder.left -= count;
    this.tally.passesUsed += count;
  }
}

function daysOf(first: string, until: string, weekday: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${first}T12:00:00Z`); at <= Date.parse(`${until}T12:00:00Z`); at += 86_400_000) {
    const date = new Date(at);
    if (((date.getUTCDay() + 6) % 7) + 1 === weekday) days.push(date.toISOString().slice(0, 10));
  }
  return days;
}
