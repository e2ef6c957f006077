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
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { givenBackWords } from '#app/booking/holder.fr.ts';
import { sayRefusal } from '#app/booking/texts.fr.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import holderStyles from '#app/styles/holder.css?url';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findBookingOf } from '#db/queries/wallet.ts';
import { changeable, idOf } from './changeable.ts';
import { HolderPage } from './holder-page.tsx';

const yes = z.object({});

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: holderStyles }];

export const meta: MetaFunction = () => pageMeta('Annuler ma place');

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { services } = context;
  const { holderId } = requireHolder({ request, context });
  const now = services.clock.now();
  const booking = changeable(await services.db.read((tx) => findBookingOf(tx, holderId, idOf(params.bookingId))), now);
  return { booking, today: parisDay(now), opKey: services.newId() };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const actor = requireHolder({ request, context });
  const form = await readForm(request, yes);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, cancelBooking, {
    actor,
    opKey: form.opKey,
    input: { bookingId: params.bookingId },
  });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect('/mon-pass?fait=annule', 303);
}

export default function Cancel() {
  const { booking, today, opKey } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(yes, useActionData<typeof action>());
  const here = `/mon-pass/reservations/${booking.id}`;
  return (
    <HolderPage title="J’annule ma place&nbsp;?" back={{ href: here, label: 'Mon ticket' }}>
      <div className="flow">
        <ErrorSummary form={form} />
        <p className="lead">
          {booking.title}, {sayMoment(booking.startsAt, today)}, {booking.venue.name}.
        </p>
        <p>{givenBackWords(booking.pricePasses)}</p>
        <form method="post" id={form.id}>
          <OpKeyField value={opKey} />
          <div className="acts">
            <SubmitButton look="grave">Oui, j’annule ma place</SubmitButton>
            <a className="btn" href={here}>
              Je garde ma place
            </a>
          </div>
        </form>
        <p>
          <a href={`${here}/deplacer`}>Je préfère changer de jour</a>
        </p>
      </div>
    </HolderPage>
  );
}
