import { capital, sayDay } from '#app/calendar/rules/french-dates.ts';
import { sayEuros } from '#app/passes/rules/money.ts';
import { Icon } from '#app/ui/components/icons.tsx';
import { sayPeople } from './texts.fr.ts';

interface VenueWord {
  readonly venueId: string;
  readonly name: string;
  readonly word: string;
  /** Whether a session is held there today: otherwise nobody needs the word. */
  readonly held: boolean;
}

/** The four digits shown today in each venue; those of venues without a session today are folded away. */
export function DayWords({ words }: { words: readonly VenueWord[] }) {
  const shown = words.filter(({ held }) => held);
  const others = words.filter(({ held }) => !held);
  return (
    <section aria-labelledby="word">
      <h2 id="word">Les quatre chiffres du jour</h2>
      {shown.length > 0 && (
        <p>Affichez-les&nbsp;: avec eux, les personnes inscrites disent «&nbsp;je suis là&nbsp;».</p>
      )}
      {shown.map((venue) => (
        <Word key={venue.venueId} venue={venue} named={words.length > 1} />
      ))}
      {shown.length === 0 && <p>Pas d’atelier aujourd’hui&nbsp;: vous n’en avez pas besoin.</p>}
      {others.length > 0 && (
        <details>
          <summary>{shown.length === 0 ? 'Les voir quand même' : 'Vos autres lieux'}</summary>
          {others.map((venue) => (
            <Word key={venue.venueId} venue={venue} named={words.length > 1} />
          ))}
        </details>
      )}
    </section>
  );
}

function Word({ venue, named }: { venue: VenueWord; named: boolean }) {
  return (
    <div className="word">
      {named && <p>{venue.name}</p>}
      <p className="digits">{venue.word}</p>
      <a href={`/espace-lieu/affiche?lieu=${venue.venueId}`}>
        <Icon name="print" size={20} /> L’affiche à imprimer
      </a>
    </div>
  );
}

interface NextStepsProps {
  readonly unmarked: readonly { day: string; people: number }[];
  readonly today: string;
  readonly owedCents: bigint;
}

/** What waits for the venue. */
export function NextSteps({ unmarked, today, owedCents }: NextStepsProps) {
  return (
    <section aria-labelledby="next">
      <h2 id="next">À faire</h2>
      <ul className="todo">
        {unmarked.map(({ day, people }) => (
          <li key={day}>
            <a href={`/espace-lieu/jour/${day}`}>{capital(sayDay(day, today))}</a>
            <span className="hint">
              {sayPeople(people)} à noter&nbsp;: sans cela,{' '}
              {people === 1 ? 'son pass ne vous est pas dû' : 'leurs pass ne vous sont pas dus'}
            </span>
          </li>
        ))}
        <li>
          <a href="/espace-lieu/encaisser">Encaisser un pass</a>
          <span className="hint">pour une personne venue sans réservation</span>
        </li>
        <li>
          <a href="/espace-lieu/remboursements">On vous doit {sayEuros(owedCents)}</a>
          <span className="hint">voir le détail, mois par mois</span>
        </li>
      </ul>
    </section>
  );
}
