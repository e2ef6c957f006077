import { choosePasses, type HeldPass } from '#app/passes/rules/wallet.ts';
import type { SessionState } from '#app/training/rules/session.ts';
import { type BookingState, takesTheHour } from './booking.ts';

/** The session somebody wants a seat in, read without a lock: the seat itself is won by the write. */
export interface WantedSession {
  id: string;
  state: SessionState;
  startsAt: Date;
  endsAt: Date;
  /** The Paris day it starts on. */
  day: string;
  capacity: number;
  seatsTaken: number;
  pricePasses: number;
  /** Whether its organisation may accept passes on that day. */
  labelled: boolean;
}

/** A live booking of the same person. */
export interface OtherBooking {
  id: string;
  state: BookingState;
  sessionId: string;
  startsAt: Date;
  endsAt: Date;
}

export interface BookingQuestion {
  session: WantedSession | null;
  held: readonly HeldPass[];
  others: readonly OtherBooking[];
  now: Date;
}

export type BookingRefusal =
  | 'SESSION_NOT_FOUND'
  | 'SESSION_CANCELLED'
  | 'SESSION_STARTED'
  | 'SESSION_FULL'
  | 'LABEL_LAPSED'
  | 'ALREADY_BOOKED'
  | 'OVERLAPS'
  | 'NOT_ENOUGH_PASSES'
  | 'PASSES_EXPIRE_BEFORE';

export type BookingVerdict =
  | { kind: 'BOOK'; passIds: string[] }
  | { kind: 'REFUSE'; refusal: BookingRefusal; facts: Record<string, string | number> };

/** Whether this person may have a seat in this session, and with which passes. */
export function decideBooking({ session, held, others, now }: BookingQuestion): BookingVerdict {
  if (session === null) return no('SESSION_NOT_FOUND');
  const closed = decideSeat(session, now);
  if (closed !== null) return no(closed);
  if (others.some((other) => other.sessionId === session.id)) return no('ALREADY_BOOKED');
  const clash = others.find(
    (other) => takesTheHour(other.state) && other.startsAt < session.endsAt && session.startsAt < other.endsAt,
  );
  if (clash !== undefined) return no('OVERLAPS', { at: clash.startsAt.toISOString() });
  const choice = choosePasses(held, session.pricePasses, session.day);
  switch (choice.kind) {
    case 'CHOSEN':
      return { kind: 'BOOK', passIds: choice.passIds };
    case 'NOT_ENOUGH_PASSES':
      return no('NOT_ENOUGH_PASSES', { price: session.pricePasses, held: choice.held });
    case 'PASSES_EXPIRE_BEFORE':
      return no('PASSES_EXPIRE_BEFORE', { lastDay: choice.lastDay });
  }
}

/** Why no seat of a session can be had by anybody, or null when one can. Needs no lock. */
export function decideSeat(
  session: WantedSession,
  now: Date,
): 'SESSION_CANCELLED' | 'SESSION_STARTED' | 'LABEL_LAPSED' | 'SESSION_FULL' | null {
  if (session.state === 'CANCELLED') return 'SESSION_CANCELLED';
  if (session.startsAt <= now) return 'SESSION_STARTED';
  if (!session.labelled && session.pricePasses > 0) return 'LABEL_LAPSED';
  if (session.seatsTaken >= session.capacity) return 'SESSION_FULL';
  return null;
}

function no(refusal: BookingRefusal, facts: Record<string, string | number> = {}): BookingVerdict {
  return { kind: 'REFUSE', refusal, facts };
}
