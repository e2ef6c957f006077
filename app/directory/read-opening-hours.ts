import { setImmediate as breathe } from 'node:timers/promises';
import OpeningHours from 'opening_hours';
import { publicHolidaysBetween } from '#app/calendar/rules/holidays.ts';
import { addDays, type Day, mondayOf, parisClock } from '#app/calendar/rules/paris-time.ts';
import { saysHolidays } from './rules/closure.ts';
import {
  layOutWeek,
  type Opening,
  type OpeningState,
  type WallInterval,
  type WallMoment,
} from './rules/opening-hours.ts';
import {
  type PlainDay,
  type PlainHours,
  plainDays,
  plainlyOpen,
  plainState,
  readPlainHours,
} from './rules/plain-hours.ts';

/**
 * Public holidays are those of metropolitan France; the library refuses "PH off" without a place. It
 * reads local fields of dates, so it is given and gives back "wall dates": dates whose fields in the
 * server's zone are those of the clock in Paris. Under UTC an open venue would read closed.
 */
const FRANCE = { lat: 45.76, lon: 4.84, address: { country_code: 'fr', state: 'Auvergne-Rhône-Alpes' } };

/** Distinct texts are few (a venue's hours rarely change): parsing takes milliseconds, and is kept by text. */
const parsed = new Map<string, OpeningHours | null>();
const MOST_PARSED = 2_000;

function parse(text: string): OpeningHours | null {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  let hours: OpeningHours | null = null;
  try {
    const read = new OpeningHours(text, FRANCE);
    // Free French half understood ("10h-12h et 13h-17h": of which days?) is not guessed at.
    if (!read.getStructuredWarnings().some(({ type }) => type === 'word_error_correction')) hours = read;
  } catch {
    // Hours that no program can read are shown in their own words.
  }
  parsed.set(text, hours);
  return hours;
}

/** What hours say, or null when no program can tell: the library knows school holidays of some years only, and throws. */
function evaluated<T>(text: string, ask: (hours: OpeningHours) => T): T | null {
  const hours = parse(text);
  if (hours === null) return null;
  try {
    return ask(hours);
  } catch {
    parsed.set(text, null);
    return null;
  }
}

/** Hours as a week around an instant, of one text alone (`venue-opening.ts` knows of closures), or the published words when no program can read them. */
export function readOpening(text: string, now: Date): Opening {
  return evaluated(text, (hours) => weekOf(hours, now)) ?? { kind: 'words', text, state: null };
}

function weekOf(hours: OpeningHours, now: Date): Opening {
  const today = parisClock(now).day;
  const monday = mondayOf(today);
  const intervals = hours.getOpenIntervals(wallStart(monday), wallStart(addDays(monday, 7)));
  const week = layOutWeek(
    monday,
    today,
    intervals.map(toInterval),
    (day) => hours.getPublicHolidayContext(wallStart(day)).isHoliday,
  );
  return { kind: 'week', days: week, state: stateOf(hours, now) };
}

/** The present state only; null when the words cannot be read. */
export function readState(text: string, now: Date): OpeningState | null {
  const { day, hour, minute } = parisClock(now);
  const plain = plainOf(text);
  const plainly = plain === null ? undefined : plainState(plain, daysFrom(day), hour * 60 + minute);
  if (plainly !== undefined) return plainly;
  const wall = `${day} ${hour}:${minute}`;
  if (told.wall !== wall || told.states.size >= MOST_PARSED) told = { wall, states: new Map() };
  const known = told.states.get(text);
  if (known !== undefined) return known;
  const state = evaluated(text, (hours) => stateOf(hours, now));
  told.states.set(text, state);
  return state;
}

/** What the whole language said in this minute: milliseconds each, and the same venues are asked about again. */
let told: { wall: string; states: Map<string, OpeningState | null> } = { wall: '', states: new Map() };

/** Read at a time, when each takes the whole language (some milliseconds). */
const SLICE = 5;

/**
 * Of some published hours, those by which a venue is open at an instant; closures are each venue's own, and on a public
 * holiday of which they say nothing none is counted on. Nearly all are plain; between
 * the others, the process answers who else is asking.
 */
export async function openAmong(texts: readonly string[], now: Date): Promise<string[]> {
  const { day, hour, minute } = parisClock(now);
  const [today] = daysFrom(day);
  const at = wallDate(now);
  const holiday = publicHolidaysBetween(day, day).length > 0;
  const open: string[] = [];
  let read = 0;
  for (const text of texts) {
    if (holiday && !saysHolidays(text)) continue;
    const plain = plainOf(text);
    if (plain === null || today === undefined) {
      read += 1;
      if (read % SLICE === 0) await breathe();
      if (evaluated(text, (hours) => hours.getState(at)) === true) open.push(text);
    } else if (plainlyOpen(plain, today, hour * 60 + minute)) open.push(text);
  }
  return open;
}

const plainHours = new Map<string, PlainHours | null>();
const MOST_PLAIN = 20_000;

function plainOf(text: string): PlainHours | null {
  const known = plainHours.get(text);
  if (known !== undefined) return known;
  if (plainHours.size >= MOST_PLAIN) plainHours.clear();
  const read = readPlainHours(text);
  plainHours.set(text, read);
  return read;
}

let lastDays: readonly PlainDay[] = [];

/** Today is asked for again and again. */
function daysFrom(day: Day): readonly PlainDay[] {
  if (lastDays[0]?.day !== day) lastDays = plainDays(day);
  return lastDays;
}

function stateOf(hours: OpeningHours, now: Date): OpeningState {
  const at = wallDate(now);
  const change = nextChange(hours, at);
  const next = change === undefined ? null : momentOf(change);
  if (hours.getUnknown(at)) return { kind: 'unsure', note: hours.getComment(at) ?? null };
  return hours.getState(at) ? { kind: 'open', until: next } : { kind: 'closed', opens: nextOpening(hours, at) };
}

/** A next change may lead from "closed" to "unknown": the search goes on until doors open. */
function nextOpening(hours: OpeningHours, from: Date): WallMoment | null {
  let at: Date | undefined = from;
  for (let steps = 0; steps < 10 && at !== undefined; steps += 1) {
    at = nextChange(hours, at);
    if (at !== undefined && hours.getState(at)) return momentOf(at);
  }
  return null;
}

/** Without a bound, the library looks for ever for the change of doors that never open (« Dec off; PH off »). */
function nextChange(hours: OpeningHours, from: Date): Date | undefined {
  return hours.getNextChange(from, new Date(from.getFullYear() + 1, from.getMonth(), from.getDate()));
}

function toInterval([from, to, , note]: [Date, Date, boolean, string | undefined]): WallInterval {
  return { from: momentOf(from), to: momentOf(to), note: note ?? null };
}

function wallDate(at: Date): Date {
  const { day, hour, minute } = parisClock(at);
  const date = wallStart(day);
  date.setHours(hour, minute);
  return date;
}

function wallStart(day: Day): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

function momentOf(date: Date): WallMoment {
  const two = (n: number) => String(n).padStart(2, '0');
  return {
    day: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    time: `${two(date.getHours())}:${two(date.getMinutes())}`,
  };
}
