import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { sayNumber } from '#app/ui/components/figures.ts';
import { Icon } from '#app/ui/components/icons.tsx';
import { SessionCard, type SessionSummary } from '#app/ui/components/session-card.tsx';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { useRootFacts } from '#app/ui/layout/root-facts.ts';
import { shareMeta } from '#app/ui/layout/share-meta.ts';
import { listUpcomingSessions } from '#db/queries/sessions.ts';
import { countVenues } from '#db/queries/venues.ts';

export const meta: MetaFunction = ({ matches }) =>
  shareMeta(matches, {
    path: '/',
    title: 'Apprendre le numérique près de chez vous',
    description:
      'Internet, téléphone, démarches : trouvez un lieu d’accueil près de chez vous et réservez votre place.',
  });

const SESSIONS_SHOWN = 6;

export async function loader({ context: { services } }: LoaderFunctionArgs) {
  const now = services.clock.now();
  const [venues, { sessions }] = await services.db.read((tx) =>
    Promise.all([
      countVenues(tx),
      listUpcomingSessions(tx, { now, minSeats: 1, onlyLabelled: true, limit: SESSIONS_SHOWN }),
    ]),
  );
  return {
    today: parisDay(now),
    venues: venues.inTerritory,
    sessions: sessions.map(
      ({ venue, ...session }): SessionSummary => ({ ...session, venueName: venue.name, commune: venue.commune }),
    ),
  };
}

export default function Home() {
  const { today, venues, sessions } = useLoaderData<typeof loader>();
  return (
    <PublicLayout>
      <section className="hero">
        <div>
          <h1>Quelqu’un, près de chez vous, peut vous montrer.</h1>
          <p className="lead">
            Internet, téléphone, démarches&nbsp;: trouvez un lieu d’accueil et réservez votre place. C’est simple, et
            souvent gratuit.
          </p>
          <NeedSearch />
        </div>
        <Doors venues={venues} />
      </section>
      {sessions.length > 0 && (
        <section>
          <h2>Les prochains ateliers avec de la place</h2>
          <ul className="cards">
            {sessions.map((session) => (
              <li key={session.id}>
                <SessionCard session={session} today={today} />
              </li>
            ))}
          </ul>
          <p className="more">
            <a className="btn quiet" href="/ateliers">
              Voir tous les ateliers
            </a>
          </p>
        </section>
      )}
    </PublicLayout>
  );
}

/** The two questions of a person who comes: what for, and where. */
function NeedSearch() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <search> is younger than the phones this must open on
    <form className="search" role="search" action="/lieux" method="get">
      <div>
        <label htmlFor="q">De quoi avez-vous besoin&nbsp;?</label>
        <input id="q" name="q" type="search" placeholder="envoyer un mail" maxLength={100} />
      </div>
      <div>
        <label htmlFor="ou">Où&nbsp;?</label>
        <input id="ou" name="ou" placeholder="votre commune" autoComplete="address-level2" maxLength={100} />
      </div>
      <button type="submit" className="btn">
        Chercher
      </button>
    </form>
  );
}

function Doors({ venues }: { venues: number }) {
  const territory = useRootFacts()?.territory;
  return (
    <nav className="doors" aria-label="Que voulez-vous faire ?">
      <Door href="/mon-pass" pass icon={<Icon name="ticket" size={46} />} title="J’ai un pass">
        Voir mon solde, réserver, annuler
      </Door>
      <Door href="/lieux" icon={<Icon name="pin" size={46} />} title="Je cherche un lieu">
        {venues > 1 && territory !== undefined
          ? `${sayNumber(venues)} lieux d’accueil, ${territory}`
          : 'Les lieux d’accueil, leurs heures, leurs services'}
      </Door>
      <Door href="/partenaire/orienter" icon={<Icon name="people" size={46} />} title="J’accompagne quelqu’un">
        Orienter et réserver en une minute
      </Door>
    </nav>
  );
}

interface DoorProps {
  readonly href: string;
  readonly icon: ReactNode;
  readonly title: string;
  /** The one door of those who hold a pass wears its colour. */
  readonly pass?: boolean;
  readonly children: ReactNode;
}

function Door({ href, icon, title, pass = false, children }: DoorProps) {
  return (
    <a className={pass ? 'door pass' : 'door'} href={href}>
      {icon}
      <span>
        <b>{title}</b>
        {children}
      </span>
    </a>
  );
}
