import { filterCount, type VenueSearch, venueSearchParams } from '#app/directory/rules/search.ts';
import type { Choice, Suggestions } from '#app/directory/suggest-venues.ts';
import { CHOICE_WORDS, countVenuesWords, phoneWords } from '#app/directory/texts.fr.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayDistance } from '#app/ui/components/figures.ts';

interface NoVenueProps {
  readonly search: VenueSearch;
  readonly suggestions: Suggestions;
}

const WITHOUT = {
  services: { services: [] },
  public: { public: null },
  pass: { pass: false },
  open: { open: false },
  accessible: { accessible: false },
} as const satisfies Record<Choice, Partial<VenueSearch>>;
const NO_FILTER: Partial<VenueSearch> = Object.assign({}, ...Object.values(WITHOUT));

/** Nothing found: what to change, with what each change would bring. */
export function NoVenue({ search, suggestions }: NoVenueProps) {
  const { wider, withoutFilters, withoutOne, fewerWords, spellings, everywhere, nearest, call } = suggestions;
  const href = (over: Partial<VenueSearch>) => `/lieux?${venueSearchParams(search, over)}`;
  return (
    <EmptyState icon="pin" title="Pas encore de lieu pour cette recherche">
      {search.accessible && (
        <p>Peu de lieux disent s’ils sont accessibles en fauteuil. Téléphonez au lieu qui vous intéresse.</p>
      )}
      <p className="acts">
        {wider !== null && (
          <a className="btn" href={href({ radiusKm: wider.radiusKm })}>
            Chercher à {wider.radiusKm}&nbsp;km ({countVenuesWords(wider.count)})
          </a>
        )}
        {withoutFilters !== null && (
          <a className="btn quiet" href={href({ ...NO_FILTER, radiusKm: withoutFilters.radiusKm })}>
            Enlever {filterCount(search) > 1 ? 'les choix' : 'le choix'}
            {withoutFilters.radiusKm > search.radiusKm && ` et chercher à ${withoutFilters.radiusKm}\u00a0km`} (
            {countVenuesWords(withoutFilters.count)})
          </a>
        )}
        {everywhere > 0 && (
          <a className="btn quiet" href={href({ everywhere: true })}>
            Chercher plus loin ({countVenuesWords(everywhere)})
          </a>
        )}
        <a className="btn quiet" href="/lieux">
          Voir tous les lieux
        </a>
      </p>
      <WithoutOne withoutOne={withoutOne} href={href} />
      <OtherWords spellings={spellings} fewerWords={fewerWords} href={href} />
      {call !== null && (
        <p>
          Vous pouvez aussi demander à quelqu’un&nbsp;: <a href={`/lieux/${call.slug}`}>{call.name}</a> ({call.commune}
          ), <a href={`tel:${call.phone}`}>{phoneWords(call.phone)}</a>.
        </p>
      )}
      {nearest.length > 0 && (
        <div>
          <h3>Les lieux les plus proches</h3>
          <ul className="plain-list">
            {nearest.map(({ slug, name, commune, distanceM }) => (
              <li key={slug}>
                <a href={`/lieux/${slug}`}>{name}</a>, {commune}, à {sayDistance(distanceM)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </EmptyState>
  );
}

interface WithoutOneProps extends Pick<Suggestions, 'withoutOne'> {
  readonly href: (over: Partial<VenueSearch>) => string;
}

/** The same with one of several choices taken away. */
function WithoutOne({ withoutOne, href }: WithoutOneProps) {
  if (withoutOne.length === 0) return null;
  return (
    <ul className="plain-list">
      {withoutOne.map(({ choice, count }) => (
        <li key={choice}>
          <a href={href(WITHOUT[choice])}>
            Chercher sans {CHOICE_WORDS[choice]} ({countVenuesWords(count)})
          </a>
        </li>
      ))}
    </ul>
  );
}

interface OtherWordsProps extends Pick<Suggestions, 'spellings' | 'fewerWords'> {
  readonly href: (over: Partial<VenueSearch>) => string;
}

/** The same question otherwise written, or with one thing less. */
function OtherWords({ spellings, fewerWords, href }: OtherWordsProps) {
  if (spellings.length + fewerWords.length === 0) return null;
  return (
    <ul className="plain-list">
      {spellings.map(({ q, count }) => (
        <li key={q}>
          Vouliez-vous écrire <a href={href({ q })}>«&nbsp;{q}&nbsp;»</a> ({countVenuesWords(count)})&nbsp;?
        </li>
      ))}
      {fewerWords.map(({ q, without, count }) => (
        <li key={without}>
          <a href={href({ q })}>
            Chercher sans «&nbsp;{without}&nbsp;» ({countVenuesWords(count)})
          </a>
        </li>
      ))}
    </ul>
  );
}
