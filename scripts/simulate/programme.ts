import type { Actor, PartnerActor, VenueActor } from '#app/access/rules/actor.ts';
import type { Permission } from '#app/access/rules/policy.ts';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { cancelSessions } from '#app/booking/cancel-sessions.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { OUTSIDE_QPV } from '#app/partners/rules/qpv.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { reverseWalkIn } from '#app/passes/reverse-walk-in.ts';
import { type Intention, type Outcome, perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { type BookletRow, listPartnerBooklets } from '#db/queries/passes.ts';
import type { Dice } from '#db/seed/random.ts';
import { wallTime } from '#db/seed/stage.ts';
import type { Ground } from '#db/seed/trial/ground.ts';
import { trialPerson } from '#db/seed/trial/people.ts';
import {
  BOOKLET,
  type Booking,
  emptyTally,
  type Fate,
  type Holder,
  type Session,
  type Tally,
  type Use,
} from './story.ts';

/** The simulated programme as it stands: who, what is offered, what is booked; and the acts that change it. */
export class Programme {
  readonly tally: Tally = emptyTally();
  readonly holders: Holder[] = [];
  readonly sessions: Session[] = [];
  /** Bookings to be marked, by the Paris day of their session. */
  readonly toMark = new Map<string, Booking[]>();
  /** What was used and is not claimed yet. */
  uses: Use[] = [];
  readonly #booklets: BookletRow[][];
  readonly ground: Ground;
  readonly #services: Services;
  readonly #setClock: (at: Date) => void;

  constructor(services: Services, ground: Ground, setClock: (at: Date) => void) {
    this.#services = services;
    this.#setClock = setClock;
    this.ground = ground;
    this.#booklets = ground.partners.map(() => []);
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

  agent(partner: number, agent = 0): PartnerActor {
    const actor = this.ground.partners[partner]?.agents[agent];
    if (actor === undefined) throw new Error(`no agent ${agent} of partner ${partner}`);
    return actor;
  }

  /** The booklet an agent takes next from the drawer; the first to expire, as the screen proposes it. */
  async takeBooklet(partner: number, day: string): Promise<BookletRow | null> {
    const { partnerId } = this.agent(partner);
    const drawer = this.#booklets[partner];
    if (drawer === undefined) return null;
    if (drawer[0] !== undefined && drawer[0].validUntil < day) drawer.length = 0;
    if (drawer.length === 0) {
      drawer.push(...(await this.#services.db.read((tx) => listPartnerBooklets(tx, partnerId, day, { limit: 60 }))));
    }
    return drawer.shift() ?? null;
  }

  /** Booklets of this partner travel or came back: the agents look again at what they have. */
  lookAgain(partner: number): void {
    this.#booklets[partner]?.splice(0);
  }

  staff(org: number): VenueActor {
    const staff = this.ground.organisations[org]?.staff;
    if (staff === undefined) throw new Error(`no organisation ${org}`);
    return staff;
  }

  /** The next session at a venue after a day, within three weeks. */
  next(venue: number, after: string, skip: number): Session | null {
    const found = this.sessions.filter((s) => s.venue === venue && s.day > after);
    return found[skip] ?? null;
  }

  /** Person, booklet and, if there is one, seat: the agent's one gesture. Null when there is no booklet left. */
  async refer(
    day: string,
    person: Pick<Holder, 'number' | 'partner' | 'agent' | 'venue' | 'temper'>,
    dice: Dice,
    session: Session | null,
    fate: Fate,
  ): Promise<Holder | null> {
    const booklet = await this.takeBooklet(person.partner, day);
    if (booklet === null) return null;
    const actor = this.agent(person.partner, person.agent);
    const details = trialPerson(dice, person.number + 1, Number(day.slice(0, 4)));
    const neighbourhood = dice.chance(0.6) ? OUTSIDE_QPV : null;
    const input = { person: details, bookletId: booklet.id, neighbourhood, sessionId: session?.id ?? null };
    let referred = await this.act(referPerson, actor, input);
    if (referred === null && session !== null)
      referred = await this.act(referPerson, actor, { ...input, sessionId: null });
    if (referred === null) return null;
    const { db, secrets } = this.#services;
    const { holderId, bookingId } = referred;
    const code = (await db.read((tx) => printedHolderCode(tx, secrets, holderId))) ?? '';
    const { serial, validUntil: until } = booklet;
    const holder: Holder = { ...person, id: holderId, code, serial, until, left: BOOKLET };
    this.holders.push(holder);
    this.tally.holders += 1;
    if (bookingId !== null && session !== null) this.#booked(bookingId, holder, session, fate);
    return holder;
  }

  /** Another booklet for somebody who has used theirs. */
  async comeBack(day: string, holder: Holder): Promise<void> {
    const booklet = await this.takeBooklet(holder.partner, day);
    if (booklet === null) return;
    const input = {
      person: { kind: 'KNOWN', holderId: holder.id, publics: [] },
      bookletId: booklet.id,
      sessionId: null,
    };
    if ((await this.act(referPerson, this.agent(holder.partner, holder.agent), input)) === null) return;
    Object.assign(holder, { serial: booklet.serial, until: booklet.validUntil, left: BOOKLET });
    this.tally.cameBack += 1;
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
      this.#used({ by: { bookingId: id }, holder, org: session.org, day: session.day, passes: 1 });
    } else {
      this.tally.absent += 1;
      holder.left += 1;
    }
  }

  #used(use: Use): void {
    this.tally.passesUsed += use.passes;
    this.uses.push(use);
  }

  /** The venue cancels: everybody booked has their pass back. */
  async cancelSession(session: Session): Promise<void> {
    const input = { sessionId: session.id, scope: 'ONE', reason: 'le formateur est malade' };
    if ((await this.act(cancelSessions, this.staff(session.org), input)) === null) return;
    this.tally.sessionsCancelled += 1;
    this.sessions.splice(this.sessions.indexOf(session), 1);
    const all = this.toMark.get(session.day) ?? [];
    for (const { holder } of all.filter((booking) => booking.session === session)) {
      this.tally.cancelled += 1;
      holder.left += 1;
    }
    this.toMark.set(
      session.day,
      all.filter((booking) => booking.session !== session),
    );
  }

  async walkIn(day: string, holder: Holder, count: number, takenBack: boolean): Promise<void> {
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
    this.#used({ by: { txId: used.txId }, holder, org, day, passes: count });
  }
}
