import { capital, saySpan, WEEKDAYS } from '#app/calendar/rules/french-dates.ts';

/** A span of opening, wall times 'HH:MM'. */
export interface OpeningSpan {
  readonly from: string;
  readonly to: string;
}

interface OpeningWeekProps {
  /** Monday first, seven lists; an empty one is a closed day. */
  readonly days: readonly (readonly OpeningSpan[])[];
  /** 1 for Monday to 7 for Sunday. */
  readonly today?: number;
}

/** When a place is open, one line a day; today stands out, in words too. */
export function OpeningWeek({ days, today }: OpeningWeekProps) {
  return (
    <table className="week">
      <caption className="visually-hidden">Heures d’ouverture, jour par jour</caption>
      <tbody>
        {WEEKDAYS.map((name, i) => (
          <tr key={name} className={today === i + 1 ? 'today' : undefined}>
            <th scope="row">
              {capital(name)}
              {today === i + 1 && <span className="hint"> aujourd’hui</span>}
            </th>
            <td>{sayOpening(days[i] ?? [])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sayOpening(spans: readonly OpeningSpan[]): string {
  return spans.length === 0 ? 'Fermé' : spans.map(({ from, to }) => saySpan(from, to)).join(', ');
}
