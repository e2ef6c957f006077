import {
  data,
  type HeadersFunction,
  type LinksFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { phoneWords } from '#app/directory/texts.fr.ts';
import { findTicketHolder } from '#app/passes/find-ticket-holder.ts';
import { TICKET_LANGUAGES, type TicketLanguage, ticketLanguage } from '#app/passes/ticket-languages.ts';
import { CodeForm } from '#app/routes/_shared/code-form.tsx';
import { addressWords, askForWords, nearestStop } from '#app/routes/_shared/ticket-facts.ts';
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

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { services, clientAddress } = context;
  const found = await findTicketHolder(services, { code: params.code ?? '', address: clientAddress });
  const opKey = services.newId();
  if (found.kind === 'UNKNOWN') return data({ kind: 'UNKNOWN' as const, opKey }, { status: 404 });
  if (found.kind === 'TOO_MANY') return data({ kind: 'TOO_MANY' as const, opKey }, { status: 429 });
  const now = services.clock.now();
  const toCome = await services.db.read((tx) => listBookingsToCome(tx, found.holderId, now));
  const language = ticketLanguage(new URL(request.url).searchParams.get('langue'));
  return data({ kind: 'FOUND' as const, opKey, language, code: found.printedCode, toCome: toCome.slice(0, SHOWN) });
}

export default function ScannedTicket() {
  const ticket = useLoaderData<typeof loader>();
  if (ticket.kind !== 'FOUND') return <NoTicket tooMany={ticket.kind === 'TOO_MANY'} opKey={ticket.opKey} />;
  const { toCome, code, language, opKey } = ticket;
  const words = TICKET_LANGUAGES[language];
  return (
    <PublicLayout>
      <Languages code={code} chosen={language} />
      <div lang={language} dir={words.direction}>
        <PageHeader title={words.next(toCome.length)} lead={words.lead} />
      </div>
      <div className="booking-page">
        <div className="flow" lang={language} dir={words.direction}>
          {toCome.length === 0 && (
            <EmptyState icon="calendar" title={words.nothing}>
              <p className="acts" lang="fr" dir="ltr">
                <a className="btn" href="/ateliers?seats=1">
                  Je cherche un atelier
                </a>
              </p>
            </EmptyState>
          )}
          {toCome.map((booking) => (
            <NamelessTicket key={booking.id} booking={booking} language={language} />
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
          {toCome.length > 0 && (
            <p>
              <a href={`/ticket/${code}/agenda.ics`}>Mettre mes ateliers dans mon agenda</a>
            </p>
          )}
        </aside>
      </div>
    </PublicLayout>
  );
}

function Languages({ code, chosen }: { readonly code: string; readonly chosen: TicketLanguage }) {
  return (
    <nav className="languages no-print" aria-label="Langues">
      {Object.entries(TICKET_LANGUAGES).map(([language, { name }]) => (
        <a
          key={language}
          className="chip"
          href={language === 'fr' ? `/ticket/${code}` : `/ticket/${code}?langue=${language}`}
          lang={language}
          hrefLang={language}
          aria-current={language === chosen ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}

interface NamelessTicketProps {
  readonly booking: HolderBooking;
  readonly language: TicketLanguage;
}

/** When, where, how to come, whom to ask for: and nobody's name. */
function NamelessTicket({ booking, language }: NamelessTicketProps) {
  const { venue, startsAt, endsAt } = booking;
  const words = TICKET_LANGUAGES[language];
  const stop = nearestStop(venue);
  const askFor = askForWords({ ...booking, welcomeNote: venue.welcomeNote });
  // What the venue wrote is in French, whatever the language around it.
  const french = { lang: 'fr', dir: 'ltr' } as const;
  return (
    <article className="ticket">
      <header>
        <h2 {...french}>{booking.title}</h2>
      </header>
      <div className="in">
        <dl>
          <div>
            <dt>{words.when}</dt>
            <dd>
              <time dateTime={startsAt.toISOString()}>{words.day(startsAt)}</time>
              <br />
              {words.span(startsAt, endsAt)}
            </dd>
          </div>
          <div>
            <dt>{words.where}</dt>
            <dd>
              <a {...french} href={`/lieux/${venue.slug}`}>
                {venue.name}
              </a>
              <small {...french}>{addressWords(venue)}</small>
              {stop !== null && <small>{words.walk(stop.minutes, stop.stop)}</small>}
            </dd>
          </div>
          {(askFor !== null || venue.phone !== null) && (
            <div>
              <dt>{words.askFor}</dt>
              <dd>
                {askFor === null ? words.reception : <span {...french}>{askFor}</span>}
                {venue.phone !== null && (
                  <small>
                    {words.trouble}{' '}
                    <a dir="ltr" href={`tel:${venue.phone}`}>
                      {phoneWords(venue.phone)}
                    </a>
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
