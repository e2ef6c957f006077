import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { capital, sayMoment, sayMomentSpan } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { stationsNearby } from '#app/directory/rules/stations.ts';
import { sessionData } from '#app/opendata/rules/structured-data.ts';
import sessionStyles from '#app/styles/sessions.css?url';
import { closedWords } from '#app/training/catalogue.fr.ts';
import { THEME_LABELS } from '#app/training/texts.fr.ts';
import { Icon, THEME_ICONS } from '#app/ui/components/icons.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SessionCard } from '#app/ui/components/session-card.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { originOf, shareMeta } from '#app/ui/layout/share-meta.ts';
import { findSession, listUpcomingSessions } from '#db/queries/sessions.ts';
import { SessionAccess, SessionFacts, SessionSeats } from './session-parts.tsx';

const OTHER_DATES = 3;

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: sessionStyles }];

export const meta: MetaFunction<typeof loader> = ({ data: loaded, matches }) => {
  if (loaded === undefined) return pageMeta('Atelier introuvable');
  const { id, title, startsAt, endsAt, venue } = loaded.session;
  const description = `${title}, ${sayMomentSpan(startsAt, endsAt)}, ${venue.name}, ${venue.commune}.`;
  return [
    ...shareMeta(matches, { path: `/ateliers/${id}`, title, description }),
    { 'script:ld+json': sessionData(loaded.session, originOf(matches)) },
  ];
};

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { db, clock, env } = context.services;
  const now = clock.now();
  const id = z.uuid().safeParse(params.id);
  return db.read(async (tx) => {
    const session = id.success ? await findSession(tx, id.data) : null;
    if (session === null)
      throw data({ message: 'Cet atelier n’est pas, ou n’est plus, dans la liste.' }, { status: 404 });
    const { lat, lon } = session.venue;
    const others = await listUpcomingSessions(tx, {
      now,
      courseId: session.courseId,
      exceptSessionId: session.id,
      minSeats: 1,
      onlyLabelled: true,
      limit: OTHER_DATES,
    });
    return {
      session,
      closed: closedWords(session, now),
      stations: lat === null || lon === null ? [] : stationsNearby({ lat, lon }),
      others: others.sessions,
      today: parisDay(now),
      territory: env.TERRITORY_NAME,
    };
  });
}

export default function SessionPage() {
  const { session, closed, stations, others, today, territory } = useLoaderData<typeof loader>();
  return (
    <PublicLayout>
      <PageHeader
        title={session.title}
        lead={capital(sayMoment(session.startsAt, today))}
        back={{ href: '/ateliers', label: 'Tous les ateliers' }}
      />
      {closed !== null && (
        <Notice look="warn">
          <p>
            <b>{closed.title}</b> {closed.text}
          </p>
        </Notice>
      )}
      <div className="flow session-what">
        <p className="tags">
          <Tag>
            <Icon name={THEME_ICONS[session.theme]} size={18} /> {THEME_LABELS[session.theme]}
          </Tag>
        </p>
        <p className="as-written">{session.description}</p>
      </div>
      <div className="session-page">
        <div className="flow">
          <SessionFacts session={session} today={today} />
          {closed === null && (
            <p className="no-print">
              <a href={`/ateliers/${session.id}/agenda.ics`}>Mettre cet atelier dans mon agenda</a>
            </p>
          )}
          <OtherDates others={others} today={today} wanted={closed !== null || session.seatsLeft <= 0} />
        </div>
        <aside className="flow">
          {closed === null && <SessionSeats session={session} territory={territory} />}
          <SessionAccess session={session} stations={stations} />
        </aside>
      </div>
    </PublicLayout>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

interface OtherDatesProps extends Pick<Loaded, 'others' | 'today'> {
  /** Whether this session cannot be had, so that something must be proposed. */
  readonly wanted: boolean;
}

function OtherDates({ others, today, wanted }: OtherDatesProps) {
  if (others.length === 0) {
    return wanted ? (
      <p>
        <a className="btn" href="/ateliers?seats=1">
          Voir les ateliers où il reste des places
        </a>
      </p>
    ) : null;
  }
  return (
    <section aria-labelledby="autres-dates">
      <h2 id="autres-dates">Le même atelier, un autre jour</h2>
      <ul className="cards">
        {others.map(({ venue, ...session }) => (
          <li key={session.id}>
            <SessionCard session={{ ...session, venueName: venue.name, commune: venue.commune }} today={today} />
          </li>
        ))}
      </ul>
    </section>
  );
}
