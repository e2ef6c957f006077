import {
  type ActionFunctionArgs,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { notFound, requireHolder } from '#app/access/guards.ts';
import { checkIn } from '#app/booking/check-in.ts';
import { bookingStateWords, checkInOpensWords, newsOf, TOO_MANY_WORDS } from '#app/booking/holder.fr.ts';
import { CHECK_IN_OPENS_MINUTES } from '#app/booking/rules/decide-marking.ts';
import { sayRefusal } from '#app/booking/texts.fr.ts';
import { capital, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { readTicket } from '#app/passes/find-ticket.ts';
import { drawTicketQr } from '#app/passes/ticket-qr.ts';
import { perform } from '#app/platform/intention.ts';
import { ticketFacts } from '#app/routes/_shared/ticket-facts.ts';
import holderStyles from '#app/styles/holder.css?url';
import { Icon } from '#app/ui/components/icons.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { Ticket } from '#app/ui/components/ticket.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { takeAttempt } from '#db/queries/rate-limits.ts';
import { findBookingOf } from '#db/queries/wallet.ts';
import { idOf } from './changeable.ts';
import { CheckInForm, checkInForm } from './check-in-form.tsx';
import { HolderPage, TO_WALLET } from './holder-page.tsx';

const TRIES = { limit: 8, seconds: 3600 };

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: holderStyles }];

export const meta: MetaFunction = () => pageMeta('Mon ticket');

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { db, clock, env, secrets, newId } = context.services;
  const { holderId } = requireHolder({ request, context });
  const id = idOf(params.bookingId);
  const now = clock.now();
  const today = parisDay(now);
  const url = new URL(request.url);
  const { booking, ticket } = await db.read(async (tx) => ({
    booking: await findBookingOf(tx, holderId, id),
    ticket: await readTicket(tx, secrets, id, { holderId }, today),
  }));
  if (booking === null || ticket === null) throw notFound();
  // An address kept from before a move leads to the ticket that counts.
  if (booking.replacedBy !== null) throw redirect(`/mon-pass/reservations/${booking.replacedBy}`, 303);
  const checkInAt = new Date(booking.startsAt.getTime() - CHECK_IN_OPENS_MINUTES * 60_000);
  const stands = booking.state === 'CONFIRMED';
  return {
    booking,
    ticket: ticketFacts(ticket),
    qrSvg: ticket.code === null ? null : await drawTicketQr(env.PUBLIC_URL ?? url.origin, ticket.code),
    told: bookingStateWords(booking, now),
    mayChange: stands && booking.startsAt > now,
    checkIn: stands && parisDay(booking.startsAt) === today ? { opensAt: checkInAt, open: checkInAt <= now } : null,
    news: newsOf(url.searchParams.get('fait')),
    today,
    opKey: newId(),
  };
}

/** "I am here": the four digits shown in the venue, on the day. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { services } = context;
  const actor = requireHolder({ request, context });
  const form = await readForm(request, checkInForm);
  if (!form.ok) return form.refusal;
  const input = { bookingId: params.bookingId, word: form.value.word };
  const now = services.clock.now();
  const tried = await services.db.transaction((tx) =>
    takeAttempt(tx, `check-in:${actor.holderId}:${params.bookingId}`, TRIES.limit, TRIES.seconds, now),
  );
  if (!tried.allowed) return form.refuse(TOO_MANY_WORDS);
  const outcome = await perform(services, checkIn, { actor, opKey: form.opKey, input });
  if (!outcome.ok) {
    const sentence = sayRefusal(outcome);
    return outcome.refusal === 'WRONG_WORD'
      ? form.refuse(sentence, { word: 'Recopiez les quatre chiffres affichés dans le lieu.' })
      : form.refuse(sentence);
  }
  return redirect(`/mon-pass/reservations/${outcome.value.bookingId}?fait=present`, 303);
}

export default function Booking() {
  const {
    booking,
    ticket,
    qrSvg,
    told,
    mayChange,
    checkIn: arrival,
    news,
    today,
    opKey,
  } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const here = `/mon-pass/reservations/${booking.id}`;
  return (
    <HolderPage title={booking.title} lead={capital(sayMoment(booking.startsAt, today))} back={TO_WALLET} news={news}>
      {told !== null && (
        <Notice look={booking.state === 'ATTENDED' ? 'ok' : 'info'}>
          <p>{told}</p>
        </Notice>
      )}
      {arrival?.open === true && <CheckInForm opKey={opKey} refused={refused} />}
      <div className="booking-page">
        {told === null && (
          <div className="only-ticket">
            <Ticket facts={ticket} heading="h2" {...(qrSvg === null ? {} : { qrSvg })} />
          </div>
        )}
        <aside className="flow no-print">
          {arrival?.open === false && (
            <Notice>
              <p>{checkInOpensWords(arrival.opensAt)}</p>
            </Notice>
          )}
          {mayChange && <Changes here={here} />}
          {told === null && (
            <section>
              <h2>Garder ce ticket</h2>
              <p>
                <Icon name="print" size={20} /> Pour l’imprimer&nbsp;: les touches Ctrl et P ensemble, ou
                «&nbsp;Imprimer&nbsp;» dans le menu du navigateur. Vous pouvez aussi le recopier&nbsp;: le jour, l’heure
                et le code suffisent.
              </p>
            </section>
          )}
          <p>
            <a href={`/lieux/${booking.venue.slug}`}>Voir la fiche du lieu</a>
          </p>
        </aside>
      </div>
    </HolderPage>
  );
}

function Changes({ here }: { readonly here: string }) {
  return (
    <section>
      <h2>Vous ne pouvez pas venir&nbsp;?</h2>
      <p>Dites-le avant le début de l’atelier&nbsp;: votre place servira à quelqu’un d’autre.</p>
      <p className="acts">
        <a className="btn quiet" href={`${here}/deplacer`}>
          Je change de jour
        </a>
        <a className="btn grave" href={`${here}/annuler`}>
          J’annule
        </a>
      </p>
    </section>
  );
}
