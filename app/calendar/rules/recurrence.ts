import { RRuleTemporal } from 'rrule-temporal';
import { addDays, type Day, parisDayRange, weekday } from './paris-time.ts';

/** 1 for Monday to 7 for Sunday, as `weekday` counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** What comes back every week, in days of Paris: both ends included, some days left out. */
export interface WeeklyRule {
  readonly first: Day;
  readonly days: readonly Weekday[];
  readonly until: Day;
  readonly except: readonly Day[];
}

const CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
/** No clock change ever touches noon: days are counted there, and the hour is resolved day by day. */
const NOON = '12:00';

/** The days of a weekly rule, in order; `limit` + 1 of them at most, so that a caller sees there are too many. */
export function daysOfWeekly(rule: WeeklyRule, limit: number): Day[] {
  const text = weeklyRrule(rule, NOON);
  if (text === null) return [];
  const found = new RRuleTemporal({ rruleString: text }).all((_, i) => i <= limit);
  return found.map((at) => at.toPlainDate().toString());
}

/**
 * The rule as RFC 5545 writes it, at a wall time of Paris; null when no day can match. It is what is
 * kept of a series: "every Tuesday at 14:00" stays 14:00 when the clocks change.
 */
export function weeklyRrule({ first, days, until, except }: WeeklyRule, time: string): string | null {
  const start = firstMatch(first, days);
  if (start === null || start > until) return null;
  const byDay = [...new Set(days)].sort().map((day) => CODES[day - 1]);
  const lines = [
    `DTSTART;TZID=Europe/Paris:${wall(start, time)}`,
    `RRULE:FREQ=WEEKLY;BYDAY=${byDay.join(',')};UNTIL=${utc(new Date(parisDayRange(until).end.getTime() - 1000))}`,
  ];
  if (except.length > 0) lines.push(`EXDATE;TZID=Europe/Paris:${except.map((day) => wall(day, time)).join(',')}`);
  return lines.join('\n');
}

/** The first day, from `first` on, that is one of these weekdays. */
function firstMatch(first: Day, days: readonly Weekday[]): Day | null {
  for (let i = 0; i < 7; i += 1) {
    const day = addDays(first, i);
    if (days.some((wanted) => wanted === weekday(day))) return day;
  }
  return null;
}

function wall(day: Day, time: string): string {
  return `${day.replaceAll('-', '')}T${time.replace(':', '')}00`;
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
