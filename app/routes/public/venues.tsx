import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listVenues } from '#app/directory/list-venues.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { venueSearchParams } from '#app/directory/rules/search.ts';
import { resultTitle } from '#app/directory/texts.fr.ts';
import directoryStyles from '#app/styles/directory.css?url';
import { Icon } from '#app/ui/components/icons.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { shareMeta } from '#app/ui/layout/share-meta.ts';
import { VenueCard } from './venues-card.tsx';
import { NoVenue } from './venues-none.tsx';
import { PassingVenues } from './venues-passing.tsx';
import { PlaceNotice } from './venues-place.tsx';
import { VenueSearchForm } from './venues-search-form.tsx';
import { UnderstoodNotice } from './venues-understood.tsx';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: directoryStyles }];

export const meta: MetaFunction = ({ matches }) =>
  shareMeta(matches, {
    path: '/lieux',
    title: 'Les lieux',
    description:
      'Trouvez près de chez vous un lieu où quelqu’un vous aide avec Internet, l’ordinateur ou le téléphone.',
  });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = parseVenueSearch(new URL(request.url).searchParams);
  const list = await listVenues(context.services, search);
  return { search, list, territory: context.services.env.TERRITORY_NAME };
}

export default function Venues() {
  const { search, list, territory } = useLoaderData<typeof loader>();
  const mapHref = `/lieux/carte?${venueSearchParams(search)}`.replace(/\?$/, '');
  const hrefOf = (page: number) => `/lieux?${venueSearchParams(search, { page })}#resultats`;
  return (
    <PublicLayout>
      <PageHeader
        title="Les lieux"
        lead="Près de chez vous, quelqu’un vous aide avec Internet, l’ordinateur ou le téléphone."
      >
        <a className="btn quiet" href={mapHref}>
          <Icon name="pin" />
          Voir sur la carte
        </a>
      </PageHeader>
      <VenueSearchForm search={search} territory={territory} action="/lieux" />
      <section id="resultats" className="results" aria-labelledby="titre-resultats">
        <h2 id="titre-resultats">{resultTitle(list, search, territory)}</h2>
        <UnderstoodNotice search={search} understood={list.understood} action="/lieux" />
        <PlaceNotice place={list.place} />
        {list.partly && (
          <Notice>
            <p>Aucun lieu ne répond à tous vos mots. Voici ceux qui répondent à une partie.</p>
          </Notice>
        )}
        {list.suggestions !== null && <NoVenue search={search} suggestions={list.suggestions} />}
        {list.total > 0 && list.venues.length === 0 && (
          <p>
            Cette page de la liste n’existe pas. <a href={hrefOf(1)}>Revenez à la première page.</a>
          </p>
        )}
        <PassingVenues passing={list.passing} today={list.today} />
        <ul className="cards">
          {list.venues.map((venue) => (
            <li key={venue.id}>
              <VenueCard venue={venue} outside={!venue.inTerritory} territory={territory} today={list.today} />
            </li>
          ))}
        </ul>
        <Pagination page={search.page} pages={list.pages} hrefOf={hrefOf} />
      </section>
    </PublicLayout>
  );
}
