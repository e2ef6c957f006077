import { sayPrice } from '#app/training/texts.fr.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import type { BookedPerson, OrgSessionDetail } from '#db/queries/venue-space.ts';
import { sayFill, sayPeople } from './texts.fr.ts';

/** What was just done with a session. */
export function DoneNotice({
  done,
  session,
  toldOfMove,
}: {
  done: 'publie' | 'modifie' | 'annule';
  session: OrgSessionDetail;
  toldOfMove: number;
}) {
  const others = session.following === 1 ? 'la suivante' : `les ${session.following} suivantes`;
  return (
    <Notice look="ok" news>
      {done === 'publie' && (
        <p>
          <b>C’est publié.</b>{' '}
          {session.following === 0 ? 'Cette date est ouverte' : `Cette date et ${others} sont ouvertes`} à la
          réservation.
        </p>
      )}
      {done === 'modifie' && (
        <p>
          <b>C’est enregistré.</b>{' '}
          {toldOfMove > 0 &&
            `Nous prévenons ${toldOfMove === 1 ? 'la personne inscrite' : `les ${toldOfMove} personnes inscrites`} du changement.`}
        </p>
      )}
      {done === 'annule' && (
        <p>
          <b>C’est annulé.</b>
        </p>
      )}
    </Notice>
  );
}

/** A cancelled session: why, who was told, and whom nobody could reach. */
export function CancelledSession({ session, told }: { session: OrgSessionDetail; told: readonly BookedPerson[] }) {
  const unreachable = told.filter(({ reachable }) => !reachable);
  return (
    <section className="flow narrow">
      <Notice look="bad">
        <p>
          <b>Cet atelier est annulé.</b> Raison donnée&nbsp;: {session.cancelReason}
        </p>
      </Notice>
      {told.length > 0 && (
        <p>
          {sayPeople(told.length)}{' '}
          {told.length === 1
            ? 'était inscrite. Ses pass lui sont revenus.'
            : 'étaient inscrites. Leurs pass leur sont revenus.'}
        </p>
      )}
      {unreachable.length > 0 && (
        <Notice look="warn">
          <p>
            <b>Sans téléphone ni e-mail&nbsp;:</b> nous n’avons pas pu prévenir ces personnes. Dites-le à l’accueil,
            pour le cas où elles viendraient.
          </p>
          <ul>
            {unreachable.map(({ bookingId, givenName, familyName }) => (
              <li key={bookingId}>
                {givenName} {familyName}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  );
}

/** A session that began: nothing of it is edited any more, people are marked on the day sheet. */
export function PastSession({ session }: { session: OrgSessionDetail }) {
  return (
    <section className="flow narrow">
      <Notice>
        <p>
          Cet atelier a commencé&nbsp;: on ne le modifie plus. Notez les présences sur la{' '}
          <a href={`/espace-lieu/jour/${session.day}`}>feuille du jour</a>.
        </p>
      </Notice>
      <Facts
        of={[
          ['Inscrits', sayFill(session.seatsTaken, session.capacity)],
          ['Présents', session.attended],
          ['À noter', session.confirmed === 0 ? null : session.confirmed],
          ['Prix', sayPrice(session.pricePasses)],
          ['Salle', session.roomName],
          ['Animé par', session.mediatorName],
        ]}
      />
    </section>
  );
}
