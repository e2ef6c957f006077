import { fullName } from '#app/partners/texts.fr.ts';
import { sayKnown } from '#app/routes/partner/texts.fr.ts';
import type { KnownPerson } from './screen.ts';

interface PersonSearchProps {
  readonly words: string;
  readonly found: readonly KnownPerson[];
  readonly today: string;
}

/** Somebody who came before is found again instead of being written down twice. */
export function PersonSearch({ words, found, today }: PersonSearchProps) {
  return (
    <section className="again" aria-label="Retrouver une personne">
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is younger than some of the desks' browsers */}
      <form method="get" action="/partenaire/orienter" role="search">
        <label htmlFor="chercher">
          Déjà venue&nbsp;? <span className="hint">son nom, ou une partie</span>
        </label>
        <div className="one-line">
          <input id="chercher" name="chercher" type="search" defaultValue={words} maxLength={100} autoComplete="off" />
          <button type="submit" className="btn quiet">
            Retrouver
          </button>
        </div>
      </form>
      {words !== '' && (
        <p role="status">
          {found.length === 0
            ? `Personne de ce nom parmi celles que vous suivez. Remplissez ci-dessous.`
            : found.length === 1
              ? 'Une personne lui ressemble. Choisissez-la, ou remplissez ci-dessous.'
              : `${found.length} personnes lui ressemblent. Choisissez la bonne, ou remplissez ci-dessous.`}
        </p>
      )}
      {found.length > 0 && (
        <ul className="rows">
          {found.map((person) => (
            <li key={person.id}>
              <span>
                <b>{fullName(person)}</b>
                <span className="hint">{sayKnown(person, today)}</span>
              </span>
              <a className="btn quiet" href={`/partenaire/orienter?personne=${person.id}`}>
                C’est elle<span className="visually-hidden">&nbsp;: {fullName(person)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
