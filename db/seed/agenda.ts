import type { SeededPerson } from './people.ts';
import type { SeededSession } from './sessions.ts';

/** What became of a booking. TO_COME includes those that nobody has marked yet. */
export type Fate =
  | { kind: 'TO_COME' }
  | { kind: 'PRESENT' | 'CHECKED_IN' | 'ABSENT' | 'EXCUSED' | 'CORRECTED' | 'CANCELLED' | 'BY_VENUE'; at: Date }
  | { kind: 'MOVED'; at: Date; to: PlannedBooking };

export interface PlannedBooking {
  session: SeededSession;
  at: Date;
  /** In the very gesture of the hand-over, later by an agent, or by the person with their code. */
  by: 'REFERRAL' | 'AGENT' | 'HOLDER';
  fate: Fate;
}

/** Passes used without a booking: by the vouchers of the booklet, or by the code of the ticket. */
export interface PlannedWalkIn {
  session: SeededSession;
  at: Date;
  with: 'VOUCHER' | 'TICKET';
  /** Taken back by the venue a moment later. */
  reversed: boolean;
}

/** Everything that happens to one person. */
export interface PersonHistory {
  person: SeededPerson;
  /** Position of the agent among their partner's. */
  agent: number;
  handedOverAt: Date;
  bookings: PlannedBooking[];
  walkIns: PlannedWalkIn[];
  /** When a second booklet was handed over, if one was. */
  secondAt: Date | null;
}

const BOOKLET = 10;

/**
 * Counts seats, passes and hours while the history is being planned, more strictly than the rules: a
 * seat or a pass given back is not used again. So the deeds of several people may run in any order.
 */
export class Agenda {
  readonly #seats = new Map<string, number>();
  readonly #plans = new Map<SeededPerson, { passes: number; sessions: SeededSession[] }>();

  /** How many seats of a session are planned for somebody. */
  seats(session: SeededSession): number {
    return this.#seats.get(session.id) ?? 0;
  }

  fits(person: SeededPerson, session: SeededSession): boolean {
    const { passes, sessions } = this.#planOf(person);
    if (this.seats(session) >= session.capacity || passes + session.course.pricePasses > BOOKLET) return false;
    return (
      suits(person, session) &&
      sessions.every((other) => other.startsAt >= session.endsAt || session.startsAt >= other.endsAt)
    );
  }

  take(person: SeededPerson, session: SeededSession): void {
    const plan = this.#planOf(person);
    plan.passes += session.course.pricePasses;
    plan.sessions.push(session);
    this.#seats.set(session.id, this.seats(session) + 1);
  }

  /** A pass used without a seat; false when the booklet is finished. */
  takePass(person: SeededPerson): boolean {
    const plan = this.#planOf(person);
    if (plan.passes >= BOOKLET) return false;
    plan.passes += 1;
    return true;
  }

  #planOf(person: SeededPerson) {
    let plan = this.#plans.get(person);
    if (plan === undefined) {
      plan = { passes: 0, sessions: [] };
      this.#plans.set(person, plan);
    }
    return plan;
  }
}

/** Whether a session is meant for somebody like this person. */
function suits({ details, age, woman }: SeededPerson, { course }: SeededSession): boolean {
  switch (course.audience) {
    case 'EVERYONE':
      return true;
    case 'YOUNG':
      return age < 26;
    case 'SENIORS':
      return age >= 60;
    case 'FAMILIES':
      return age >= 26 && age <= 55;
    case 'WOMEN':
      return woman;
    case 'JOB_SEEKERS':
      return details.publics.some((name) => name === 'JOB_SEEKER' || name === 'RSA' || name === 'YOUNG') && age < 64;
  }
}
