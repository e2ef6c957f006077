import { capital, sayDay, sayTime } from '#app/calendar/rules/french-dates.ts';
import { Icon, THEME_ICONS } from '#app/ui/components/icons.tsx';
import type { OrgSession } from '#db/queries/venue-space.ts';
import { SessionTags } from './series-card.tsx';

export interface Day {
  readonly day: string;
  readonly sessions: readonly OrgSession[];
}

/** Sessions by Paris day, in order. */
export function byDay(sessions: readonly OrgSession[]): Day[] {
  const days = new Map<string, OrgSession[]>();
  for (const session of sessions) days.set(session.day, [...(days.get(session.day) ?? []), session]);
  return [...days].map(([day, held]) => ({ day, sessions: held }));
}

interface AgendaDayProps {
  readonly day: Day;
  readonly today: string;
  readonly severalVenues: boolean;
}

/** One day: its sheet, then its sessions. */
export function AgendaDay({ day: { day, sessions }, today, severalVenues }: AgendaDayProps) {
  return (
    <section className={day === today ? 'agenda today' : 'agenda'} aria-label={sayDay(day, today)}>
      <header>
        <h3>{day === today ? 'Aujourd’hui' : capital(sayDay(day, today))}</h3>
        {sessions.some(({ state }) => state === 'OPEN') && (
          <a className={day === today ? 'btn' : 'sheet-link'} href={`/espace-lieu/jour/${day}`}>
            <Icon name="print" size={20} />
            Feuille du jour
          </a>
        )}
      </header>
      <ul>
        {sessions.map((session) => (
          <li key={session.id} className={session.state === 'CANCELLED' ? 'cancelled' : undefined}>
            <time dateTime={session.startsAt.toISOString()}>
              <b>{sayTime(session.start)}</b>
              <span className="hint">{sayTime(session.end)}</span>
            </time>
            <div>
              <Icon name={THEME_ICONS[session.theme]} size={20} />
              <a href={`/espace-lieu/ateliers/${session.id}`}>{session.title}</a>
              <Whereabouts session={session} severalVenues={severalVenues} />
            </div>
            <SessionTags session={session} past={false} soon />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Whereabouts({ session, severalVenues }: { session: OrgSession; severalVenues: boolean }) {
  const parts = [severalVenues ? session.venueName : null, session.roomName, session.mediatorName].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? null : <p className="hint">{parts.join(' · ')}</p>;
}
