import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { shortName } from '#app/partners/texts.fr.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { drawTicketQr } from '#app/passes/ticket-qr.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { readWallets } from '#db/queries/partner-people.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { PrintHint } from './print-hint.tsx';
import { AddressNotice, readAddressNews } from './refer/address-notice.tsx';
import { sayWallet } from './texts.fr.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Code à imprimer');

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock, env, secrets } = context.services;
  const holderId = params.holderId ?? '';
  if (!z.uuid().safeParse(holderId).success) throw notFound();
  const now = clock.now();
  const read = await db.read(async (tx) => {
    const person = await findPersonForPartner(tx, holderId, actor.partnerId);
    const code = person === null ? null : await printedHolderCode(tx, secrets, holderId);
    const [wallet] = await readWallets(tx, [holderId], { now, today: parisDay(now) });
    return person === null || code === null || wallet === undefined ? null : { person, code, wallet };
  });
  if (read === null) throw notFound();
  const { person, code, wallet } = read;
  const origin = new URL(env.PUBLIC_URL ?? request.url).origin;
  return {
    actor,
    addressNews: readAddressNews(request),
    holderId,
    givenName: person.givenName,
    name: shortName(person),
    code,
    wallet,
    site: new URL(origin).host,
    qrSvg: await drawTicketQr(origin, code),
  };
}

export default function Slip() {
  const { actor, addressNews, holderId, givenName, wallet, ...paper } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <div className="only-ticket">
        <PageHeader
          title={`Le code de ${givenName}`}
          lead="Aucun atelier n’est réservé sur ce papier : il sert à en réserver un."
        />
        <div className="ticket-page">
          <Paper {...paper} passes={sayWallet(wallet)} />
          <div className="no-print stack">
            <AddressNotice news={addressNews} />
            <PrintHint what="ce papier" />
            <a className="btn" href={`/partenaire/orienter?personne=${holderId}`}>
              Réserver une place maintenant
            </a>
            <a className="btn quiet" href="/partenaire/orienter">
              Orienter une autre personne
            </a>
            <a href={`/partenaire/personnes/${holderId}`}>Voir la fiche de {givenName}</a>
          </div>
        </div>
      </div>
    </DeskLayout>
  );
}

interface PaperProps {
  readonly name: string;
  readonly code: string;
  readonly passes: string;
  readonly site: string;
  readonly qrSvg: string;
}

/** The person's code, and the three ways to use it. */
function Paper({ name, code, passes, site, qrSvg }: PaperProps) {
  return (
    <article className="ticket">
      <header>
        <h2>Pour {name}</h2>
        <p>Apprendre le numérique, près de chez vous</p>
      </header>
      <div className="in">
        <p>
          Vous avez <b>{passes}</b>. Pour choisir votre atelier&nbsp;:
        </p>
        <ol className="steps">
          <li>
            <span>
              sur internet&nbsp;: <b>{site}/mon-pass</b>, avec ce code et votre année de naissance
            </span>
          </li>
          <li>dans un lieu qui propose des ateliers : montrez ce papier</li>
          <li>ou revenez nous voir, nous réservons avec vous</li>
        </ol>
        <div className="stub">
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: an SVG our own QR writer made of a code we made */}
          <div className="qr" aria-hidden="true" dangerouslySetInnerHTML={{ __html: qrSvg }} />
          <div>
            <p className="hint">Votre code, à montrer ou à dire</p>
            <p className="code">{code}</p>
          </div>
        </div>
      </div>
    </article>
  );
}
