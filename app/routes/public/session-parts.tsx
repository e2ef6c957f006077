import { capital, sayDay, sayDuration, saySpan } from '#app/calendar/rules/french-dates.ts';
import type { StationNearby } from '#app/directory/rules/stations.ts';
import { linesWords, listWords, phoneWords } from '#app/directory/texts.fr.ts';
import { AUDIENCE_SENTENCES, priceWords, seatsWords } from '#app/training/catalogue.fr.ts';
import { LANGUAGE_LABELS, LEVEL_HINTS, LEVEL_LABELS } from '#app/training/texts.fr.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { Icon } from '#app/ui/components/icons.tsx';
import type { SessionDetail } from '#db/queries/sessions.ts';

interface SessionProps {
  readonly session: SessionDetail;
}

/** For whom, when, how long, in which language. */
export function SessionFacts({ session, today }: SessionProps & { readonly today: string }) {
  const minutes = Math.round((session.endsAt.getTime() - session.startsAt.getTime()) / 60_000);
  return (
    <Facts
      of={[
        [
          'Quand',
          <>
            {capital(sayDay(session.startsAt, today))}, {saySpan(session.startsAt, session.endsAt)}
            <span className="hint"> (durée&nbsp;: {sayDuration(minutes)})</span>
          </>,
        ],
        ['Pour qui', AUDIENCE_SENTENCES[session.audience]],
        [
          'Niveau',
          <>
            {LEVEL_LABELS[session.level]} <span className="hint">«&nbsp;{LEVEL_HINTS[session.level]}&nbsp;»</span>
          </>,
        ],
        ['On y parle', listWords(session.languages.map((language) => LANGUAGE_LABELS[language]))],
        [
          'En fauteuil roulant',
          session.wheelchair
            ? 'La salle est accessible.'
            : 'La salle n’est pas accessible. Appelez le lieu pour trouver une solution.',
        ],
        ['Avec', session.mediatorName],
        ['Organisé par', session.orgName],
      ]}
    />
  );
}

/** Seats and price, and the one act of the page. */
export function SessionSeats({ session, territory }: SessionProps & { readonly territory: string }) {
  const bookable = session.labelled || session.pricePasses === 0;
  const full = session.seatsLeft <= 0;
  return (
    <section className="panel" aria-labelledby="reserver">
      <h2 id="reserver">
        <Icon name="ticket" /> Réserver
      </h2>
      <p className="price">{priceWords(session.pricePasses)}</p>
      <p>{seatsWords(session.seatsLeft, session.capacity)}</p>
      {!bookable && <p>Ce lieu n’accepte pas encore les pass à cette date. Appelez-le pour en savoir plus.</p>}
      {bookable && full && (
        <p>
          Toutes les places sont prises. Une place peut se libérer&nbsp;: revenez voir, ou choisissez un autre jour.
        </p>
      )}
      {bookable && !full && (
        <>
          <a className="btn wide" href={`/mon-pass/reserver/${session.id}`}>
            J’ai un pass&nbsp;: je réserve ma place
          </a>
          <p className="hint">
            {session.pricePasses === 0
              ? 'Il vous faut le code de votre ticket. Vous n’en avez pas\u00a0? Appelez le lieu\u00a0: il vous dira si vous pouvez venir.'
              : `Pas encore de pass\u00a0? Les partenaires de la ${territory} en donnent\u00a0: demandez à la personne qui vous accompagne.`}
          </p>
        </>
      )}
    </section>
  );
}

interface SessionAccessProps extends SessionProps {
  readonly stations: readonly StationNearby[];
}

/** Where it is, how to come, whom to ask for. */
export function SessionAccess({ session, stations }: SessionAccessProps) {
  const { venue, roomName } = session;
  return (
    <section className="panel" aria-labelledby="venir">
      <h2 id="venir">
        <Icon name="pin" /> Où, et comment venir
      </h2>
      <address>
        <a href={`/lieux/${venue.slug}`}>{venue.name}</a>
        <br />
        {venue.street}
        {venue.streetExtra !== null && <>, {venue.streetExtra}</>}
        <br />
        {venue.postcode} {venue.commune}
      </address>
      {roomName !== null && <p>{roomName}</p>}
      <Stations stations={stations} />
      {venue.welcomeNote !== null && <p className="as-written">{venue.welcomeNote}</p>}
      {venue.phone !== null && (
        <p>
          <Icon name="phone" size={20} /> <a href={`tel:${venue.phone}`}>{phoneWords(venue.phone)}</a>
        </p>
      )}
    </section>
  );
}

/** The stops one can walk from. */
export function Stations({ stations }: Pick<SessionAccessProps, 'stations'>) {
  if (stations.length === 0) return null;
  return (
    <ul className="stops">
      {stations.map(({ station, minutes }) => (
        <li key={station.name}>
          À {minutes} min à pied de <b>{station.name}</b> ({linesWords(station)})
        </li>
      ))}
    </ul>
  );
}
