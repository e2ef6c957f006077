import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireHolder } from '#app/access/guards.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { proposeSessions } from '#app/booking/propose-sessions.ts';
import { sayRefusal } from '#app/booking/texts.fr.ts';
import { capital, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import holderStyles from '#app/styles/holder.css?url';
import { sayPrice } from '#app/training/texts.fr.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayDistance } from '#app/ui/components/figures.ts';
import { SeatsTag } from '#app/ui/components/session-card.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { type PickChoice, RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import type { SessionListed } from '#db/queries/sessions.ts';
import { findBookingOf } from '#db/queries/wallet.ts';
import { changeable, idOf } from './changeable.ts';
import { HolderPage } from './holder-page.tsx';

const SAME_COURSE = 5;
const IN_ALL = 8;

const moveForm = z.object({ sessionId: z.uuid('Choisissez un autre jour dans la liste.') });

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: holderStyles }];

export const meta: MetaFunction = () => pageMeta('Changer de jour');

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { services } = context;
  const { holderId } = requireHolder({ request, context });
  const now = services.clock.now();
  return services.db.read(async (tx) => {
    const booking = changeable(await findBookingOf(tx, holderId, idOf(params.bookingId)), now);
    const asked = { holderId, now, insteadOf: { id: booking.id, sessionId: booking.sessionId } };
    const same = await proposeSessions(tx, { ...asked, courseId: booking.courseId, limit: SAME_COURSE });
    const near = await proposeSessions(tx, { ...asked, limit: IN_ALL });
    const known = new Set(same.map(({ id }) => id));
    const offered = [...same, ...near.filter(({ id }) => !known.has(id))].slice(0, IN_ALL);
    return { booking, offered, today: parisDay(now), opKey: services.newId() };
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const actor = requireHolder({ request, context });
  const form = await readForm(request, moveForm);
  if (!form.ok) return form.refusal;
  const input = { bookingId: params.bookingId, sessionId: form.value.sessionId };
  const outcome = await perform(context.services, moveBooking, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/mon-pass/reservations/${outcome.value.bookingId}?fait=deplace`, 303);
}

export default function Move() {
  const { booking, offered, today, opKey } = useLoaderData<typeof loader>();
  const [form, fields] = useRefusedForm(moveForm, useActionData<typeof action>());
  const here = `/mon-pass/reservations/${booking.id}`;
  return (
    <HolderPage
      title="Je change de jour"
      lead={`Vous aviez réservé\u00a0: ${booking.title}, ${sayMoment(booking.startsAt, today)}.`}
      back={{ href: here, label: 'Mon ticket' }}
    >
      {offered.length === 0 ? (
        <EmptyState icon="calendar" title="Il n’y a pas d’autre atelier possible pour le moment">
          <p>Gardez votre place, ou annulez-la&nbsp;: vous pourrez réserver plus tard.</p>
          <p className="acts">
            <a className="btn" href={here}>
              Je garde ma place
            </a>
          </p>
        </EmptyState>
      ) : (
        <form method="post" id={form.id} className="narrow-form" noValidate>
          <ErrorSummary form={form} />
          <OpKeyField value={opKey} />
          <RadioPicks
            field={fields.sessionId}
            label="Choisissez un autre jour"
            hint="Votre place d’avant est rendue seulement si la nouvelle est à vous."
            choices={offered.map((session) => toChoice(session, booking.courseId, today))}
            required
          />
          <div className="acts">
            <SubmitButton>Je prends cette place</SubmitButton>
            <a className="btn quiet" href={here}>
              Je garde ma place
            </a>
          </div>
        </form>
      )}
    </HolderPage>
  );
}

function toChoice(session: SessionListed, courseId: string, today: string): PickChoice {
  const { venue, distanceMetres } = session;
  const where = `${venue.name}, ${venue.commune}${distanceMetres === null ? '' : `, à ${sayDistance(distanceMetres)}`}`;
  return {
    value: session.id,
    label: <b>{capital(sayMoment(session.startsAt, today))}</b>,
    hint: `${session.courseId === courseId ? 'Le même atelier' : session.title} · ${where}`,
    aside: (
      <>
        <Tag look={session.pricePasses === 0 ? 'plain' : 'pass'}>{sayPrice(session.pricePasses)}</Tag>
        <SeatsTag seatsLeft={session.seatsLeft} />
      </>
    ),
  };
}
