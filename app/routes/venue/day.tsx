import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireVenue } from '#app/access/guards.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { MARKS } from '#app/booking/rules/decide-marking.ts';
import { sayRefusal } from '#app/booking/texts.fr.ts';
import { capital, sayDay } from '#app/calendar/rules/french-dates.ts';
import { addDays, type Day, isDay, parisDay, parisDayRange } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { Icon } from '#app/ui/components/icons.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { listBookedPeople, listOrgSessionsBetween } from '#db/queries/venue-space.ts';
import { SessionSheet } from './session-sheet.tsx';

export { links } from './desk-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageMeta(data === undefined ? 'Feuille du jour' : `Feuille du ${sayDay(data.day)}`);

const markForm = z.object({ bookingId: z.uuid(), mark: z.enum(MARKS) });

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { db, clock, newId } = context.services;
  const day = dayOf(params.date);
  const { start, end } = parisDayRange(day);
  const noted = new URL(request.url).searchParams.get('note');
  return db.read(async (tx) => {
    const sessions = await listOrgSessionsBetween(tx, actor.orgId, start, end);
    const people = await listBookedPeople(tx, actor.orgId, { day });
    return {
      actor,
      day,
      today: parisDay(clock.now()),
      noted,
      sessions: sessions.map((session) => ({
        session,
        people: people
          .filter(({ sessionId }) => sessionId === session.id)
          .map((person) => ({ ...person, opKey: newId() })),
      })),
    };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const day = dayOf(params.date);
  const form = await readForm(request, markForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, markAttendance, { actor, opKey: form.opKey, input: form.value });
  if (outcome.ok)
    return redirect(`/espace-lieu/jour/${day}?note=${outcome.value.bookingId}#p-${outcome.value.bookingId}`, 303);
  if (outcome.refusal === 'BOOKING_NOT_FOUND') throw notFound();
  return form.refuse(sayRefusal(outcome));
}

/** A date that is no day has no sheet. */
function dayOf(param: string | undefined): Day {
  if (param === undefined || !isDay(param)) throw notFound();
  return param;
}

export default function DaySheet() {
  const { actor, day, today, sessions, noted } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(markForm, useActionData<typeof action>());
  const open = sessions.filter(({ session }) => session.state === 'OPEN');
  const cancelled = sessions.filter(({ session }) => session.state === 'CANCELLED');
  return (
    <DeskLayout area="venue" actor={actor}>
      <div className="no-print">
        <PageHeader title={capital(sayDay(day, today))} back={{ href: '/espace-lieu', label: 'Ma semaine' }}>
          <DayLinks day={day} />
        </PageHeader>
        <ErrorSummary form={form} />
        {open.length > 0 && (
          <p className="hint">
            <Icon name="print" size={20} /> Pour l’imprimer&nbsp;: <kbd>Ctrl</kbd>&nbsp;+&nbsp;<kbd>P</kbd>. Une feuille
            A4 par atelier, sans le reste de la page.
          </p>
        )}
      </div>
      {open.length === 0 && (
        <EmptyState icon="calendar" title="Aucun atelier ce jour-là.">
          <a href="/espace-lieu/ateliers">Voir mes ateliers</a>
        </EmptyState>
      )}
      {open.map(({ session, people }) => (
        <SessionSheet
          key={session.id}
          session={session}
          people={people}
          organisation={actor.organisation}
          day={day}
          today={today}
          noted={noted}
        />
      ))}
      {cancelled.length > 0 && (
        <section className="no-print flow">
          <h2>Annulé ce jour-là</h2>
          <ul>
            {cancelled.map(({ session }) => (
              <li key={session.id}>
                <a href={`/espace-lieu/ateliers/${session.id}`}>{session.title}</a>&nbsp;: {session.cancelReason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </DeskLayout>
  );
}

/** The sheets of the days around. */
function DayLinks({ day }: { day: Day }) {
  return (
    <>
      <a className="btn quiet" href={`/espace-lieu/jour/${addDays(day, -1)}`}>
        <Icon name="previous" size={18} />
        Veille
      </a>
      <a className="btn quiet" href={`/espace-lieu/jour/${addDays(day, 1)}`}>
        Lendemain
        <Icon name="next" size={18} />
      </a>
    </>
  );
}
