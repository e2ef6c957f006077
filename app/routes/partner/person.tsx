import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { capital, sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { phoneWords } from '#app/directory/texts.fr.ts';
import { fullName, sayPasses } from '#app/partners/texts.fr.ts';
import { sayPrice } from '#app/training/texts.fr.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPersonForPartner, type PersonRow } from '#db/queries/people.ts';
import {
  type HolderBooking,
  listBookingsPast,
  listBookingsToCome,
  readBalance,
  type WalletBalance,
} from '#db/queries/wallet.ts';
import { sayFate } from './texts.fr.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Une personne');

const PAST_AT_MOST = 30;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { db, clock } = context.services;
  const holderId = z.uuid().safeParse(params.holderId);
  if (!holderId.success) throw notFound();
  const now = clock.now();
  const read = await db.read(async (tx) => {
    const person = await findPersonForPartner(tx, holderId.data, actor.partnerId);
    if (person === null) return null;
    return {
      person,
      balance: await readBalance(tx, person.id, parisDay(now)),
      toCome: await listBookingsToCome(tx, person.id, now),
      past: await listBookingsPast(tx, person.id, now, PAST_AT_MOST),
    };
  });
  if (read === null) throw notFound();
  const done = new URL(request.url).searchParams.get('fait');
  return { actor, now, ...read, cancelled: done === 'annulation' };
}

export default function Person() {
  const { actor, now, person, balance, toCome, past, cancelled } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader title={fullName(person)} back={{ href: '/partenaire/personnes', label: 'Les personnes' }}>
        <WhatToDo id={person.id} left={balance.left} />
      </PageHeader>
      {cancelled && (
        <Notice look="ok" news>
          <p>
            La place est annulée. Les pass sont revenus dans son carnet, et la place est libre pour quelqu’un d’autre.
          </p>
        </Notice>
      )}
      <div className="flow">
        <WhoAndWhat person={person} balance={balance} />
        <section aria-labelledby="a-venir">
          <h2 id="a-venir">Ses ateliers à venir</h2>
          {toCome.length === 0 ? (
            <p>
              Rien n’est prévu.{' '}
              {balance.left > 0 && (
                <a href={`/partenaire/orienter?personne=${person.id}`}>Réservez une place avec elle</a>
              )}
            </p>
          ) : (
            <ul className="rows">
              {toCome.map((booking) => (
                <ToCome key={booking.id} booking={booking} now={now} />
              ))}
            </ul>
          )}
        </section>
        {past.length > 0 && (
          <section aria-labelledby="passes">
            <h2 id="passes">Passés ou annulés</h2>
            <ul className="rows">
              {past.map((booking) => (
                <li key={booking.id}>
                  <Which booking={booking} now={now} />
                  <Tag look={booking.state === 'ATTENDED' ? 'ok' : 'plain'}>{sayFate(booking, now) ?? 'prévu'}</Tag>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </DeskLayout>
  );
}

function WhoAndWhat({ person, balance }: { person: PersonRow; balance: WalletBalance }) {
  const shared = person.sharedContact ? ' (sert aussi à quelqu’un d’autre)' : '';
  const phone =
    person.phone === null ? null : (
      <>
        <a href={`tel:${person.phone}`}>{phoneWords(person.phone)}</a>
        {shared}
      </>
    );
  const email =
    person.email === null ? null : (
      <>
        <a href={`mailto:${person.email}`}>{person.email}</a>
        {shared}
      </>
    );
  return (
    <Facts
      of={[
        ['Ses pass', <Passes key="passes" balance={balance} />],
        ['Commune', person.commune],
        ['Année de naissance', person.birthYear],
        ['Téléphone', phone],
        ['E-mail', email],
        ['Pour la joindre', phone === null && email === null ? 'ni téléphone ni e-mail : le papier' : null],
      ]}
    />
  );
}

function Passes({ balance }: { balance: WalletBalance }) {
  return (
    <>
      <b>{balance.left === 0 ? 'Aucun pass à utiliser' : sayPasses(balance.left)}</b>
      {balance.usable.map(({ lastDay, count }) => (
        <span className="hint line" key={lastDay}>
          {sayPasses(count)} jusqu’au {sayDate(lastDay)}
        </span>
      ))}
      {balance.reserved > 0 && (
        <span className="hint line">et {sayPasses(balance.reserved)} pour ses ateliers réservés</span>
      )}
    </>
  );
}

function ToCome({ booking, now }: { booking: HolderBooking; now: Date }) {
  const started = booking.startsAt <= now;
  return (
    <li>
      <Which booking={booking} now={now} />
      <span className="acts">
        {!started && <a href={`/partenaire/reservations/${booking.id}`}>Déplacer ou annuler</a>}
        <a className="btn quiet" href={`/partenaire/ticket/${booking.id}`}>
          Imprimer le ticket
        </a>
      </span>
    </li>
  );
}

function Which({ booking, now }: { booking: HolderBooking; now: Date }) {
  return (
    <span>
      <b>{capital(sayMoment(booking.startsAt, now))}</b> · {booking.title}
      <span className="hint">
        {booking.venue.name}, {booking.venue.commune} · {sayPrice(booking.pricePasses)}
      </span>
    </span>
  );
}

function WhatToDo({ id, left }: { readonly id: string; readonly left: number }) {
  return (
    <>
      <a className="btn" href={`/partenaire/orienter?personne=${id}`}>
        {left > 0 ? 'Réserver une place' : 'Remettre un carnet'}
      </a>
      <a className="btn quiet" href={`/partenaire/personnes/${id}/code`}>
        Imprimer son code
      </a>
      <a className="btn quiet" href={`/partenaire/personnes/${id}/donnees`}>
        Ses données
      </a>
      <a className="btn quiet" href={`/partenaire/personnes/${id}/effacer`}>
        Effacer son identité
      </a>
    </>
  );
}
