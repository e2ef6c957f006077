import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { notFound, requireVenue } from '#app/access/guards.ts';
import { capital, sayDay } from '#app/calendar/rules/french-dates.ts';
import { addDays, parisDay } from '#app/calendar/rules/paris-time.ts';
import { dayWord } from '#app/passes/day-word.ts';
import { Icon } from '#app/ui/components/icons.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listOrgVenues } from '#db/queries/venue-space.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Affiche du jour');

/** How many days ahead a poster may be printed: the week, for a team that meets on Monday. */
const DAYS_AHEAD = 6;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { db, clock, env, secrets } = context.services;
  const today = parisDay(clock.now());
  const query = new URL(request.url).searchParams;
  const venues = await db.read((tx) => listOrgVenues(tx, actor.orgId));
  const asked = query.get('lieu');
  const venue = asked === null ? venues[0] : venues.find(({ id }) => id === asked);
  if (asked !== null && venue === undefined) throw notFound();
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, i) => addDays(today, i));
  const day = days.find((one) => one === query.get('jour')) ?? today;
  return {
    actor,
    today,
    days,
    day,
    host: new URL(env.PUBLIC_URL ?? request.url).host,
    poster:
      venue === undefined ? null : { venueId: venue.id, venueName: venue.name, word: dayWord(secrets, venue.id, day) },
  };
}

export default function Poster() {
  const { actor, today, days, day, host, poster } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="venue" actor={actor}>
      <div className="no-print">
        <PageHeader
          title="L’affiche du jour"
          lead="Collez-la près de l’entrée le matin, enlevez-la le soir."
          back={{ href: '/espace-lieu', label: 'Ma semaine' }}
        />
        {poster !== null && (
          <nav className="filters" aria-label="Jour de l’affiche">
            {days.map((one) => (
              <a
                key={one}
                href={`/espace-lieu/affiche?lieu=${poster.venueId}&jour=${one}`}
                aria-current={one === day ? 'true' : undefined}
              >
                {one === today ? 'Aujourd’hui' : capital(sayDay(one, today))}
              </a>
            ))}
          </nav>
        )}
        <p className="hint">
          <Icon name="print" size={20} /> Pour l’imprimer&nbsp;: <kbd>Ctrl</kbd>&nbsp;+&nbsp;<kbd>P</kbd>. Seule
          l’affiche sort, sur une feuille A4.
        </p>
      </div>
      {poster === null ? (
        <p>Aucun lieu n’est encore rattaché à votre organisme.</p>
      ) : (
        <article className="sheet poster">
          <p className="poster-day">{capital(sayDay(day))}</p>
          <h2>Vous venez à un atelier&nbsp;? Dites que vous êtes là.</h2>
          <ol className="steps">
            <li>
              <span>
                Sur votre téléphone ou l’ordinateur du lieu, ouvrez <b>{host}/mon-pass</b>
              </span>
            </li>
            <li>
              <span>Écrivez le code de votre ticket et votre année de naissance.</span>
            </li>
            <li>
              <span>Écrivez ces quatre chiffres&nbsp;:</span>
            </li>
          </ol>
          <p className="digits">{poster.word}</p>
          <p>Vous préférez&nbsp;? Dites simplement votre nom à l’accueil.</p>
          <p className="hint">{poster.venueName}</p>
        </article>
      )}
    </DeskLayout>
  );
}
