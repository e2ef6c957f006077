import { capital } from '#app/calendar/rules/french-dates.ts';
import { HOLIDAY_NOTE, type OpeningDay, saySpanOf } from '#app/directory/rules/opening-hours.ts';

/** When a place is open, one line a day; today stands out, in words too. */
export function OpeningWeek({ days }: { days: readonly OpeningDay[] }) {
  return (
    <table className="week">
      <caption className="visually-hidden">Heures d’ouverture, jour par jour</caption>
      <tbody>
        {days.map((day) => (
          <tr key={day.day} className={day.today ? 'today' : undefined}>
            <th scope="row">
              {capital(day.name)}
              {day.today && <span className="hint"> aujourd’hui</span>}
              {day.holiday && <span className="hint"> jour férié</span>}
            </th>
            <td>{sayOpening(day)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sayOpening({ spans }: OpeningDay): string {
  if (spans.length === 0) return 'Fermé';
  return spans
    .map((span) =>
      span.note === null || span.note === HOLIDAY_NOTE ? saySpanOf(span) : `${saySpanOf(span)} (${span.note})`,
    )
    .join(', ');
}
