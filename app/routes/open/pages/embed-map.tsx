import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useState } from 'react';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { frameOf } from '#app/directory/rules/search.ts';
import { backgroundTiers } from '#app/platform/background-tiles.ts';
import embedStyles from '#app/styles/embed.css?url';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import mapStyles from '#app/ui/map/map.css?url';
import { VenueMap } from '#app/ui/map/venue-map.tsx';
import { stampOfVenues } from '#db/queries/open-venues.ts';
import { askedCommune, centreOf } from './commune.ts';
import { EmbedFrame, embedTitle } from './embed-parts.tsx';

/** The drawing of the map asks for a script; the list beside it (/integrer/lieux) does not. */
export const handle = { scripts: true };

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: embedStyles },
  { rel: 'stylesheet', href: mapStyles },
];

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  ...pageMeta(loaded === undefined ? 'Commune inconnue' : `La carte des lieux, ${loaded.commune.name}`),
  { name: 'robots', content: 'noindex' },
];

const RADIUS_KM = 5;

/** GET /integrer/carte?commune=69266: the map that a commune's site shows in its own page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, clock, env } = context.services;
  const commune = askedCommune(request);
  if (commune === null) throw data({ message: 'Il faut le code INSEE d’une commune, comme 69266.' }, { status: 404 });
  const now = clock.now();
  const criteria = { today: parisDay(now), inseeCodes: commune.codes };
  const [{ count }, centre] = await db.read(async (tx) => [
    await stampOfVenues(tx, criteria, now),
    await centreOf(tx, commune),
  ]);
  const near = centre === null ? commune.name : `${centre.lat.toFixed(5)},${centre.lon.toFixed(5)}`;
  const query = `?near=${encodeURIComponent(near)}&radius=${RADIUS_KM}`;
  const frame = frameOf(parseVenueSearch(new URLSearchParams(query)), centre);
  return { commune, count, query, frame, tiers: backgroundTiers(env) };
}

export default function EmbedMap() {
  const { commune, count, query, frame, tiers } = useLoaderData<typeof loader>();
  const [asked, setAsked] = useState(query);
  return (
    <EmbedFrame title={embedTitle(count, commune.name)} code={commune.code}>
      <noscript>
        <p className="notice">La carte demande JavaScript. La liste dit tout sans elle.</p>
      </noscript>
      <VenueMap
        tiers={tiers}
        query={asked}
        frame={frame}
        highlighted={null}
        onSearchHere={({ west, south, east, north }) =>
          setAsked(`?bounds=${[west, south, east, north].map((degrees) => degrees.toFixed(4)).join(',')}`)
        }
      />
      <p>
        <a href={`/integrer/lieux?commune=${commune.code}`} target="_self">
          Voir la liste
        </a>
      </p>
    </EmbedFrame>
  );
}
