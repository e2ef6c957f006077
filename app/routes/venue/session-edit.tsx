import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireVenue } from '#app/access/guards.ts';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { cancelSessions } from '#app/booking/cancel-sessions.ts';
import { decideSessionCancel } from '#app/booking/rules/decide-session-cancel.ts';
import { sayRefusal as sayBookingRefusal } from '#app/booking/texts.fr.ts';
import { capital, sayMomentSpan } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { editSeries } from '#app/training/edit-series.ts';
import { editSession } from '#app/training/edit-session.ts';
import { sayRefusal } from '#app/training/texts.fr.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findOrgSession, listBookedPeople, listNames, listOrgVenues } from '#db/queries/venue-space.ts';
import { CancelForm, cancelForm } from './cancel-form.tsx';
import { CancelledSession, DoneNotice, PastSession } from './closed-session.tsx';
import { EditForm } from './edit-form.tsx';
import { courseOf, editForm, settingsOf } from './session-form.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageMeta(data === undefined ? 'Atelier' : data.session.title);

/** The cancellation has its own address: what it refuses goes back to its own form. */
const CANCEL = 'annuler';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const { db, clock, newId } = context.services;
  const now = clock.now();
  const id = sessionIdOf(params.id);
  const query = new URL(request.url).searchParams;
  return db.read(async (tx) => {
    const session = await findOrgSession(tx, actor.orgId, id, now);
    if (session === null) throw notFound();
    return {
      actor,
      session,
      today: parisDay(now),
      stage:
        session.state === 'CANCELLED'
          ? ('CANCELLED' as const)
          : session.startsAt <= now
            ? ('BEGUN' as const)
            : ('TO_COME' as const),
      cancellable: decideSessionCancel(session, parisDay(now)) === null,
      told: session.state === 'CANCELLED' ? await listBookedPeople(tx, actor.orgId, { cancelledSessionId: id }) : [],
      known: { venues: await listOrgVenues(tx, actor.orgId), ...(await listNames(tx, actor.orgId)) },
      keys: { edit: newId(), cancel: newId() },
      done: z.enum(['publie', 'modifie', 'annule']).safeParse(query.get('fait')).data ?? null,
      toldOfMove: z.coerce.number().int().min(0).max(100_000).safeParse(query.get('prevenus')).data ?? 0,
    };
  });
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireVenue({ request, context });
  const sessionId = sessionIdOf(params.id);
  const asked = { services: context.services, request, actor, sessionId };
  return new URL(request.url).searchParams.has(CANCEL) ? cancel(asked) : edit(asked);
}

interface Asked {
  services: Services;
  request: Request;
  actor: VenueActor;
  sessionId: string;
}

async function edit({ services, request, actor, sessionId }: Asked) {
  const theirs = await services.db.read((tx) => findOrgSession(tx, actor.orgId, sessionId, services.clock.now()));
  if (theirs === null) throw notFound();
  const form = await readForm(request, editForm);
  if (!form.ok) return form.refusal;
  const { scope, day, start, end } = form.value;
  const input = { ...settingsOf(form.value), sessionId, course: courseOf(form.value), day, start, end };
  const outcome = await perform(services, scope === 'REST' ? editSeries : editSession, {
    actor,
    opKey: form.opKey,
    input,
  });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/espace-lieu/ateliers/${sessionId}?fait=modifie&prevenus=${outcome.value.told}`, 303);
}

async function cancel({ services, request, actor, sessionId }: Asked) {
  const theirs = await services.db.read((tx) => findOrgSession(tx, actor.orgId, sessionId, services.clock.now()));
  if (theirs === null) throw notFound();
  const form = await readForm(request, cancelForm);
  if (!form.ok) return form.refusal;
  const outcome = await perform(services, cancelSessions, {
    actor,
    opKey: form.opKey,
    input: { ...form.value, sessionId },
  });
  if (!outcome.ok) return form.refuse(sayBookingRefusal(outcome));
  return redirect(`/espace-lieu/ateliers/${sessionId}?fait=annule`, 303);
}

/** An id that is no id names nothing of theirs. */
function sessionIdOf(param: string | undefined): string {
  const id = z.uuid().safeParse(param);
  if (!id.success) throw notFound();
  return id.data;
}

export default function SessionPage() {
  const { actor, session, stage, cancellable, told, known, keys, today, done, toldOfMove } =
    useLoaderData<typeof loader>();
  const last = useActionData<typeof action>();
  const cancelling = new URLSearchParams(useLocation().search).has(CANCEL);
  return (
    <DeskLayout area="venue" actor={actor}>
      <PageHeader
        title={session.title}
        lead={`${capital(sayMomentSpan(session.startsAt, session.endsAt, today))}, ${session.venueName}`}
        back={{ href: '/espace-lieu/ateliers', label: 'Mes ateliers' }}
      >
        {stage !== 'CANCELLED' && (
          <a className="btn quiet" href={`/espace-lieu/jour/${session.day}`}>
            Feuille du jour
          </a>
        )}
        <a className="btn quiet" href={`/espace-lieu/ateliers/nouveau?modele=${session.id}`}>
          Dupliquer
        </a>
      </PageHeader>
      {done !== null && last === undefined && <DoneNotice done={done} session={session} toldOfMove={toldOfMove} />}
      {stage === 'CANCELLED' && <CancelledSession session={session} told={told} />}
      {stage === 'BEGUN' && <PastSession session={session} />}
      {stage === 'TO_COME' && (
        <EditForm
          session={session}
          known={known}
          opKey={keys.edit}
          today={today}
          last={cancelling ? undefined : last}
        />
      )}
      {cancellable && <CancelForm session={session} opKey={keys.cancel} last={cancelling ? last : undefined} />}
    </DeskLayout>
  );
}
