import { publicHolidaysBetween } from '#app/calendar/rules/holidays.ts';
import { addDays, type Day, parisClock } from '#app/calendar/rules/paris-time.ts';
import { readOpening, readState } from './read-opening-hours.ts';
import {
  type Closure,
  closedUntil,
  closureOn,
  closuresToCome,
  osmDay,
  saysHolidays,
  withClosures,
} from './rules/closure.ts';
import { HOLIDAY_NOTE, type Opening, type OpeningState } from './rules/opening-hours.ts';

/** What a venue has told of when it is open. */
export interface ToldHours {
  openingHours: string | null;
  /** Hours in words no program reads. */
  hoursText?: string | null;
  closures?: readonly Closure[];
}

/**
 * A venue's opening around an instant: its week when a program reads it, else its own words; null when it has told
 * nothing. Whatever says when a venue is open asks here, or `stateOf`: closures and public holidays are always counted.
 */
export function openingOf({ openingHours, hoursText = null, closures = [] }: ToldHours, now: Date): Opening | null {
  const text = openingHours ?? hoursText;
  if (text === null) return null;
  const today = parisClock(now).day;
  const state = closedState(closures, today);
  const read = openingHours === null ? null : readOpening(withExceptions(openingHours, closures, today), now);
  if (read?.kind !== 'week') return { kind: 'words', text, state };
  return { ...read, state: state ?? read.state };
}

/** The present state only; null when the venue has told nothing that a program reads, and is not closed. */
export function stateOf({ openingHours, closures = [] }: ToldHours, now: Date): OpeningState | null {
  const today = parisClock(now).day;
  const closed = closedState(closures, today);
  if (closed !== null || openingHours === null) return closed;
  // Nearly always nothing stands between now and what is told: days unlike the others take the whole language.
  const usual = readState(openingHours, now);
  if (usual === null || !isDisturbed(usual, { openingHours, closures }, today)) return usual;
  return readState(withExceptions(openingHours, closures, today), now);
}

/** Whether a day unlike the others lies between yesterday, whose night may last, and the day a state speaks of. */
function isDisturbed(state: OpeningState, { openingHours, closures }: UnlikeDays, today: Day): boolean {
  if (state.kind === 'closed' && state.opens === null) return false;
  const from = addDays(today, -1);
  const until = lastDayTold(state, today);
  const within = (first: Day, last: Day) => last >= from && (until === null || first <= until);
  if (closures.some((closure) => within(closure.from, closure.to))) return true;
  return !saysHolidays(openingHours) && holidaysNear(today).some((day) => within(day, day));
}

interface UnlikeDays {
  openingHours: string;
  closures: readonly Closure[];
}

/** Null: doors that are open and never close. */
function lastDayTold(state: OpeningState, today: Day): Day | null {
  if (state.kind === 'open') return state.until?.day ?? null;
  return state.kind === 'closed' && state.opens !== null ? state.opens.day : today;
}

function closedState(closures: readonly Closure[], today: Day): OpeningState | null {
  const closure = closureOn(closures, today);
  return closure === null ? null : { kind: 'closure', until: closedUntil(closures, today), reason: closure.reason };
}

/** How far back the shown week may begin, and how far ahead a next opening is looked for past holidays. */
const BACK_DAYS = 7;
const AHEAD_DAYS = 40;

let near: { today: Day; holidays: readonly Day[] } = { today: '', holidays: [] };

function holidaysNear(today: Day): readonly Day[] {
  if (near.today !== today)
    near = { today, holidays: publicHolidaysBetween(addDays(today, -BACK_DAYS), addDays(today, AHEAD_DAYS)) };
  return near.holidays;
}

/**
 * Published hours with what makes a day unlike the others: closures, and the public holidays of which the hours say
 * nothing. Whether a venue then opens as on other days nobody knows: « à vérifier », and only on days when it would open.
 */
function withExceptions(openingHours: string, closures: readonly Closure[], today: Day): string {
  const coming = closures.length === 0 ? [] : closuresToCome(closures, addDays(today, -BACK_DAYS));
  const unsaid = saysHolidays(openingHours) ? [] : holidaysNear(today).filter((day) => opensOn(openingHours, day));
  if (coming.length === 0 && unsaid.length === 0) return openingHours;
  const holidays = unsaid.map((day) => `${osmDay(day)} unknown "${HOLIDAY_NOTE}"`);
  return withClosures([openingHours, ...holidays].join('; '), coming);
}

/** Around holidays every venue of every list is asked: the answer depends on nothing else, and is kept. */
const opening = new Map<string, boolean>();
const MOST_KEPT = 20_000;

function opensOn(openingHours: string, day: Day): boolean {
  const key = `${day} ${openingHours}`;
  const known = opening.get(key);
  if (known !== undefined) return known;
  const read = readOpening(openingHours, new Date(`${day}T12:00:00Z`));
  const opens = read.kind === 'week' && read.days.some((one) => one.day === day && one.spans.length > 0);
  if (opening.size >= MOST_KEPT) opening.clear();
  opening.set(key, opens);
  return opens;
}
