import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { readWish, wishParams } from '#app/directory/rules/orientation/wish.ts';
import { stationsNearby } from '#app/directory/rules/stations.ts';
import { ACCESS_WORDS, linesWords, phoneWords, streetWords } from '#app/directory/texts.fr.ts';
import { openingOf } from '#app/directory/venue-opening.ts';
import deskStyles from '#app/styles/partner.css?url';
import styles from '#app/styles/where-to.css?url';
import { OpeningWeek } from '#app/ui/components/opening-week.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { StaticSketch } from '#app/ui/map/static-sketch.tsx';
import { listUpcomingSessions } from '#db/queries/sessions.ts';
import { findVenueBySlug } from '#db/queries/venues.ts';
import { PrintHint } from '../print-hint.tsx';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: deskStyles },
  { rel: 'stylesheet', href: styles },
];

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.venue.name ?? 'Lieu introuvable');

const SESSIONS_SHOWN = 2;
const SLUG = /^[a-z0-9-]{1,120}$/;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const slug = params.slug ?? '';
  return db.read(async (tx) => {
    const venue = SLUG.test(slug) ? await findVenueBySlug(tx, slug, today) : null;
    if (venue === null) throw notFound();
    const at = venue.lat === null || venue.lon === null ? null : { lat: venue.lat, lon: venue.lon };
    const { sessions } = await listUpcomingSessions(tx, { now, venueId: venue.id, minSeats: 1, limit: SESSIONS_SHOWN });
    return {
      actor,
      venue,
      today,
      at,
      sessions,
      opening: openingOf(venue, now),
      stations: at === null ? [] : stationsNearby(at),
      back: `/partenaire/ou-aller?${wishParams(readWish(new URL(request.url).searchParams))}`,
    };
  });
}

export default function HalfPage() {
  const { actor, venue, today, back } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <div className="only-ticket">
        <PageHeader title={venue.name} back={{ href: back, label: 'Les lieux proposés' }} />
        <div className="ticket-page">
          <Paper />
          <div className="no-print stack">
            <PrintHint what="cette demi-page" />
            <a href={`/lieux/${venue.slug}`}>Toute la fiche du lieu</a>
            <p className="hint">
              Informations du {sayDate(venue.sourceUpdatedOn, today)}. Un coup de téléphone avant d’y envoyer quelqu’un
              évite un trajet pour rien.
            </p>
          </div>
        </div>
      </div>
    </DeskLayout>
  );
}

/** One A5 sheet: where, how to come, when, whom to ask for. Nothing of the person is on it. */
function Paper() {
  const { venue, at, today, opening, stations, sessions } = useLoaderData<typeof loader>();
  return (
    <article className="ticket half-page">
      <header>
        <h2>{venue.name}</h2>
        <p>
          {streetWords(venue.street)}, {venue.postcode} {venue.commune}
        </p>
      </header>
      <div className="in">
        <div className="way">
          {at !== null && <StaticSketch at={at} label={venue.name} />}
          <div>
            <HowToCome />
            {venue.phone !== null && (
              <p>
                Téléphone&nbsp;: <b>{phoneWords(venue.phone)}</b>
              </p>
            )}
            {venue.accessModes.length > 0 && (
              <p>{venue.accessModes.map((mode) => ACCESS_WORDS[mode] ?? mode).join('. ')}.</p>
            )}
          </div>
        </div>
        {opening?.kind === 'week' && <OpeningWeek days={opening.days.map((day) => ({ ...day, today: false }))} />}
        {opening?.kind === 'words' && <p>{opening.text}</p>}
        {opening === null && <p>Horaires&nbsp;: téléphonez avant de venir.</p>}
        {sessions.map(({ id, title, startsAt }) => (
          <p key={id}>
            Atelier «&nbsp;{title}&nbsp;»&nbsp;: <b>{sayMoment(startsAt, today)}</b>
          </p>
        ))}
        {stations.length === 0 && at === null && <p className="hint">La position de ce lieu n’est pas connue.</p>}
      </div>
    </article>
  );
}

function HowToCome() {
  const { venue, stations } = useLoaderData<typeof loader>();
  return (
    <>
      {stations.map(({ station, minutes }) => (
        <p key={station.name}>
          Arrêt <b>{station.name}</b> ({linesWords(station)}), puis {minutes}&nbsp;min à pied
          {station.stepFree && ' (accessible en fauteuil)'}
        </p>
      ))}
      <p>
        {venue.welcomeNote ?? (
          <>
            Demandez <b>l’accueil</b>, et montrez cette feuille.
          </>
        )}
      </p>
    </>
  );
}
