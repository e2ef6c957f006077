import OpeningHours from 'opening_hours';
import { addDays, type Day, mondayOf, parisClock } from '#app/calendar/rules/paris-time.ts';
import {
  layOutWeek,
  type Opening,
  type OpeningState,
  type WallInterval,
  type WallMoment,
} from './rules/opening-hours.ts';

/**
 * Public holidays are those of metropolitan France; the library refuses "PH off" without a place. It
 * reads local fields of dates, so it is given and gives back "wall dates": dates whose fields in the
 * server's zone are those of the clock in Paris. Under UTC an open venue would read closed.
 */
const FRANCE = { lat: 45.76, lon: 4.84, address: { country_code: 'fr', state: 'Auvergne-Rhône-Alpes' } };

/** Distinct texts are few (a venue's hours rarely change): parsing is the slow part, kept by text. */
const parsed = new Map<string, OpeningHours | null>();
const MOST_PARSED = 5_000;

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

/** Opening hours as a week around an instant, or the published words when no program can read them. */
export function readOpening(text: string, now: Date): Opening {
  const hours = parse(text);
  if (hours === null) return { kind: 'words', text };
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
  const hours = parse(text);
  return hours === null ? null : stateOf(hours, now);
}

/** Of some published hours, those by which a venue is open at an instant. */
export function openAmong(texts: readonly string[], now: Date): string[] {
  const at = wallDate(now);
  return texts.filter((text) => parse(text)?.getState(at) === true);
}

function stateOf(hours: OpeningHours, now: Date): OpeningState {
  const at = wallDate(now);
  const change = hours.getNextChange(at);
  const next = change === undefined ? null : momentOf(change);
  if (hours.getUnknown(at)) return { kind: 'unsure', note: hours.getComment(at) ?? null };
  return hours.getState(at) ? { kind: 'open', until: next } : { kind: 'closed', opens: nextOpening(hours, at) };
}

/** A next change may lead from "closed" to "unknown": the search goes on until doors open. */
function nextOpening(hours: OpeningHours, from: Date): WallMoment | null {
  let at: Date | undefined = from;
  for (let steps = 0; steps < 10 && at !== undefined; steps += 1) {
    at = hours.getNextChange(at);
    if (at !== undefined && hours.getState(at)) return momentOf(at);
  }
  return null;
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
