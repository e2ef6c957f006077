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
  let until = day;
  for (;;) {
    const next = closureOn(closures, until) ?? closureOn(closures, addDays(until, 1));
    if (next === null || next.to <= until) return until;
    until = next.to;
  }
}

/** Closures that still matter on a day, the next first. */
export function closuresToCome(closures: readonly Closure[], today: Day): Closure[] {
  return closures.filter(({ to }) => to >= today).sort((a, b) => a.from.localeCompare(b.from));
}
