import { addDays, type Day } from '#app/calendar/rules/paris-time.ts';

/** The last Paris day of the month before: what a monthly claim goes up to. */
export function lastMonthEnd(today: Day): Day {
  return addDays(`${today.slice(0, 7)}-01`, -1);
}

/** A claim goes up to a day that is over, or redemptions of the same day would be cut in two. */
export function cutoffIsOver(cutoff: Day, today: Day): boolean {
  return cutoff < today;
}

/** The day by which payment is promised. */
export function dueDay(today: Day, days: number): Day {
  return addDays(today, days);
}
