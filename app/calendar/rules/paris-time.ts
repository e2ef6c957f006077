import { Temporal } from 'temporal-polyfill';

/** The territory lives on one clock, whatever the zone of the server. */
const ZONE = 'Europe/Paris';

/** A calendar day in Paris, 'YYYY-MM-DD'. */
export type Day = string;
/** A calendar month in Paris, 'YYYY-MM'. */
export type Month = string;

/** What a wall time means: one instant, none (clocks jump forward over it) or two (they go back over it). */
export type WallTime =
  | { readonly kind: 'ok'; readonly at: Date }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous' };

/** What the clock on the wall says in Paris at an instant. */
export interface WallClock {
  readonly day: Day;
  readonly hour: number;
  readonly minute: number;
}

/** Reads the Paris clock at an instant. */
export function parisClock(at: Date): WallClock {
  const ms = at.getTime();
  // One instant is asked about for each line of a list.
  if (ms !== last.ms) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(ZONE);
    last = { ms, clock: { day: zoned.toPlainDate().toString(), hour: zoned.hour, minute: zoned.minute } };
  }
  return { ...last.clock };
}

let last: { ms: number; clock: WallClock } = { ms: Number.NaN, clock: { day: '', hour: 0, minute: 0 } };

/** The day it is in Paris at an instant. */
export function parisDay(at: Date): Day {
  return parisClock(at).day;
}

/** The time it is in Paris at an instant, 'HH:MM'. */
export function parisTime(at: Date): string {
  const { hour, minute } = parisClock(at);
  return `${pad(hour)}:${pad(minute)}`;
}

/** Whether a text names a real day ('2026-02-30' does not), within the years a form may speak of. */
export function isDay(text: string): text is Day {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** The instants between which it is this day in Paris: 23, 24 or 25 hours; the end is excluded. */
export function parisDayRange(day: Day): { start: Date; end: Date } {
  return { start: startOfDay(day), end: startOfDay(addDays(day, 1)) };
}

/** The instant at which a wall time ('HH:MM') comes on a day in Paris, or why there is not exactly one. */
export function parisWallTime(day: Day, time: string): WallTime {
  const wall = Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time));
  const earlier = wall.toZonedDateTime(ZONE, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(ZONE, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) {
    return { kind: 'ok', at: new Date(earlier.epochMilliseconds) };
  }
  return { kind: earlier.toPlainDateTime().equals(wall) ? 'ambiguous' : 'missing' };
}

/** The day `n` days later (earlier when negative). */
export function addDays(day: Day, n: number): Day {
  return Temporal.PlainDate.from(day).add({ days: n }).toString();
}

/** The day `n` months later, held to the month's last day ('2027-01-31' + 1 = '2027-02-28'). */
export function addMonths(day: Day, n: number): Day {
  return Temporal.PlainDate.from(day).add({ months: n }).toString();
}

/** How many days from one day to another; negative when `to` comes first. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(day: Day): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekday(day));
}

/** The month of a day. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

function startOfDay(day: Day): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds);
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
