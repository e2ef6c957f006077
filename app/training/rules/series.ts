import { addDays, type Day, parisDay, parisWallTime, weekday } from '#app/calendar/rules/paris-time.ts';
import { daysOfWeekly, type Weekday, weeklyRrule } from '#app/calendar/rules/recurrence.ts';

/** How many sessions one series may have. */
export const MAX_SESSIONS = 60;
/** How far ahead a session may be published. */
const MAX_DAYS_AHEAD = 731;

/** One session on the calendar. */
export interface Slot {
  readonly day: Day;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** What a venue asks for: a day, or every week until a day; 'HH:MM' on the wall in Paris. */
export interface WantedDates {
  readonly firstDay: Day;
  readonly start: string;
  readonly end: string;
  readonly weekly: {
    readonly days: readonly Weekday[];
    readonly until: Day;
    readonly except: readonly Day[];
  } | null;
}

export type SlotRefusal =
  | 'END_BEFORE_START'
  | 'WALL_TIME_MISSING'
  | 'WALL_TIME_AMBIGUOUS'
  | 'DATE_PAST'
  | 'DATE_TOO_FAR';
export type SeriesRefusal = SlotRefusal | 'NO_SESSION' | 'TOO_MANY_SESSIONS';
export type Refusal<R extends string> = { kind: 'REFUSE'; refusal: R; facts: Record<string, string | number> };

export type SeriesPlan = { kind: 'PLANNED'; slots: Slot[]; rrule: string | null } | Refusal<SeriesRefusal>;

/** Every session of what a venue asks for, or why it cannot be: an hour that does not exist is asked, never guessed. */
export function planSeries(wanted: WantedDates, now: Date): SeriesPlan {
  const rule = wanted.weekly === null ? null : { first: wanted.firstDay, ...wanted.weekly };
  const days = rule === null ? [wanted.firstDay] : daysOfWeekly(rule, MAX_SESSIONS);
  if (days.length === 0) return no('NO_SESSION');
  if (days.length > MAX_SESSIONS) return no('TOO_MANY_SESSIONS', { most: MAX_SESSIONS });
  const planned = planSlots(days, wanted, now);
  if (planned.kind === 'REFUSE') return planned;
  return { ...planned, rrule: rule === null ? null : weeklyRrule(rule, wanted.start) };
}

/** The same hours on each of these days, all of them still to come. */
export function planSlots(
  days: readonly Day[],
  { start, end }: Pick<WantedDates, 'start' | 'end'>,
  now: Date,
): { kind: 'PLANNED'; slots: Slot[] } | Refusal<SlotRefusal> {
  if (end <= start) return no('END_BEFORE_START');
  const latest = addDays(parisDay(now), MAX_DAYS_AHEAD);
  const slots: Slot[] = [];
  for (const day of days) {
    const [from, to] = [parisWallTime(day, start), parisWallTime(day, end)];
    if (from.kind !== 'ok') return unsure(from.kind, day, start);
    if (to.kind !== 'ok') return unsure(to.kind, day, end);
    if (from.at <= now) return no('DATE_PAST', { day });
    if (day > latest) return no('DATE_TOO_FAR', { day });
    slots.push({ day, startsAt: from.at, endsAt: to.at });
  }
  return { kind: 'PLANNED', slots };
}

/** What returns in a list of sessions: its weekdays, and its hours when they are all the same. */
export interface Rhythm {
  readonly weekdays: readonly Weekday[];
  readonly hours: { readonly start: string; readonly end: string } | null;
}

/** The rhythm of sessions as they now stand, whatever the rule they were made from. */
export function rhythmOf(sessions: readonly { day: Day; start: string; end: string }[]): Rhythm {
  const weekdays = [...new Set(sessions.map(({ day }) => weekday(day) as Weekday))].sort();
  const [first, ...others] = sessions;
  const same = first !== undefined && others.every(({ start, end }) => start === first.start && end === first.end);
  return { weekdays, hours: same ? { start: first.start, end: first.end } : null };
}

function unsure(kind: 'missing' | 'ambiguous', day: Day, time: string): Refusal<SlotRefusal> {
  return no(kind === 'missing' ? 'WALL_TIME_MISSING' : 'WALL_TIME_AMBIGUOUS', { day, time });
}

function no<R extends string>(refusal: R, facts: Record<string, string | number> = {}): Refusal<R> {
  return { kind: 'REFUSE', refusal, facts };
}
