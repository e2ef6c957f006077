import { type Day, daysBetween, type Month, parisClock, parisDay, weekday } from './paris-time.ts';

/** An hour and its unit never part at the end of a line. */
const NBSP = '\u00a0';

/** Monday first, as `weekday` counts. */
export const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const;

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const;

/** An instant, or a day of Paris already known. */
type DayOrInstant = Date | Day;

/**
 * "mardi 24 novembre". The year is said when it is not the year of `today`, and always when no
 * `today` is given: a paper kept in a drawer must not lie a year later.
 */
export function sayDay(when: DayOrInstant, today?: DayOrInstant): string {
  const day = dayOf(when);
  return `${WEEKDAYS[weekday(day) - 1]} ${dayAndMonth(day)}${yearIfNeeded(day, today)}`;
}

/** "24 novembre 2026": a date without its weekday, for terms and birthdays of papers. */
export function sayDate(when: DayOrInstant, today?: DayOrInstant): string {
  const day = dayOf(when);
  return `${dayAndMonth(day)}${yearIfNeeded(day, today)}`;
}

/** "mardi 24 novembre à 14 h", "mardi 24 novembre à 9 h 30". */
export function sayMoment(at: Date, today?: DayOrInstant): string {
  return `${sayDay(at, today)} à ${sayTime(at)}`;
}

/** "14 h", "9 h 30", from an instant or a wall time 'HH:MM'. */
export function sayTime(when: Date | string): string {
  const { hour, minute } = typeof when === 'string' ? wallTime(when) : parisClock(when);
  return minute === 0 ? `${hour}${NBSP}h` : `${hour}${NBSP}h${NBSP}${String(minute).padStart(2, '0')}`;
}

/** "de 14 h à 16 h", from two instants or two wall times. */
export function saySpan(start: Date | string, end: Date | string): string {
  return `de ${sayTime(start)} à ${sayTime(end)}`;
}

/** "mardi 24 novembre de 14 h à 16 h". */
export function sayMomentSpan(start: Date, end: Date, today?: DayOrInstant): string {
  return `${sayDay(start, today)} ${saySpan(start, end)}`;
}

/** "du 23 au 29 novembre", "du 30 novembre au 6 décembre", with the year under the rule of `sayDay`. */
export function sayDays(first: Day, last: Day, today?: DayOrInstant): string {
  const [sameYear, sameMonth] = [first.slice(0, 4) === last.slice(0, 4), first.slice(0, 7) === last.slice(0, 7)];
  const start = sameMonth ? dayNumber(first) : `${dayAndMonth(first)}${sameYear ? '' : ` ${first.slice(0, 4)}`}`;
  return `du ${start} au ${dayAndMonth(last)}${yearIfNeeded(last, today)}`;
}

/** "novembre 2026". */
export function sayMonth(month: Month): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
}

/** "45 minutes", "2 heures", "1 heure 30". */
export function sayDuration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  if (hours === 0) return plural(rest, 'minute');
  return rest === 0 ? plural(hours, 'heure') : `${plural(hours, 'heure')} ${String(rest).padStart(2, '0')}`;
}

/** How far a day is from today: "aujourd’hui", "demain", "dans 3 jours", "il y a 2 semaines". */
export function sayRelativeDay(when: DayOrInstant, today: DayOrInstant): string {
  const n = daysBetween(dayOf(today), dayOf(when));
  if (n === 0) return 'aujourd’hui';
  if (n === 1) return 'demain';
  if (n === 2) return 'après-demain';
  if (n === -1) return 'hier';
  if (n === -2) return 'avant-hier';
  const far = Math.abs(n);
  const words = far < 14 ? `${far} jours` : far < 60 ? `${Math.round(far / 7)} semaines` : sayMonths(far);
  return n > 0 ? `dans ${words}` : `il y a ${words}`;
}

/** How long ago something happened: "à l’instant", "il y a 5 minutes", "hier", "il y a 3 jours". */
export function sayAgo(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return 'à l’instant';
  if (minutes < 60) return `il y a ${plural(minutes, 'minute')}`;
  if (parisDay(at) === parisDay(now)) return `il y a ${plural(Math.floor(minutes / 60), 'heure')}`;
  return sayRelativeDay(at, now);
}

/** The same words with a capital letter, to open a line: "Mardi 24 novembre à 14 h". */
export function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase('fr') + words.slice(1);
}

function dayOf(when: DayOrInstant): Day {
  return typeof when === 'string' ? when : parisDay(when);
}

function wallTime(time: string): { hour: number; minute: number } {
  return { hour: Number(time.slice(0, 2)), minute: Number(time.slice(3, 5)) };
}

function dayNumber(day: Day): string {
  const n = Number(day.slice(8, 10));
  return n === 1 ? '1er' : String(n);
}

function dayAndMonth(day: Day): string {
  return `${dayNumber(day)} ${MONTHS[Number(day.slice(5, 7)) - 1]}`;
}

function yearIfNeeded(day: Day, today: DayOrInstant | undefined): string {
  const year = day.slice(0, 4);
  return today !== undefined && dayOf(today).slice(0, 4) === year ? '' : ` ${year}`;
}

function plural(n: number, word: string): string {
  return `${n} ${word}${n > 1 ? 's' : ''}`;
}

function sayMonths(days: number): string {
  const months = Math.round(days / 30.44);
  if (months < 12) return `${months} mois`;
  return plural(Math.floor(months / 12), 'an');
}
