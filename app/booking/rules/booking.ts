/** The states of a booking. No state comes by time alone: nobody is ever "presumed present". */
export const BOOKING_STATES = ['CONFIRMED', 'ATTENDED', 'NO_SHOW', 'CANCELLED'] as const;
export type BookingState = (typeof BOOKING_STATES)[number];

/** The lawful moves; a correction by the venue may go back to CONFIRMED as long as nothing is claimed. */
export const BOOKING_EDGES = [
  ['CONFIRMED', 'ATTENDED'],
  ['CONFIRMED', 'NO_SHOW'],
  ['CONFIRMED', 'CANCELLED'],
  ['ATTENDED', 'CONFIRMED'],
  ['NO_SHOW', 'CONFIRMED'],
] as const satisfies readonly (readonly [BookingState, BookingState])[];

export const CANCELLED_BY = ['HOLDER', 'PARTNER', 'VENUE', 'AUTHORITY'] as const;
export type CancelledBy = (typeof CANCELLED_BY)[number];

/** A booking that owns its seat: everything but a cancelled one. */
export function ownsSeat(state: BookingState): boolean {
  return state !== 'CANCELLED';
}

/** A booking whose person is, or may still be, there at its hour: not one excused or absent. */
export function takesTheHour(state: BookingState): boolean {
  return state === 'CONFIRMED' || state === 'ATTENDED';
}
