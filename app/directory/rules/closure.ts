import { addDays, type Day } from '#app/calendar/rules/paris-time.ts';

/** Days on which a venue is exceptionally closed, both included, and why. */
export interface Closure {
  from: Day;
  to: Day;
  /** « Congés d’été »; null when nobody said. */
  reason: string | null;
}

export const MOST_CLOSURES = 12;

/** The closure of a day; the one that ends last when several cover it. */
export function closureOn(closures: readonly Closure[], day: Day): Closure | null {
  const covering = closures.filter(({ from, to }) => from <= day && day <= to);
  return covering.sort((a, b) => b.to.localeCompare(a.to))[0] ?? null;
}

/** The last day of a closure and of those that follow it without a day between. */
export function closedUntil(closures: readonly Closure[], day: Day): Day {
  const next = closures.filter(({ from, to }) => from <= addDays(day, 1) && to > day).map(({ to }) => to);
  const further = next.sort().at(-1);
  return further === undefined ? day : closedUntil(closures, further);
}

/** Closures that still matter on a day, the next first. */
export function closuresToCome(closures: readonly Closure[], today: Day): Closure[] {
  return closures.filter(({ to }) => to >= today).sort((a, b) => a.from.localeCompare(b.from));
}

const OSM_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "2026-12-24" is "2026 Dec 24" in OpenStreetMap's syntax. */
export function osmDay(day: Day): string {
  return `${day.slice(0, 4)} ${OSM_MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(8, 10)}`;
}

/** Published hours with their exceptional closures, in OpenStreetMap's syntax: a later rule replaces an earlier one. */
export function withClosures(openingHours: string, closures: readonly Closure[]): string {
  const off = closures.map(({ from, to }) => `${from === to ? osmDay(from) : `${osmDay(from)}-${osmDay(to)}`} off`);
  return [openingHours, ...off].join('; ');
}

/** Whether published hours say what happens on public holidays; day and night is every day. */
export function saysHolidays(openingHours: string): boolean {
  return /\bPH\b|24\/7/.test(openingHours);
}
