import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireVenue } from '#app/access/guards.ts';
import { capital, sayDay } from '#app/calendar/rules/french-dates.ts';
import { addDays, parisDay, parisDayRange } from '#app/calendar/rules/paris-time.ts';
import { dayWord } from '#app/passes/day-word.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { Icon } from '#app/ui/components/icons.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listOwedMonths } from '#db/queries/venue-money.ts';
import { listOrgSessionsBetween, listOrgVenues, listUnmarkedDays } from '#db/queries/venue-space.ts';
import { AgendaDay, byDay } from './agenda.tsx';
import { DayWords, NextSteps } from './week-aside.tsx';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Ma semaine');

/** Today and the seven days that follow. */
const DAYS_AHEAD = 7;
const UNMARKED_SHOWN = 5;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { db, clock, secrets } = context.services;
  const now = clock.now();
  const today = parisDay(now);
  const last = addDays(today, DAYS_AHEAD);
  return db.read(async (tx) => {
    const venues = await listOrgVenues(tx, actor.orgId);
    const sessions = await listOrgSessionsBetween(tx, actor.orgId, parisDayRange(today).start, parisDayRange(last).end);
    const held = new Set(
      sessions.filter(({ day, state }) => day === today && state === 'OPEN').map(({ venueId }) => venueId),
    );
    const owed = await listOwedMonths(tx, actor.orgId);
    return {
      actor,
      today,
      sessions,
      severalVenues: venues.length > 1,
      words: venues
        .map(({ id, name }) => ({ venueId: id, name, word: dayWord(secrets, id, today), held: held.has(id) }))
        .sort((a, b) => Number(b.held) - Number(a.held)),
      unmarked: await listUnmarkedDays(tx, actor.orgId, now, UNMARKED_SHOWN),
      owedCents: owed.reduce((sum, { amountCents }) => sum + amountCents, 0n),
    };
  });
}

export default function Week() {
  const { actor, today, sessions, severalVenues, words, unmarked, owedCents } = useLoaderData<typeof loader>();
  const days = byDay(sessions);
  const todays = days.find(({ day }) => day === today);
  const coming = days.filter(({ day }) => day !== today);
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader title={capital(sayDay(today, today))}>
        <a className="btn" href="/espace-lieu/ateliers/nouveau">
          <Icon name="plus" size={20} />
          Publier un atelier
        </a>
      </PageHeader>
      <div className="desk">
        <div>
          <h2 className="visually-hidden">Aujourd’hui</h2>
          {todays === undefined ? (
            <p className="quiet-day">Pas d’atelier aujourd’hui.</p>
          ) : (
            <AgendaDay day={todays} today={today} severalVenues={severalVenues} />
          )}
          <h2>La semaine qui vient</h2>
          {coming.length === 0 ? (
            <EmptyState icon="calendar" title="Aucun atelier dans les sept jours.">
              <p>Les partenaires inscrivent surtout pour la semaine qui vient&nbsp;: publiez une date proche.</p>
              <a className="btn quiet" href="/espace-lieu/ateliers/nouveau">
                Publier un atelier
              </a>
            </EmptyState>
          ) : (
            coming.map((day) => <AgendaDay key={day.day} day={day} today={today} severalVenues={severalVenues} />)
          )}
        </div>
        <aside>
          <DayWords words={words} />
          <NextSteps unmarked={unmarked} today={today} owedCents={owedCents} />
        </aside>
      </div>
    </DeskLayout>
  );
}
