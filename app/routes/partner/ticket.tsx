import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { phoneWords } from '#app/directory/texts.fr.ts';
import { readTicket } from '#app/passes/find-ticket.ts';
import { drawTicketQr } from '#app/passes/ticket-qr.ts';
import { ticketFacts } from '#app/routes/_shared/ticket-facts.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Ticket } from '#app/ui/components/ticket.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { PrintHint } from './print-hint.tsx';
import { AddressNotice, readAddressNews } from './refer/address-notice.tsx';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Ticket');

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock, env, secrets } = context.services;
  const now = clock.now();
  const bookingId = z.uuid().safeParse(params.bookingId);
  if (!bookingId.success) throw notFound();
  const read = await db.read(async (tx) => {
    const ticket = await readTicket(tx, secrets, bookingId.data, { partnerId: actor.partnerId }, parisDay(now));
    const person = ticket === null ? null : await findPersonForPartner(tx, ticket.holderId, actor.partnerId);
    return ticket === null || person === null ? null : { ticket, person };
  });
  if (read === null) throw notFound();
  const { ticket, person } = read;
  const origin = new URL(env.PUBLIC_URL ?? request.url).origin;
  return {
    actor,
    addressNews: readAddressNews(request),
    // A paper that no longer opens a door must not be printed.
    live: ticket.state === 'CONFIRMED' && ticket.endsAt > now,
    cancelled: ticket.state === 'CANCELLED',
    holderId: ticket.holderId,
    givenName: ticket.givenName,
    facts: ticketFacts(ticket),
    qrSvg: ticket.code === null ? null : await drawTicketQr(origin, ticket.code),
    contact: { phone: person.phone, email: person.email },
  };
}

export default function PartnerTicket() {
  const { actor, addressNews, live, cancelled, holderId, givenName, facts, qrSvg, contact } =
    useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <div className="only-ticket">
        <PageHeader title={live ? `La place de ${givenName} est réservée` : `Le ticket de ${givenName}`} />
        <div className="ticket-page">
          <Ticket facts={facts} {...(qrSvg === null ? {} : { qrSvg })}>
            {!live && (
              <p>
                <b>{cancelled ? 'Place annulée : ce ticket ne sert plus.' : 'Cet atelier est passé.'}</b>
              </p>
            )}
          </Ticket>
          <div className="no-print stack">
            <AddressNotice news={addressNews} />
            {live ? (
              <>
                <PrintHint what="le ticket" />
                <Sent {...contact} />
              </>
            ) : (
              <Notice look="warn">
                <p>{cancelled ? 'Cette place est annulée. Les pass sont revenus.' : 'Cet atelier est passé.'}</p>
              </Notice>
            )}
            <a className="btn" href="/partenaire/orienter">
              Orienter une autre personne
            </a>
            <a className="btn quiet" href={`/partenaire/personnes/${holderId}`}>
              Voir la fiche de {givenName}
            </a>
            <a href="/partenaire">Revenir à aujourd’hui</a>
          </div>
        </div>
      </div>
    </DeskLayout>
  );
}

/** Where the same words went beside the paper. */
function Sent({ phone, email }: { phone: string | null; email: string | null }) {
  const ways = [
    phone === null ? null : `par SMS au ${phoneWords(phone)}`,
    email === null ? null : `par e-mail à ${email}`,
  ].filter((way) => way !== null);
  if (ways.length === 0) {
    return <p>Elle n’a laissé ni téléphone ni e-mail&nbsp;: ce papier est son seul rappel.</p>;
  }
  return <p>La confirmation part aussi {ways.join(' et ')}.</p>;
}
