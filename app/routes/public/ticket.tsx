import {
  data,
  type HeadersFunction,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { capital, sayDay, saySpan } from '#app/calendar/rules/french-dates.ts';
import { phoneWords } from '#app/directory/texts.fr.ts';
import { findTicketHolder } from '#app/passes/find-ticket-holder.ts';
import { CodeForm } from '#app/routes/_shared/code-form.tsx';
import { addressWords, askForWords, wayThere } from '#app/routes/_shared/ticket-facts.ts';
import holderStyles from '#app/styles/holder.css?url';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { type HolderBooking, listBookingsToCome } from '#db/queries/wallet.ts';

const SHOWN = 3;

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: holderStyles }];

export const meta: MetaFunction = () => [...pageMeta('Mon ticket'), { name: 'robots', content: 'noindex, nofollow' }];

/** The address holds a code: it is neither kept nor indexed, and no other site is told of it. */
export const headers: HeadersFunction = () => ({
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex, nofollow',
});

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { services, clientAddress } = context;
  const found = await findTicketHolder(services, { code: params.code ?? '', address: clientAddress });
  const opKey = services.newId();
  if (found.kind === 'UNKNOWN') return data({ kind: 'UNKNOWN' as const, opKey }, { status: 404 });
  if (found.kind === 'TOO_MANY') return data({ kind: 'TOO_MANY' as const, opKey }, { status: 429 });
  const now = services.clock.now();
  const toCome = await services.db.read((tx) => listBookingsToCome(tx, found.holderId, now));
  return data({ kind: 'FOUND' as const, opKey, code: found.printedCode, toCome: toCome.slice(0, SHOWN) });
}

export default function ScannedTicket() {
  const ticket = useLoaderData<typeof loader>();
  if (ticket.kind !== 'FOUND') return <NoTicket tooMany={ticket.kind === 'TOO_MANY'} opKey={ticket.opKey} />;
  const { toCome, code, opKey } = ticket;
  return (
    <PublicLayout>
      <PageHeader
        title={toCome.length > 1 ? 'Vos prochains ateliers' : 'Votre prochain atelier'}
        lead="Ce que dit ce ticket. Votre nom n’est pas sur cette page."
      />
      <div className="booking-page">
        <div className="flow">
          {toCome.length === 0 && (
            <EmptyState icon="calendar" title="Pas d’atelier réservé pour le moment">
              <p className="acts">
                <a className="btn" href="/ateliers?seats=1">
                  Je cherche un atelier
                </a>
              </p>
            </EmptyState>
          )}
          {toCome.map((booking) => (
            <NamelessTicket key={booking.id} booking={booking} />
          ))}
        </div>
        <aside className="flow no-print">
          <section className="panel" aria-labelledby="ouvrir">
            <h2 id="ouvrir">Réserver, changer de jour, annuler</h2>
            <p>
              Votre code&nbsp;: <span className="code">{code}</span>
            </p>
            <CodeForm opKey={opKey} code={code} />
          </section>
        </aside>
      </div>
    </PublicLayout>
  );
}

/** When, where, how to come, whom to ask for: and nobody's name. */
function NamelessTicket({ booking }: { readonly booking: HolderBooking }) {
  const { venue } = booking;
  const way = wayThere(venue);
  const askFor = askForWords({ ...booking, welcomeNote: venue.welcomeNote });
  return (
    <article className="ticket">
      <header>
        <h2>{booking.title}</h2>
      </header>
      <div className="in">
        <dl>
          <div>
            <dt>Quand</dt>
            <dd>
              <time dateTime={booking.startsAt.toISOString()}>{capital(sayDay(booking.startsAt))}</time>
              <br />
              {saySpan(booking.startsAt, booking.endsAt)}
            </dd>
          </div>
          <div>
            <dt>Où</dt>
            <dd>
              <a href={`/lieux/${venue.slug}`}>{venue.name}</a>
              <small>{addressWords(venue)}</small>
              {way !== null && <small>{way}</small>}
            </dd>
          </div>
          {(askFor !== null || venue.phone !== null) && (
            <div>
              <dt>Demander</dt>
              <dd>
                {askFor ?? 'L’accueil'}
                {venue.phone !== null && (
                  <small>
                    En cas de souci, appelez le <a href={`tel:${venue.phone}`}>{phoneWords(venue.phone)}</a>
                  </small>
                )}
              </dd>
            </div>
          )}
        </dl>
      </div>
    </article>
  );
}

function NoTicket({ tooMany, opKey }: { readonly tooMany: boolean; readonly opKey: string }) {
  return (
    <PublicLayout>
      <PageHeader
        title={tooMany ? 'Trop de tickets lus en peu de temps' : 'Nous ne connaissons pas ce ticket'}
        lead={
          tooMany
            ? 'Attendez quelques minutes, puis essayez encore.'
            : 'Le code est peut-être mal lu. Recopiez celui qui est écrit sur le papier.'
        }
      />
      <div className="closed-pass">
        <section className="panel" aria-labelledby="ouvrir">
          <h2 id="ouvrir">J’écris mon code</h2>
          <CodeForm opKey={opKey} />
        </section>
        <aside className="flow">
          <h2>Cela ne marche toujours pas&nbsp;?</h2>
          <p>La personne qui vous a donné ce ticket peut l’imprimer de nouveau. Montrez-lui le papier.</p>
          <p>
            <a href="/lieux">Trouver un lieu qui vous aide près de chez vous</a>
          </p>
        </aside>
      </div>
    </PublicLayout>
  );
}
