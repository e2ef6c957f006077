import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { stationsNearby } from '#app/directory/rules/stations.ts';
import { PASS_WORDS, sourceWords } from '#app/directory/texts.fr.ts';
import { openingOf } from '#app/directory/venue-opening.ts';
import { venueData } from '#app/opendata/rules/structured-data.ts';

import { VenueAccess, VenueContact, VenueHours, VenueOffer } from '#app/routes/_shared/venue-parts.tsx';
import directoryStyles from '#app/styles/directory.css?url';
import { Icon } from '#app/ui/components/icons.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SessionCard } from '#app/ui/components/session-card.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { originOf, shareMeta } from '#app/ui/layout/share-meta.ts';
import { MOST_STOPS, wallMoment } from '#app/upkeep/rules/stop.ts';
import { sayConfirmed } from '#app/upkeep/texts.fr.ts';
import { listUpcomingSessions } from '#db/queries/sessions.ts';
import { resolveVenueSlug } from '#db/queries/sources/merges.ts';
import { readRecordsOf } from '#db/queries/sources/records.ts';
import { listStopsToCome } from '#db/queries/upkeep/stops.ts';
import { findVenueBySlug, nearbyVenues, otherSitesOf } from '#db/queries/venues.ts';
import { VenueNeighbours, VenueSites } from './venue-elsewhere.tsx';
import { provenanceOf, VenueProvenance } from './venue-provenance.tsx';
import { VenueTour } from './venue-tour.tsx';

const SESSIONS_SHOWN = 6;
const MOST_SESSIONS = 200;
const NEIGHBOURS_SHOWN = 3;
const SITES_SHOWN = 20;

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: directoryStyles }];

export const meta: MetaFunction<typeof loader> = ({ data: loaded, matches }) => {
  if (loaded === undefined) return pageMeta('Lieu introuvable');
  const { name, slug, street, commune } = loaded.venue;
  const description = `${name}, ${street}, ${commune} : horaires, services et ateliers.`;
  return [
    ...shareMeta(matches, { path: `/lieux/${slug}`, title: name, description }),
    { 'script:ld+json': venueData(loaded.venue, originOf(matches), loaded.stops) },
  ];
};

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { db, clock, env } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const slug = params.slug ?? '';
  const limit = new URL(request.url).searchParams.get('ateliers') === 'tous' ? MOST_SESSIONS : SESSIONS_SHOWN;
  return db.read(async (tx) => {
    const readable = /^[a-z0-9-]{1,120}$/.test(slug);
    const venue = readable ? await findVenueBySlug(tx, slug, today) : null;
    if (venue === null) {
      const kept = readable ? await resolveVenueSlug(tx, slug) : null;
      if (kept !== null) throw redirect(`/lieux/${kept}`, 301);
      throw data({ message: 'Ce lieu n’est pas, ou n’est plus, dans la liste.' }, { status: 404 });
    }
    const position = venue.lat === null || venue.lon === null ? null : { lat: venue.lat, lon: venue.lon };
    const { sessions, total } = await listUpcomingSessions(tx, { now, venueId: venue.id, limit });
    return {
      venue,
      today,
      sessions,
      sessionsInAll: total,
      stops: await listStopsToCome(tx, venue.id, wallMoment(now), MOST_STOPS),
      at: wallMoment(now),
      opening: openingOf(venue, now),
      provenance: provenanceOf(await readRecordsOf(tx, [venue.id])),
      // From the middle of a commune, a walk of four minutes leads nowhere.
      stations: position === null || venue.positionPrecision === 'COMMUNE' ? [] : stationsNearby(position),
      neighbours:
        position === null ? [] : await nearbyVenues(tx, position, { limit: NEIGHBOURS_SHOWN, exceptId: venue.id }),
      sites: await otherSitesOf(tx, venue, SITES_SHOWN),
      territory: env.TERRITORY_NAME,
    };
  });
}

export default function VenuePage() {
  const { venue, today, at, stops, opening, stations, neighbours, sites, provenance, territory } =
    useLoaderData<typeof loader>();
  return (
    <PublicLayout>
      <PageHeader title={venue.name} back={{ href: '/lieux', label: 'Tous les lieux' }}>
        {venue.appointmentUrl !== null && (
          <a className="btn" href={venue.appointmentUrl} rel="noreferrer">
            Prendre rendez-vous
          </a>
        )}
      </PageHeader>
      <PassNotice venue={venue} territory={territory} />
      <div className="venue-page">
        <div className="flow">
          {venue.summary !== null && <p className="lead">{venue.summary}</p>}
          <VenueTour stops={stops} at={at} />
          {venue.detail !== null && <p className="as-written">{venue.detail}</p>}
          <VenueSessions />
          <VenueOffer venue={venue} />
          <VenueSites organisation={venue.orgName} sites={sites} />
          <VenueNeighbours neighbours={neighbours} />
        </div>
        <aside className="flow" aria-label="Venir et joindre le lieu">
          <VenueHours opening={opening} closures={venue.closures} today={today} />
          <VenueAccess venue={venue} stations={stations} />
          <VenueContact venue={venue} />
          {venue.confirmedAt !== null && (
            <p className="hint">
              <Icon name="check" size={18} /> {sayConfirmed(venue.confirmedAt, today)}.
            </p>
          )}
          <SourceNote source={venue.source} updatedOn={venue.sourceUpdatedOn} />
          <VenueProvenance said={provenance} />
          <p className="no-print">
            <a href={`/lieux/${venue.slug}/signaler`}>Signaler une erreur</a>
            <br />
            <a href={`/lieux/${venue.slug}/je-travaille-ici`}>Je travaille ici</a>
          </p>
        </aside>
      </div>
    </PublicLayout>
  );
}

function VenueSessions() {
  const { venue, today, sessions, sessionsInAll } = useLoaderData<typeof loader>();
  return (
    <section aria-labelledby="ateliers">
      <h2 id="ateliers">Les prochains ateliers</h2>
      {sessions.length === 0 ? (
        <p>
          Pas d’atelier annoncé ici pour le moment. <a href="/ateliers">Voir tous les ateliers</a>
        </p>
      ) : (
        <>
          <ul className="cards">
            {sessions.map(({ venue: { name, commune }, ...session }) => (
              <li key={session.id}>
                <SessionCard session={{ ...session, venueName: name, commune }} today={today} />
              </li>
            ))}
          </ul>
          {sessionsInAll > sessions.length && (
            <p className="no-print">
              <a href={`/lieux/${venue.slug}?ateliers=tous#ateliers`}>Voir les {sessionsInAll} ateliers de ce lieu</a>
            </p>
          )}
          <p className="no-print">
            <a href={`/lieux/${venue.slug}/ateliers.ics`}>Mettre ces ateliers dans mon agenda</a>
          </p>
        </>
      )}
    </section>
  );
}

interface PassNoticeProps {
  readonly venue: { readonly labelled: boolean; readonly acceptsPass: boolean };
  readonly territory: string;
}

function PassNotice({ venue, territory }: PassNoticeProps) {
  if (!venue.labelled && !venue.acceptsPass) return null;
  return (
    <Notice look={venue.labelled ? 'ok' : 'info'}>
      <p>{venue.labelled ? PASS_WORDS.labelledDetail(territory) : PASS_WORDS.announcedDetail}</p>
    </Notice>
  );
}

/** Data of long ago must say its age. Producers that did not know wrote the first day of 1970. */
function SourceNote({ source, updatedOn }: { readonly source: string; readonly updatedOn: string }) {
  return (
    <p className="hint source">
      <Icon name="info" size={18} /> Source&nbsp;: {sourceWords(source)}.{' '}
      {updatedOn > '1990' ? <>Fiche du {sayDate(updatedOn)}.</> : 'Date inconnue.'} Vérifiez par téléphone avant de
      venir.
    </p>
  );
}
