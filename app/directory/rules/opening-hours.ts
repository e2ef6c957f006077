import { sayDay, sayTime, WEEKDAYS } from '#app/calendar/rules/french-dates.ts';
import { addDays, type Day, daysBetween, weekday } from '#app/calendar/rules/paris-time.ts';

/** A time in Paris on a day; '24:00' is midnight at its end. */
export interface WallMoment {
  day: Day;
  time: string;
}

export interface OpenSpan {
  start: string;
  end: string;
  /** What the venue says about it: « sur rendez-vous ». */
  note: string | null;
}

export interface OpeningDay {
  day: Day;
  name: string;
  spans: readonly OpenSpan[];
  today: boolean;
  holiday: boolean;
}

export type OpeningState =
  | { kind: 'open'; until: WallMoment | null }
  | { kind: 'closed'; opens: WallMoment | null }
  /** Hours under a condition: « sur rendez-vous ». */
  | { kind: 'unsure'; note: string | null }
  /** Exceptionally closed, until a day included. */
  | { kind: 'closure'; until: Day; reason: string | null };

/** What is noted of a public holiday of which the hours say nothing. */
export const HOLIDAY_NOTE = 'jour férié, à vérifier';

export type Opening =
  | { kind: 'week'; days: readonly OpeningDay[]; state: OpeningState }
  /** Hours in words no program reads: shown as published, never guessed. `state` when the venue is exceptionally closed. */
  | { kind: 'words'; text: string; state: OpeningState | null };

/** An interval as a calendar program gives it, on the Paris wall. */
export interface WallInterval {
  from: WallMoment;
  to: WallMoment;
  note: string | null;
}

/** Lays intervals out on the seven days from a Monday. */
export function layOutWeek(
  monday: Day,
  today: Day,
  intervals: readonly WallInterval[],
  isHoliday: (day: Day) => boolean,
): OpeningDay[] {
  return Array.from({ length: 7 }, (_, n) => {
    const day = addDays(monday, n);
    const spans = intervals.flatMap(({ from, to, note }): OpenSpan[] => {
      if (from.day > day || to.day < day || (to.day === day && to.time === '00:00')) return [];
      return [{ start: from.day === day ? from.time : '00:00', end: to.day === day ? to.time : '24:00', note }];
    });
    return { day, name: WEEKDAYS[n] ?? '', spans, today: day === today, holiday: isHoliday(day) };
  });
}

/** « Ouvert, ferme à 18 h », « Fermé, ouvre demain à 9 h » … */
export function sayState(state: OpeningState, today: Day): string {
  if (state.kind === 'open') {
    if (state.until === null || daysBetween(today, state.until.day) > 1) return 'Ouvert';
    return `Ouvert, ferme à ${sayClock(state.until.time)}`;
  }
  if (state.kind === 'closure')
    return state.until === today
      ? 'Fermé exceptionnellement aujourd’hui'
      : `Fermé exceptionnellement jusqu’au ${sayDay(state.until, today)} inclus`;
  if (state.kind === 'unsure' && state.note === HOLIDAY_NOTE) return 'Jour férié\u00a0: à vérifier avant de venir';
  if (state.kind === 'unsure')
    return state.note === null ? 'À vérifier avant de venir' : `À cette heure\u00a0: ${state.note}`;
  if (state.opens === null) return 'Fermé';
  const days = daysBetween(today, state.opens.day);
  const time = sayClock(state.opens.time);
  if (days === 0) return `Fermé, ouvre à ${time}`;
  if (days === 1) return `Fermé, ouvre demain à ${time}`;
  const name = WEEKDAYS[weekday(state.opens.day) - 1] ?? '';
  return days < 7 ? `Fermé, ouvre ${name} à ${time}` : `Fermé, ouvre le ${sayDay(state.opens.day, today)} à ${time}`;
}

/** « de 9 h à 12 h ». */
export function saySpanOf(span: OpenSpan): string {
  if (span.start === '00:00' && span.end === '24:00' && span.note !== HOLIDAY_NOTE) return 'toute la journée';
  if (span.note === HOLIDAY_NOTE) return 'à vérifier';
  return `de ${sayClock(span.start)} à ${sayClock(span.end)}`;
}

function sayClock(time: string): string {
  return time === '24:00' || time === '00:00' ? 'minuit' : sayTime(time);
}
