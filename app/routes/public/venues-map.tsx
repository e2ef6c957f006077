import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useNavigate } from '@remix-run/react';
import { type ReactNode, useState } from 'react';
import { listVenues, type VenueShown } from '#app/directory/list-venues.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { frameOf, type VenueSearch, venueSearchParams } from '#app/directory/rules/search.ts';
import { resultTitle } from '#app/directory/texts.fr.ts';
import { backgroundTiers } from '#app/platform/background-tiles.ts';
import directoryStyles from '#app/styles/directory.css?url';
import { Icon } from '#app/ui/components/icons.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import mapStyles from '#app/ui/map/map.css?url';
import { NearMe } from '#app/ui/map/near-me.tsx';
import { VenueMap } from '#app/ui/map/venue-map.tsx';
import type { VenueSpot } from '#app/ui/map/venue-points.ts';
import { VenueCard } from './venues-card.tsx';
import { NoVenue } from './venues-none.tsx';
import { PassingVenues } from './venues-passing.tsx';
import { PlaceNotice } from './venues-place.tsx';
import { VenueSearchForm } from './venues-search-form.tsx';
import { UnderstoodNotice } from './venues-understood.tsx';

/** The one public page that ships a script: the drawing of the map. */
export const handle = { scripts: true };

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: directoryStyles },
  { rel: 'stylesheet', href: mapStyles },
];

export const meta: MetaFunction = () =>
  pageMeta('La carte des lieux', 'Les lieux où quelqu’un vous aide avec le numérique, sur une carte.');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const search = parseVenueSearch(new URL(request.url).searchParams);
  const { env } = context.services;
  const list = await listVenues(context.services, search);
  const place = list.place.kind === 'found' ? list.place.place.position : null;
  return { search, list, frame: frameOf(search, place), tiers: backgroundTiers(env), territory: env.TERRITORY_NAME };
}

export default function VenuesMap() {
  const { search, list, frame, tiers, territory } = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const [highlighted, setHighlighted] = useState<VenueSpot | null>(null);
  const hrefOf = (over: Partial<VenueSearch>) => address('/lieux/carte', search, over);
  const query = address('', search);
  return (
    <PublicLayout>
      <PageHeader title="La carte des lieux">
        <a className="btn quiet" href={address('/lieux', search)}>
          <Icon name="table" />
          Voir la liste seule
        </a>
      </PageHeader>
      <VenueSearchForm
        key={query}
        search={search}
        territory={territory}
        action="/lieux/carte"
        besidePlace={<NearMe onFound={(near) => navigate(hrefOf({ near, bounds: null }))} />}
      />
      <div className="map-page">
        <section className="map-side" aria-label="Carte">
          <a className="skip-map" href="#resultats">
            Passer la carte et aller à la liste
          </a>
          <noscript>
            <p className="notice">La carte demande JavaScript. La liste dit tout sans elle.</p>
          </noscript>
          <VenueMap
            tiers={tiers}
            query={query}
            frame={frame}
            highlighted={highlighted}
            onSearchHere={(bounds) => navigate(hrefOf({ bounds, near: '', at: null }), { preventScrollReset: true })}
          />
        </section>
        <section id="resultats" className="results" aria-labelledby="titre-resultats" tabIndex={-1}>
          <h2 id="titre-resultats">{resultTitle(list, search, territory)}</h2>
          <UnderstoodNotice search={search} understood={list.understood} action="/lieux/carte" />
          <PlaceNotice place={list.place} />
          {list.suggestions !== null && <NoVenue search={search} suggestions={list.suggestions} />}
          <PassingVenues passing={list.passing} today={list.today} />
          <ul className="map-list">
            {list.venues.map((venue) => (
              <Spotlit key={venue.id} venue={venue} onSpot={setHighlighted}>
                <VenueCard venue={venue} outside={!venue.inTerritory} territory={territory} today={list.today} />
              </Spotlit>
            ))}
          </ul>
          <Pagination page={search.page} pages={list.pages} hrefOf={(page) => hrefOf({ page })} />
        </section>
      </div>
    </PublicLayout>
  );
}

interface SpotlitProps {
  readonly venue: VenueShown;
  readonly onSpot: (spot: VenueSpot | null) => void;
  readonly children: ReactNode;
}

/** A venue of the list; its point is ringed on the map while it has the attention. */
function Spotlit({ venue, onSpot, children }: SpotlitProps) {
  const on = () => onSpot(spotOf(venue));
  const off = () => onSpot(null);
  return (
    <li onFocus={on} onBlur={off} onMouseEnter={on} onMouseLeave={off}>
      {children}
    </li>
  );
}

function spotOf({ slug, lat, lon }: VenueShown): VenueSpot | null {
  return lat === null || lon === null ? null : { slug, lat, lon };
}

function address(path: string, search: VenueSearch, over: Partial<VenueSearch> = {}): string {
  const params = venueSearchParams(search, over).toString();
  return params === '' ? path : `${path}?${params}`;
}
