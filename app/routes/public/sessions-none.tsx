import { countSessionsWords, looserWords } from '#app/training/catalogue.fr.ts';
import { type SessionSearch, sessionSearchParams } from '#app/training/rules/search.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';

/** The way to a search that finds something. */
interface LooserLink {
  readonly href: string;
  readonly words: string;
}

/** The link to a search without one of its demands. */
export function looserLink(search: SessionSearch, over: Partial<SessionSearch>, count: number): LooserLink {
  const params = sessionSearchParams(search, over).toString();
  return {
    href: params === '' ? '/ateliers' : `/ateliers?${params}`,
    words: `${looserWords(over)}\u00a0: ${countSessionsWords(count)}`,
  };
}

/** Nothing found: the same search without one of its demands, when that finds something. */
export function NoSession({ looser }: { readonly looser: readonly LooserLink[] }) {
  return (
    <EmptyState icon="calendar" title="Nous n’avons pas d’atelier comme cela pour le moment.">
      {looser.length > 0 && <p>Essayez autrement&nbsp;:</p>}
      <p className="acts">
        {looser.map(({ href, words }) => (
          <a key={href} className="btn quiet" href={href}>
            {words}
          </a>
        ))}
        <a className={looser.length > 0 ? 'btn quiet' : 'btn'} href="/lieux">
          Chercher un lieu qui aide sans rendez-vous
        </a>
      </p>
    </EmptyState>
  );
}
