import { publicHolidays } from '#app/calendar/rules/holidays.ts';
import { addDays, type Day, weekday } from '#app/calendar/rules/paris-time.ts';
import type { OpeningState, WallMoment } from './opening-hours.ts';

/** Open from a minute of the day until another, which is excluded. */
type Span = readonly [from: number, to: number];

/** Hours that are the same every week: what nearly all venues publish. */
export interface PlainHours {
  /** The spans of each day, Monday first, in order. */
  week: readonly (readonly Span[])[];
  closedOnHolidays: boolean;
}

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const DAY = `(?:${DAYS.join('|')})`;
const TIME = '(?:[01]\\d|2[0-4]):[0-5]\\d';
const RULE = new RegExp(
  `^(${DAY}(?:-${DAY})?(?:, ?${DAY}(?:-${DAY})?)*) (off|closed|${TIME}-${TIME}(?:, ?${TIME}-${TIME})*)$`,
);
const DAY_MINUTES = 1_440;

/**
 * Reads the plain part of the opening hours of OpenStreetMap (days, times, holidays off at the end), a
 * thousand times faster than the whole language can be. Null for anything more: another reads it.
 */
export function readPlainHours(text: string): PlainHours | null {
  const rules = text.split(';').map((rule) => rule.trim());
  const closedOnHolidays = /^PH (off|closed)$/.test(rules.at(-1) ?? '');
  if (closedOnHolidays) rules.pop();
  const week: Span[][] = DAYS.map(() => []);
  for (const rule of rules) {
    const [, days, times] = RULE.exec(rule) ?? [];
    if (days === undefined || times === undefined) return null;
    const spans = readSpans(times);
    if (spans === null) return null;
    // A later rule says the whole of its days anew.
    for (const day of daysOf(days)) week[day] = spans;
  }
  return { week, closedOnHolidays };
}

function daysOf(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [first = -1, last = first] = part
      .trim()
      .split('-')
      .map((day) => DAYS.indexOf(day));
    // « Sa-Mo » passes the end of the week.
    return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, i) => (first + i) % 7);
  });
}

/** Null when a span passes midnight, or is none. */
function readSpans(text: string): Span[] | null {
  if (text === 'off' || text === 'closed') return [];
  const spans = text.split(',').map((part): Span => {
    const [from = 0, to = 0] = part
      .trim()
      .split('-')
      .map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
    return [from, to];
  });
  if (spans.some(([from, to]) => from >= to || to > DAY_MINUTES)) return null;
  return spans.sort((a, b) => a[0] - b[0]);
}

/** A day as plain hours see it. */
export interface PlainDay {
  day: Day;
  /** 0 for Monday. */
  index: number;
  holiday: boolean;
}

/** How far ahead a change is looked for: further, it is left to who reads the whole language. */
const DAYS_AHEAD = 15;

/** The days from one on, made once for all the hours asked about. */
export function plainDays(from: Day): PlainDay[] {
  const year = Number(from.slice(0, 4));
  const holidays = new Set([...publicHolidays(year), ...publicHolidays(year + 1)]);
  return Array.from({ length: DAYS_AHEAD }, (_, n) => {
    const day = addDays(from, n);
    return { day, index: weekday(day) - 1, holiday: holidays.has(day) };
  });
}

/** Whether doors are open at a minute of a day. */
export function plainlyOpen(hours: PlainHours, day: PlainDay, minute: number): boolean {
  return spansOn(hours, day).some(([from, to]) => from <= minute && minute < to);
}

/**
 * The state at a minute of the first of the days, and when it changes; undefined when that is beyond the last.
 */
export function plainState(hours: PlainHours, days: readonly PlainDay[], minute: number): OpeningState | undefined {
  if (hours.week.every((spans) => spans.length === 0)) return { kind: 'closed', opens: null };
  const spans = joined(
    days.flatMap((day, n) =>
      spansOn(hours, day).map(([from, to]): Span => [from + n * DAY_MINUTES, to + n * DAY_MINUTES]),
    ),
  );
  const next = spans.find(([, to]) => minute < to);
  if (next === undefined || next[1] >= days.length * DAY_MINUTES) return undefined;
  const [from, to] = next;
  return from <= minute ? { kind: 'open', until: moment(days, to) } : { kind: 'closed', opens: moment(days, from) };
}

function spansOn({ week, closedOnHolidays }: PlainHours, { index, holiday }: PlainDay): readonly Span[] {
  return closedOnHolidays && holiday ? [] : (week[index] ?? []);
}

/** Spans in order, those that touch made one. */
function joined(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (last !== undefined && span[0] <= last[1]) kept[kept.length - 1] = [last[0], Math.max(last[1], span[1])];
    else kept.push(span);
  }
  return kept;
}

function moment(days: readonly PlainDay[], minutes: number): WallMoment {
  const two = (n: number) => String(n).padStart(2, '0');
  const rest = minutes % DAY_MINUTES;
  const day = days[Math.floor(minutes / DAY_MINUTES)]?.day ?? '';
  return { day, time: `${two(Math.floor(rest / 60))}:${two(rest % 60)}` };
}
