import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { capital, sayDay } from '#app/calendar/rules/french-dates.ts';
import { findPlace } from '#app/directory/find-place.ts';
import sessionStyles from '#app/styles/sessions.css?url';
import { catalogueTitle } from '#app/training/catalogue.fr.ts';
import { listSessions } from '#app/training/list-sessions.ts';
import { parseSessionSearch, sessionSearchParams } from '#app/training/rules/search.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { SessionCard } from '#app/ui/components/session-card.tsx';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { shareMeta } from '#app/ui/layout/share-meta.ts';
import { looserLink, NoSession } from './sessions-none.tsx';
import { SessionSearchForm } from './sessions-search-form.tsx';
import { PlaceNotice } from './venues-place.tsx';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: sessionStyles }];

export const meta: MetaFunction = ({ matches }) =>
  shareMeta(matches, {
    path: '/ateliers',
    title: 'Les ateliers',
    description:
      'Les prochains ateliers près de chez vous : ordinateur, téléphone, Internet, démarches. Réservez votre place.',
  });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = parseSessionSearch(new URL(request.url).searchParams);
  const place = await context.services.db.read((tx) => findPlace(tx, search));
  const list = await listSessions(context.services, search, place.kind === 'found' ? place.place.position : null);
  const { looser, ...shown } = list;
  return { search, place, list: shown, looser: looser.map(({ over, count }) => looserLink(search, over, count)) };
}

export default function Sessions() {
  const { search, place, list, looser } = useLoaderData<typeof loader>();
  const around = place.kind === 'found' ? (place.place.precision === 'browser' ? 'vous' : place.place.name) : null;
  const hrefOf = (page: number) => `/ateliers?${sessionSearchParams(search, { page })}#resultats`;
  return (
    <PublicLayout>
      <PageHeader
        title="Les ateliers"
        lead="En petit groupe, avec quelqu’un qui vous montre. Choisissez, puis réservez votre place."
      />
      <SessionSearchForm search={search} today={list.today} />
      <section id="resultats" className="results" aria-labelledby="titre-resultats">
        <p id="titre-resultats" className="lead">
          {catalogueTitle(list.total, search, around)}
        </p>
        <PlaceNotice place={place} />
        {list.total === 0 && <NoSession looser={looser} />}
        {list.total > 0 && list.days.length === 0 && (
          <p>
            Cette page de la liste n’existe pas. <a href={hrefOf(1)}>Revenez à la première page.</a>
          </p>
        )}
        {list.days.map(({ day, sessions }) => (
          <section key={day} className="day" aria-labelledby={`jour-${day}`}>
            <h2 id={`jour-${day}`}>{capital(sayDay(day, list.today))}</h2>
            <ul className="cards">
              {sessions.map(({ venue, ...session }) => (
                <li key={session.id}>
                  <SessionCard
                    session={{ ...session, venueName: venue.name, commune: venue.commune }}
                    today={list.today}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
        <Pagination page={search.page} pages={list.pages} hrefOf={hrefOf} />
      </section>
    </PublicLayout>
  );
}
