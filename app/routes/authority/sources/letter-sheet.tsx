import { sayDate } from '#app/calendar/rules/french-dates.ts';
import type { WrittenLetter } from '#app/upkeep/write-letter.ts';

interface LetterSheetProps {
  readonly letter: WrittenLetter;
  readonly today: string;
  readonly territory: string;
}

/** One letter, one A4 sheet: its address stands where the window of an envelope is. */
export function LetterSheet({ letter, today, territory }: LetterSheetProps) {
  return (
    <article className="letter" aria-label={`Lettre à ${letter.name}`}>
      <p className="letter-from">
        {territory}
        <br />
        Médiation numérique
      </p>
      <address>
        {letter.address.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
      <div className="letter-body">
        <p>Le {sayDate(today)}</p>
        <h3>Votre fiche est-elle toujours exacte&nbsp;?</h3>
        <p>Bonjour,</p>
        <p>
          Des personnes viennent chez vous grâce à votre fiche dans l’annuaire de la médiation numérique. Personne ne
          l’a confirmée depuis six mois. Voici ce qu’elle dit&nbsp;:
        </p>
        <dl>
          {letter.facts.map(([label, words]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <Answer letter={letter} />
        <p>
          <b>Quelque chose a changé&nbsp;?</b> Votre équipe corrige la fiche depuis son espace, sur{' '}
          <span className="letter-site">{letter.space}</span>. Personne n’est à l’aise avec Internet chez vous&nbsp;?
          Répondez-nous par courrier, nous corrigerons.
        </p>
        <p>Merci,</p>
        <p>La {territory}</p>
      </div>
    </article>
  );
}

/** How to say that all is right: a drawing for those who have a telephone, a code for those who type. */
function Answer({ letter }: { readonly letter: WrittenLetter }) {
  return (
    <div className="letter-answer">
      <div
        className="letter-qr"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us from our own address
        dangerouslySetInnerHTML={{ __html: letter.drawing }}
      />
      <div>
        <p>
          <b>Tout est juste&nbsp;?</b> Dites-le en un geste, sans compte&nbsp;: photographiez ce carré avec un
          téléphone.
        </p>
        {letter.code !== null && (
          <>
            <p>
              Ou bien allez sur <b className="letter-site">{letter.site}</b> et tapez ce code&nbsp;:
            </p>
            <p className="letter-code">{letter.code}</p>
          </>
        )}
        <p>Jusqu’au {sayDate(letter.until)}.</p>
      </div>
    </div>
  );
}
