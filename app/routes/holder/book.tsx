import {
  type ActionFunctionArgs,
  data,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireHolder } from '#app/access/guards.ts';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { costWords } from '#app/booking/holder.fr.ts';
import { previewBooking } from '#app/booking/preview-booking.ts';
import { proposeSessions } from '#app/booking/propose-sessions.ts';
import { sayRefusal } from '#app/booking/texts.fr.ts';
import { capital, sayDay, saySpan } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { addressWords, wayThere } from '#app/routes/_shared/ticket-facts.ts';
import holderStyles from '#app/styles/holder.css?url';
import { Facts } from '#app/ui/components/facts.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findSession } from '#db/queries/sessions.ts';
import { listBookingsToCome, readBalance } from '#db/queries/wallet.ts';
import { HolderPage, TO_WALLET } from './holder-page.tsx';
import { OfferedSessions } from './offered-sessions.tsx';

const OTHERS = 3;
const yes = z.object({});

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: holderStyles }];

export const meta: MetaFunction = () => pageMeta('Réserver ma place');

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { services } = context;
  const { holderId } = requireHolder({ request, context });
  const now = services.clock.now();
  const id = z.uuid().safeParse(params.sessionId);
  return services.db.read(async (tx) => {
    const session = id.success ? await findSession(tx, id.data) : null;
    if (session === null)
      throw data({ message: 'Cet atelier n’est pas, ou n’est plus, dans la liste.' }, { status: 404 });
    const mine = (await listBookingsToCome(tx, holderId, now)).find(({ sessionId }) => sessionId === session.id);
    if (mine !== undefined) throw redirect(`/mon-pass/reservations/${mine.id}`, 303);
    const verdict = await previewBooking(tx, { holderId, sessionId: session.id, now });
    const refused = verdict.kind === 'REFUSE' ? sayRefusal({ ...verdict }) : null;
    return {
      session,
      refused,
      today: parisDay(now),
      left: (await readBalance(tx, holderId, parisDay(session.startsAt))).left,
      others: refused === null ? [] : await proposeSessions(tx, { holderId, now, limit: OTHERS }),
      opKey: services.newId(),
    };
  });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const actor = requireHolder({ request, context });
  const form = await readForm(request, yes);
  if (!form.ok) return form.refusal;
  const input = { holderId: actor.holderId, sessionId: params.sessionId };
  const outcome = await perform(context.services, bookForHolder, { actor, opKey: form.opKey, input });
  if (!outcome.ok) return form.refuse(sayRefusal(outcome));
  return redirect(`/mon-pass/reservations/${outcome.value.bookingId}?fait=reserve`, 303);
}

export default function Book() {
  const { session, refused, today, left, others, opKey } = useLoaderData<typeof loader>();
  const [form] = useRefusedForm(yes, useActionData<typeof action>());
  const { venue } = session;
  return (
    <HolderPage
      title={refused === null ? 'Je réserve cette place\u00a0?' : 'Cette place n’est pas possible'}
      back={TO_WALLET}
    >
      <div className="flow">
        <ErrorSummary form={form} />
        {refused !== null && form.status !== 'error' && (
          <Notice look="warn">
            <p>{refused}</p>
          </Notice>
        )}
        <section className="panel" aria-labelledby="atelier">
          <h2 id="atelier">{session.title}</h2>
          <Facts
            of={[
              [
                'Quand',
                <b key="when">{`${capital(sayDay(session.startsAt, today))}, ${saySpan(session.startsAt, session.endsAt)}`}</b>,
              ],
              ['Où', `${venue.name}, ${addressWords(venue)}`],
              ['Comment venir', wayThere(venue)],
            ]}
          />
          {refused === null && (
            <form method="post" id={form.id} className="flow">
              <OpKeyField value={opKey} />
              <p className="cost">{costWords(session.pricePasses, left)}</p>
              <div className="acts">
                <SubmitButton>Je réserve ma place</SubmitButton>
                <a className="btn quiet" href={`/ateliers/${session.id}`}>
                  Je relis d’abord
                </a>
              </div>
              <p className="hint">Vous pourrez changer de jour ou annuler jusqu’au début de l’atelier.</p>
            </form>
          )}
        </section>
        {refused !== null && (
          <OfferedSessions
            title={others.length > 0 ? 'Ces ateliers ont de la place' : 'Chercher ailleurs'}
            sessions={others}
            today={today}
          />
        )}
      </div>
    </HolderPage>
  );
}
