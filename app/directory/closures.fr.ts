import { sayDay, sayDays } from '#app/calendar/rules/french-dates.ts';
import type { Day } from '#app/calendar/rules/paris-time.ts';
import type { Closure } from './rules/closure.ts';

/** « du 24 décembre 2026 au 3 janvier 2027 (congés) », « vendredi 25 décembre 2026 ». */
export function sayClosure({ from, to, reason }: Closure, today?: Day): string {
  const days = from === to ? sayDay(from, today) : sayDays(from, to, today);
  return `${days}${reason === null ? '' : ` (${reason})`}`;
}
