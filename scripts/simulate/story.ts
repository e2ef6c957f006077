import { addDays, addMonths, weekday } from '#app/calendar/rules/paris-time.ts';
import { createDice, type Dice } from '#db/seed/random.ts';

/** How large a programme to live through. The whole one: 36 months, 5,000 people, 10 passes each, 7 partners, 40 venues. */
export interface Size {
  months: number;
  holders: number;
  partners: number;
  organisations: number;
  venues: number;
}

export const FIRST_DAY = '2024-01-01';
export const BOOKLET = 10;
export const FACE_CENTS = 1000;
const LOT_MONTHS = 6;

export function sizeOf(months: number, holders: number): Size {
  const venues = Math.max(4, Math.min(40, Math.round(holders / 25)));
  return { months, holders, partners: 7, organisations: Math.max(2, Math.floor(venues / 2)), venues };
}

/** A lot each half year: one booklet for each person, some for those who come back, some for those that are lost. */
export function lotBooklets({ months, holders }: Size): number {
  const lots = Math.ceil(months / LOT_MONTHS);
  return Math.min(2000, Math.ceil((holders * 1.05) / lots) + 28);
}

export const buysIn = (month: number): boolean => month % LOT_MONTHS === 0;

export interface Month {
  number: number;
  first: string;
  /** Its Paris days, Sundays left out. */
  days: string[];
}

export function monthOfStory(month: number): Month {
  const first = addMonths(FIRST_DAY, month);
  const days: string[] = [];
  for (let day = first; day < addMonths(FIRST_DAY, month + 1); day = addDays(day, 1)) {
    if (weekday(day) !== 7) days.push(day);
  }
  return { number: month, first, days };
}

/** A working day of the story: the nth of its month, counted from 0. */
export interface StoryDay {
  month: number;
  nth: number;
  day: string;
  /** The part of the whole story that is over when this day begins, and when it ends: from 0 to 1. */
  from: number;
  to: number;
}

export function daysOfStory(size: Size, { number, days }: Month): StoryDay[] {
  return days.map((day, nth) => ({
    month: number,
    nth,
    day,
    from: (number + nth / days.length) / size.months,
    to: (number + (nth + 1) / days.length) / size.months,
  }));
}

export type Temper = 'BOOKS' | 'DRAWER' | 'WALKS_IN';
export type Fate = 'PRESENT' | 'ABSENT' | 'EXCUSED' | 'CORRECTED' | 'CANCELLED' | 'MOVED';

/** Seven people in ten come to something; two keep their passes in a drawer; the last pay without booking. */
export const temper = (dice: Dice): Temper =>
  dice.weighted([
    ['BOOKS', 70],
    ['DRAWER', 20],
    ['WALKS_IN', 10],
  ] as const);

export const fate = (dice: Dice): Fate =>
  dice.weighted([
    ['PRESENT', 78],
    ['ABSENT', 8],
    ['EXCUSED', 4],
    ['CORRECTED', 2],
    ['CANCELLED', 5],
    ['MOVED', 3],
  ] as const);

/** Dice of one matter on one day: what happens there moves nothing elsewhere. */
export function diceOf(seed: number, month: number, day: number, matter: number): Dice {
  return createDice(seed * 1_000_003 + month * 10_007 + day * 101 + matter);
}

export interface Holder {
  /** Their place in the order in which people came. */
  number: number;
  id: string;
  code: string;
  partner: number;
  agent: number;
  venue: number;
  temper: Temper;
  /** The booklet they have in their hands, and its last day. */
  serial: string;
  until: string;
  /** Passes held, as far as the story knows: the database is asked at the end of each month whether it agrees. */
  left: number;
}

export interface Session {
  id: string;
  day: string;
  venue: number;
  org: number;
}

export interface Booking {
  id: string;
  holder: Holder;
  session: Session;
  fate: Fate;
}

/** Passes used, to be claimed: behind a booking, or by the transaction of a walk-in. */
export interface Use {
  by: { bookingId: string } | { txId: string };
  holder: Holder;
  org: number;
  day: string;
  passes: number;
}

/** What the story counted, for itself, from the answers it was given. Sums in cents. */
export interface Tally {
  holders: number;
  cameBack: number;
  passesBought: number;
  bookings: number;
  attended: number;
  absent: number;
  cancelled: number;
  sessionsCancelled: number;
  walkIns: number;
  reversed: number;
  passesUsed: number;
  passesExpired: number;
  passesBlocked: number;
  handOversVoided: number;
  bookletsReturned: number;
  bookletsTransferred: number;
  claims: number;
  claimedCents: number;
  linesContested: number;
  linesRejected: number;
  orders: number;
  /** What the bank has in its own books. */
  transferredCents: number;
  transfersRefused: number;
  sentBackCents: number;
  overpaidCents: number;
  repaidCents: number;
  refused: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  holders: 0,
  cameBack: 0,
  passesBought: 0,
  bookings: 0,
  attended: 0,
  absent: 0,
  cancelled: 0,
  sessionsCancelled: 0,
  walkIns: 0,
  reversed: 0,
  passesUsed: 0,
  passesExpired: 0,
  passesBlocked: 0,
  handOversVoided: 0,
  bookletsReturned: 0,
  bookletsTransferred: 0,
  claims: 0,
  claimedCents: 0,
  linesContested: 0,
  linesRejected: 0,
  orders: 0,
  transferredCents: 0,
  transfersRefused: 0,
  sentBackCents: 0,
  overpaidCents: 0,
  repaidCents: 0,
  refused: {},
});
