import { WEEKDAYS } from '#app/calendar/rules/french-dates.ts';
import { type OpeningDay, saySpanOf } from '#app/directory/rules/opening-hours.ts';

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
