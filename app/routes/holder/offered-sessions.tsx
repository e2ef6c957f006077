import { SessionCard } from '#app/ui/components/session-card.tsx';
import type { SessionListed } from '#db/queries/sessions.ts';

interface OfferedSessionsProps {
  readonly title: string;
  readonly sessions: readonly SessionListed[];
  readonly today: string;
}

/** Sessions the person could book at once: each card leads straight to the booking; then the whole catalogue. */
export function OfferedSessions({ title, sessions, today }: OfferedSessionsProps) {
  return (
    <section aria-labelledby="propositions">
      <h2 id="propositions">{title}</h2>
      {sessions.length > 0 && (
        <ul className="cards">
          {sessions.map(({ venue, ...session }) => (
            <li key={session.id}>
              <SessionCard
                session={{ ...session, venueName: venue.name, commune: venue.commune }}
                today={today}
                href={`/mon-pass/reserver/${session.id}`}
              />
            </li>
          ))}
        </ul>
      )}
      <p className="more">
        <a className="btn quiet" href="/ateliers?seats=1">
          Je cherche un autre atelier
        </a>
      </p>
    </section>
  );
}
