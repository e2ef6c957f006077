import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { sayRefusal } from '#app/booking/texts.fr.ts';
import { sayMomentSpan } from '#app/calendar/rules/french-dates.ts';
import { perform } from '#app/platform/intention.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { type BookingScreen, readBookingScreen } from './booking-screen.ts';
import { sessionChoice } from './session-choice.tsx';
import { sayFate } from './texts.fr.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Déplacer ou annuler');

const moveForm = z.object({ act: z.literal('move'), session: z.uuid('Choisissez le nouvel atelier.') });
const cancelForm = z.object({ act: z.literal('cancel') });
const either = z.discriminatedUnion('act', [moveForm, cancelForm]);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const screen = await readBookingScreen(context.services, actor, params.bookingId, new URL(request.url).searchParams);
  if (screen === null) throw notFound();
  const { newId } = context.services;
  return { actor, screen, opKeys: { move: newId(), cancel: newId() } };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { services } = context;
  const bookingId = z.uuid().safeParse(params.bookingId);
  if (!bookingId.success) throw notFound();
  const reading = await readForm(request, either);
  if (!reading.ok) return data({ act: 'move' as const, result: reading.refusal.data }, { status: 422 });
  const { value, opKey, refuse } = reading;
  const by = { actor, opKey };
  if (value.act === 'move') {
    const input = { bookingId: bookingId.data, sessionId: value.session };
    const moved = await perform(services, moveBooking, { ...by, input });
    if (moved.ok) return redirect(`/partenaire/ticket/${moved.value.bookingId}`, 303);
    if (moved.refusal === 'BOOKING_NOT_FOUND') throw notFound();
    return data(
      { act: value.act, result: refuse(sayRefusal(moved), { session: 'Choisissez un autre atelier.' }).data },
      { status: 422 },
    );
  }
  const cancelled = await perform(services, cancelBooking, { ...by, input: { bookingId: bookingId.data } });
  if (!cancelled.ok) {
    if (cancelled.refusal === 'BOOKING_NOT_FOUND') throw notFound();
    return data({ act: value.act, result: refuse(sayRefusal(cancelled)).data }, { status: 422 });
  }
  const holderId = (await readBookingScreen(services, actor, bookingId.data, new URLSearchParams()))?.holderId;
  return redirect(holderId === undefined ? '/partenaire' : `/partenaire/personnes/${holderId}?fait=annulation`, 303);
}

export default function PartnerBooking() {
  const { actor, screen, opKeys } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { booking, holderId, name, now } = screen;
  const fate = sayFate(booking, now);
  const fixed = fate !== null || booking.startsAt <= now;
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title={`La place de ${name}`}
        lead={`${booking.title}, ${sayMomentSpan(booking.startsAt, booking.endsAt, now)}, ${booking.venue.name}.`}
        back={{ href: `/partenaire/personnes/${holderId}`, label: `Fiche de ${name}` }}
      />
      {fixed ? (
        <Notice look="warn">
          <p>
            Cette place ne peut plus changer&nbsp;: {fate ?? 'l’atelier a commencé'}.{' '}
            <a href={`/partenaire/personnes/${holderId}`}>Revenir à la fiche</a>
          </p>
        </Notice>
      ) : (
        <div className="flow narrow-desk">
          <Move screen={screen} opKey={opKeys.move} last={sent?.act === 'move' ? sent.result : undefined} />
          <Cancel
            price={booking.pricePasses}
            opKey={opKeys.cancel}
            last={sent?.act === 'cancel' ? sent.result : undefined}
          />
        </div>
      )}
    </DeskLayout>
  );
}

type Last = Parameters<typeof useRefusedForm>[1];

function Move({ screen, opKey, last }: { screen: BookingScreen; opKey: string; last: Last }) {
  const [form, fields] = useRefusedForm(moveForm, last, { id: 'move' });
  const { proposals, today, all } = screen;
  return (
    <section aria-labelledby="deplacer">
      <h2 id="deplacer">Déplacer</h2>
      {proposals.sessions.length === 0 ? (
        <p>Aucun autre atelier n’a de place en ce moment. Gardez celui-ci, ou annulez-le.</p>
      ) : (
        <form method="post" id={form.id} noValidate>
          <ErrorSummary form={form} />
          <OpKeyField value={opKey} />
          <input type="hidden" name="act" value="move" />
          <RadioPicks
            field={fields.session}
            label="Le nouvel atelier"
            hint={proposals.from === null ? undefined : `Les plus proches du centre de ${proposals.from} d’abord.`}
            choices={proposals.sessions.map((session) => sessionChoice(session, today))}
          />
          {!all && proposals.total > proposals.sessions.length && (
            <p>
              <a className="back" href="?tout=1">
                Voir plus d’ateliers
              </a>
            </p>
          )}
          <SubmitButton>Déplacer sa place</SubmitButton>
        </form>
      )}
    </section>
  );
}

function Cancel({ price, opKey, last }: { price: number; opKey: string; last: Last }) {
  const [form] = useRefusedForm(cancelForm, last, { id: 'cancel' });
  return (
    <section aria-labelledby="annuler">
      <h2 id="annuler">Annuler</h2>
      <p>
        {price === 0
          ? 'La place sera libre pour quelqu’un d’autre.'
          : `${price === 1 ? 'Son pass lui revient' : `Ses ${price}\u00a0pass lui reviennent`}, et la place sera libre pour quelqu’un d’autre.`}
      </p>
      <form method="post" id={form.id}>
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <input type="hidden" name="act" value="cancel" />
        <SubmitButton look="grave">Annuler sa place</SubmitButton>
      </form>
    </section>
  );
}
