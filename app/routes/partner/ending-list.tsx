import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { phoneWords } from '#app/directory/texts.fr.ts';
import { fullName, sayPasses, shortName } from '#app/partners/texts.fr.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import type { EndingRow } from '#db/queries/expiry.ts';

/** How soon passes must end for an agent to hear of it, in days. */
export const ENDING_DAYS = 30;

interface EndingProps {
  readonly rows: readonly EndingRow[];
  readonly total: number;
  readonly now: Date;
}

/** On the desk: the people whose passes end soon. Nothing when there is nobody. */
export function Ending({ rows, total, now }: EndingProps) {
  if (total === 0) return null;
  return (
    <section aria-labelledby="fin">
      <h2 id="fin">{total === 1 ? 'Cette personne a' : 'Ces personnes ont'} des pass qui se terminent bientôt</h2>
      <EndingList rows={rows} now={now} />
      <p>
        <a href="/partenaire/fin-de-validite">
          {total > rows.length ? `Voir les ${total} personnes, et imprimer la liste` : 'Imprimer cette liste'}
        </a>
      </p>
    </section>
  );
}

/** Who, how many passes, until when, and how to tell them. */
export function EndingList({ rows, now }: Pick<EndingProps, 'rows' | 'now'>) {
  return (
    <ul className="rows">
      {rows.map((row) => (
        <li key={row.holderId}>
          <span>
            <a href={`/partenaire/personnes/${row.holderId}`}>
              <b>{shortName(row)}</b>
            </a>{' '}
            <Tag look="pass">{sayPasses(row.passes)}</Tag>
            <span className="hint">
              jusqu’au {sayDate(row.lastDay, now)}
              {row.byLetter && ' · ni téléphone ni e-mail : à prévenir de vive voix ou par lettre'}
            </span>
          </span>
          {row.phone === null ? (
            <a className="btn quiet no-print" href={`/partenaire/personnes/${row.holderId}/code`}>
              Imprimer<span className="visually-hidden"> le code de {fullName(row)}</span>
            </a>
          ) : (
            <a className="btn quiet" href={`tel:${row.phone}`}>
              <span className="visually-hidden">Appeler {fullName(row)} au </span>
              {phoneWords(row.phone)}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
