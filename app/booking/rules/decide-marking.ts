import type { BookingState } from './booking.ts';

export const MARKS = ['PRESENT', 'ABSENT', 'EXCUSED', 'UNDO'] as const;
export type Mark = (typeof MARKS)[number];

/** A booking as far as marking or cancelling it needs to know. */
export interface MarkedBooking {
  state: BookingState;
  startsAt: Date;
  /** The Paris day of the session. */
  day: string;
  /** Whether one of its redemptions already is in a claim. */
  claimed: boolean;
}

export type MarkRefusal =
  | 'BOOKING_NOT_FOUND'
  | 'BOOKING_CLOSED'
  | 'SESSION_NOT_TODAY'
  | 'ALREADY_CLAIMED'
  | 'NOTHING_TO_UNDO';

export type MarkVerdict =
  | { kind: 'ATTEND' }
  | { kind: 'MISS'; excused: boolean }
  | { kind: 'UNATTEND' }
  | { kind: 'UNMISS' }
  | { kind: 'REFUSE'; refusal: MarkRefusal };

/** What a venue's mark does to a booking. Presence is marked from the session's Paris day on, never before. */
export function decideMark(booking: MarkedBooking | null, mark: Mark, today: string): MarkVerdict {
  if (booking === null) return { kind: 'REFUSE', refusal: 'BOOKING_NOT_FOUND' };
  if (mark === 'UNDO') return decideUndo(booking);
  if (booking.state !== 'CONFIRMED') return { kind: 'REFUSE', refusal: 'BOOKING_CLOSED' };
  if (mark === 'EXCUSED') return { kind: 'MISS', excused: true };
  if (booking.day > today) return { kind: 'REFUSE', refusal: 'SESSION_NOT_TODAY' };
  return mark === 'PRESENT' ? { kind: 'ATTEND' } : { kind: 'MISS', excused: false };
}

function decideUndo(booking: MarkedBooking): MarkVerdict {
  if (booking.claimed) return { kind: 'REFUSE', refusal: 'ALREADY_CLAIMED' };
  if (booking.state === 'ATTENDED') return { kind: 'UNATTEND' };
  if (booking.state === 'NO_SHOW') return { kind: 'UNMISS' };
  return { kind: 'REFUSE', refusal: 'NOTHING_TO_UNDO' };
}

export type CancelRefusal = 'BOOKING_NOT_FOUND' | 'BOOKING_CLOSED' | 'SESSION_STARTED';

/** Why a person (or an agent for them) may not cancel, or null. Until the session starts; then only the venue marks. */
export function decideCancel(booking: MarkedBooking | null, now: Date): CancelRefusal | null {
  if (booking === null) return 'BOOKING_NOT_FOUND';
  if (booking.state !== 'CONFIRMED') return 'BOOKING_CLOSED';
  return booking.startsAt <= now ? 'SESSION_STARTED' : null;
}

export type CheckInRefusal = 'BOOKING_NOT_FOUND' | 'BOOKING_CLOSED' | 'SESSION_NOT_TODAY' | 'TOO_EARLY' | 'WRONG_WORD';

/** A person may say "I am here" from half an hour before the session until the end of its Paris day. */
export const CHECK_IN_OPENS_MINUTES = 30;

/** Why a person may not mark themselves present with the word of the day, or null. */
export function decideCheckIn(
  booking: MarkedBooking | null,
  word: { typed: string; shown: string },
  now: Date,
  today: string,
): CheckInRefusal | null {
  if (booking === null) return 'BOOKING_NOT_FOUND';
  if (booking.state !== 'CONFIRMED') return 'BOOKING_CLOSED';
  if (booking.day !== today) return 'SESSION_NOT_TODAY';
  if (now.getTime() < booking.startsAt.getTime() - CHECK_IN_OPENS_MINUTES * 60_000) return 'TOO_EARLY';
  return word.typed === word.shown ? null : 'WRONG_WORD';
}
