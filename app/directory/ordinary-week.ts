import { WEEKDAYS } from '#app/calendar/rules/french-dates.ts';
import { type OpeningDay, saySpanOf } from './rules/opening-hours.ts';
import { openingOf, type ToldHours } from './venue-opening.ts';

const WEEKS_TRIED = 4;
const WEEK_MS = 7 * 86_400_000;

/**
 * What hours say of an ordinary week, in French and in few lines: the next week without a public holiday, closures
 * left out. Null when no program reads them: what the venue wrote in words, if anything, is all there is.
 */
export function ordinaryWeek(openingHours: string, now: Date): string[] | null {
  for (let week = 0; week < WEEKS_TRIED; week += 1) {
    const opening = openingOf({ openingHours }, new Date(now.getTime() + week * WEEK_MS));
    if (opening?.kind !== 'week') return null;
    if (!opening.days.some(({ holiday }) => holiday)) return weekWords(opening.days);
  }
  return [];
}

/** The same in one line, with what no program reads said as such; null when nothing was told. */
export function hoursInWords(
  { openingHours, hoursText = null }: Omit<ToldHours, 'closures'>,
  now: Date,
): string | null {
  if (openingHours === null) return hoursText;
  const week = ordinaryWeek(openingHours, now);
  if (week === null) return hoursText ?? 'des horaires que nous ne savons pas lire';
  return week.length === 0 ? 'jamais ouvert dans la semaine' : week.join(' ; ');
}

/** The hours of an ordinary week in few lines: « lundi au vendredi : 9 h à 12 h ». Closed days are left out. */
export function weekWords(days: readonly OpeningDay[]): string[] {
  const said = days.map(({ spans }) =>
    spans.map((span) => (span.note === null ? saySpanOf(span) : `${saySpanOf(span)} (${span.note})`)).join(', '),
  );
  const lines: string[] = [];
  for (let first = 0; first < said.length; ) {
    let last = first;
    while (said[last + 1] === said[first]) last += 1;
    if (said[first] !== '') lines.push(`${dayWords(first, last)}\u00a0: ${said[first]}`);
    first = last + 1;
  }
  return lines;
}

function dayWords(first: number, last: number): string {
  if (first === last) return WEEKDAYS[first] ?? '';
  return `${WEEKDAYS[first]} ${last === first + 1 ? 'et' : 'au'} ${WEEKDAYS[last]}`;
}
