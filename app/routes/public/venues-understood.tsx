import type { Understood } from '#app/directory/list-venues.ts';
import { type VenueSearch, venueSearchParams } from '#app/directory/rules/search.ts';
import { listWords, PUBLIC_WORDS } from '#app/directory/texts.fr.ts';

interface UnderstoodNoticeProps {
  readonly search: VenueSearch;
  readonly understood: Understood | null;
  readonly action: '/lieux' | '/lieux/carte';
}

/** What was read in a person's words, and how to say it otherwise: a guess is never silent. */
export function UnderstoodNotice({ search, understood, action }: UnderstoodNoticeProps) {
  if (understood === null) return null;
  const href = (over: Partial<VenueSearch>) => `${action}?${venueSearchParams(search, over)}`;
  const { place, needs, withoutPlace, guessed } = understood;
  const changes = [
    ...(place === null ? [] : [{ words: `Sans le lieu «\u00a0${place}\u00a0»`, href: href({ q: withoutPlace }) }]),
    ...(needs.length > 1
      ? needs.map(({ typed }) => ({
          words: `Sans «\u00a0${typed.join(' ')}\u00a0»`,
          href: href({ q: without(search.q, typed) }),
        }))
      : []),
    ...(needs.length > 0 || place !== null
      ? [{ words: 'Chercher ces mots exactement', href: href({ exact: true }) }]
      : []),
  ];
  return (
    <div className="understood">
      <p>
        {sentence(understood)}
        {guessed && ' Aucun nom n’est écrit exactement ainsi : voici ce qui y ressemble.'}
      </p>
      {changes.length > 0 && (
        <ul className="chips" aria-label="Changer ce que nous avons compris">
          {changes.map((change) => (
            <li key={change.words}>
              <a className="chip" href={change.href}>
                {change.words}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function sentence({ needs, words, place, pass, wheelchair, public: audience }: Understood): string {
  const things = [...needs.map(({ name }) => name), ...words.map((word) => `«\u00a0${word}\u00a0»`)];
  const where = place === null ? '' : `près de ${place}`;
  const also = [
    pass ? 'qui accepte le pass' : '',
    wheelchair ? 'accessible en fauteuil' : '',
    audience === null ? '' : `pour\u00a0: ${(PUBLIC_WORDS[audience] ?? audience).toLowerCase()}`,
  ].filter((part) => part !== '');
  const what = things.length > 0 ? listWords(things) : 'un lieu';
  return `Vous cherchez\u00a0: ${[what, where, ...also].filter((part) => part !== '').join(', ')}.`;
}

/** The question without some of its words. */
function without(q: string, typed: readonly string[]): string {
  const gone = new Set(typed);
  return q
    .split(/\s+/)
    .filter((piece) => !gone.has((piece.match(/[\p{L}\p{N}]+/u) ?? [''])[0]))
    .join(' ');
}
