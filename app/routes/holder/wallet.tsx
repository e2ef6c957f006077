import { bookingStateWords } from '#app/booking/holder.fr.ts';
import { capital, sayMoment, sayRelativeDay } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { passesWords, reservedWords, untilWords } from '#app/passes/wallet.fr.ts';
import { THEME_LABELS } from '#app/training/texts.fr.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { Icon, THEME_ICONS } from '#app/ui/components/icons.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import type { HolderBooking } from '#db/queries/wallet.ts';
import { HolderPage } from './holder-page.tsx';
import { OfferedSessions } from './offered-sessions.tsx';
import type { WalletFacts } from './pass.tsx';

interface WalletProps {
  readonly facts: WalletFacts;
  readonly news: string | null;
}

/** An open pass: what is left, what is booked, what could be booked next, what was. */
export function Wallet({ facts, news }: WalletProps) {
  const { balance, toCome, past, proposed, today, now } = facts;
  return (
    <HolderPage title={facts.givenName === '' ? 'Mon pass' : `Bonjour ${facts.givenName}`} news={news}>
      <div className="flow">
        <Balance balance={balance} today={today} />
        <section aria-labelledby="a-venir">
          <h2 id="a-venir">Vos prochains ateliers</h2>
          {toCome.length === 0 ? (
            <EmptyState icon="calendar" title="Rien de réservé pour le moment">
              {balance.left > 0 && <p>Choisissez un atelier ci-dessous, ou cherchez-en un autre.</p>}
            </EmptyState>
          ) : (
            <ul className="cards">
              {toCome.map((booking) => (
                <li key={booking.id}>
                  <BookingCard booking={booking} today={today} />
                </li>
              ))}
            </ul>
          )}
        </section>
        <Proposed proposed={proposed} left={balance.left} today={today} />
        {past.length > 0 && <Past past={past} today={today} now={now} />}
        <p>
          <a href="/mon-pass/mes-donnees">Ce qui est écrit sur moi</a>
        </p>
      </div>
    </HolderPage>
  );
}

function Balance({ balance, today }: Pick<WalletFacts, 'balance' | 'today'>) {
  const reserved = reservedWords(balance.reserved);
  return (
    <section className="balance" aria-labelledby="solde">
      <h2 id="solde" className="visually-hidden">
        Ce qu’il vous reste
      </h2>
      <Icon name="ticket" size={46} />
      <div>
        <p className="balance-left">
          {balance.left === 0 ? (
            'Vous n’avez plus de pass à utiliser.'
          ) : (
            <>
              Il vous reste <b>{passesWords(balance.left)}</b>
            </>
          )}
        </p>
        {untilWords(balance.usable, today).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {reserved !== null && <p>{reserved}</p>}
      </div>
    </section>
  );
}

function BookingCard({ booking, today }: { readonly booking: HolderBooking; readonly today: string }) {
  const isToday = parisDay(booking.startsAt) === today;
  return (
    <article className="card">
      <p className="when">
        <time dateTime={booking.startsAt.toISOString()}>{capital(sayMoment(booking.startsAt, today))}</time>
      </p>
      <h3>
        <Icon name={THEME_ICONS[booking.theme]} />
        <a href={`/mon-pass/reservations/${booking.id}`}>{booking.title}</a>
      </h3>
      <p>
        {booking.venue.name} · {booking.venue.commune}
      </p>
      <p className="tags">
        <Tag look={isToday ? 'warn' : 'plain'}>{capital(sayRelativeDay(booking.startsAt, today))}</Tag>
        <Tag>{THEME_LABELS[booking.theme]}</Tag>
      </p>
      <p className="link" aria-hidden="true">
        {isToday ? 'Je suis là, mon ticket, annuler' : 'Mon ticket, changer de jour, annuler'}
      </p>
    </article>
  );
}

function Proposed({ proposed, left, today }: Pick<WalletFacts, 'proposed' | 'today'> & { readonly left: number }) {
  if (left === 0 && proposed.length === 0) {
    return (
      <section aria-labelledby="plus-de-pass">
        <h2 id="plus-de-pass">Pour continuer à apprendre</h2>
        <p>
          La personne qui vous a donné votre pass peut vous en donner d’autres. Beaucoup de lieux aident aussi sans
          pass.
        </p>
        <p className="more">
          <a className="btn quiet" href="/lieux">
            Trouver un lieu près de chez moi
          </a>
        </p>
      </section>
    );
  }
  return (
    <OfferedSessions
      title={proposed.length > 0 ? 'Près de chez vous, il reste des places' : 'Réserver un autre atelier'}
      sessions={proposed}
      today={today}
    />
  );
}

function Past({ past, today, now }: Pick<WalletFacts, 'past' | 'today' | 'now'>) {
  return (
    <section aria-labelledby="passes">
      <h2 id="passes">Terminés ou annulés</h2>
      <ul className="past">
        {past.map((booking) => (
          <li key={booking.id}>
            <b>{booking.title}</b>, {sayMoment(booking.startsAt, today)}, {booking.venue.name}.{' '}
            <span className="hint">{bookingStateWords(booking, now)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
