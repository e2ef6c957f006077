import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { capital } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayState } from '#app/directory/rules/opening-hours.ts';
import { phoneWords, streetWords } from '#app/directory/texts.fr.ts';
import { stateOf } from '#app/directory/venue-opening.ts';
import { atCommune } from '#app/opendata/rules/at-commune.ts';
import { takesPass } from '#app/opendata/rules/standard-row.ts';
import embedStyles from '#app/styles/embed.css?url';
import { sayStopThere } from '#app/ui/components/say-stop.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { venuesOfCommunes } from '#db/queries/open-venues.ts';
import { listVisits } from '#db/queries/upkeep/stops.ts';
import { askedCommune } from './commune.ts';
import { EmbedFrame, embedTitle } from './embed-parts.tsx';

const MOST = 200;
const STOPS_AHEAD = { days: 42, most: 12 };

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: embedStyles }];

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  ...pageMeta(loaded === undefined ? 'Commune inconnue' : `Les lieux, ${loaded.commune.name}`),
  { name: 'robots', content: 'noindex' },
];

/** GET /integrer/lieux?commune=69266: the list that a commune's site shows in its own page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, clock } = context.services;
  const commune = askedCommune(request);
  if (commune === null) throw data({ message: 'Il faut le code INSEE d’une commune, comme 69266.' }, { status: 404 });
  const now = clock.now();
  const today = parisDay(now);
  const { venues, stops } = await db.read(async (tx) => ({
    venues: await venuesOfCommunes(tx, commune.codes, { today, limit: MOST }),
    stops: await listVisits(tx, { inseeCodes: commune.codes, days: STOPS_AHEAD.days }, now, STOPS_AHEAD.most),
  }));
  return {
    commune,
    stops: stops.map((stop) => ({ id: stop.id, slug: stop.slug, name: stop.name, words: sayStopThere(stop, today) })),
    venues: venues.map((venue) => {
      const state = stateOf(venue, now);
      return {
        slug: venue.slug,
        name: venue.name,
        street: streetWords(venue.street),
        phone: venue.phone,
        pass: takesPass(venue),
        opening: state === null ? null : sayState(state, today),
      };
    }),
  };
}

export default function EmbedList() {
  const { commune, venues, stops } = useLoaderData<typeof loader>();
  return (
    <EmbedFrame title={embedTitle(venues.length, commune.name)} code={commune.code}>
      <ul className="embed-list">
        {venues.map((venue) => (
          <li key={venue.slug}>
            <a href={`/lieux/${venue.slug}`} rel="noopener">
              {venue.name}
            </a>
            <br />
            {venue.street}
            {venue.phone !== null && (
              <>
                {' · '}
                <a href={`tel:${venue.phone}`}>{phoneWords(venue.phone)}</a>
              </>
            )}
            {venue.opening !== null && <span className="hint">{venue.opening}</span>}
            {venue.pass && <span className="hint">Prend le pass numérique</span>}
          </li>
        ))}
      </ul>
      {stops.length > 0 && (
        <section aria-labelledby="passages">
          <h2 id="passages">Bientôt de passage {atCommune(commune.name)}</h2>
          <ul className="embed-list">
            {stops.map(({ id, slug, name, words }) => (
              <li key={id}>
                <a href={`/lieux/${slug}`} rel="noopener">
                  {name}
                </a>
                <br />
                {capital(words)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {venues.length === 0 && (
        <p>
          <a href={`/lieux?near=${encodeURIComponent(commune.name)}`} rel="noopener">
            Voir les lieux les plus proches
          </a>
        </p>
      )}
    </EmbedFrame>
  );
}
