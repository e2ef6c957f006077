import { capital, sayDay, saySpan } from '#app/calendar/rules/french-dates.ts';
import { rhythmOf } from '#app/training/rules/series.ts';
import { LEVEL_LABELS, sayPrice } from '#app/training/texts.fr.ts';
import { Icon, THEME_ICONS } from '#app/ui/components/icons.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import type { OrgSession } from '#db/queries/venue-space.ts';
import { sayFill, sayRhythm } from './texts.fr.ts';

interface SeriesCardProps {
  /** One session, or those of one series, in order. */
  readonly sessions: readonly OrgSession[];
  readonly today: string;
  readonly severalVenues: boolean;
  readonly past: boolean;
}

/** How many dates a series shows before it folds the others. */
const SHOWN = 4;

/** A series, or a session alone: what it is, then each of its dates. */
export function SeriesCard({ sessions, today, severalVenues, past }: SeriesCardProps) {
  const [first] = sessions;
  if (first === undefined) return null;
  const details = [
    severalVenues ? first.venueName : null,
    first.roomName,
    first.mediatorName === null ? null : `animé par ${first.mediatorName}`,
  ].filter((detail) => detail !== null);
  const rest = sessions.slice(SHOWN);
  return (
    <article className="series">
      <h2>
        <Icon name={THEME_ICONS[first.theme]} />
        {first.title}
      </h2>
      <p className="tags">
        <Tag look={first.pricePasses === 0 ? 'plain' : 'pass'}>{sayPrice(first.pricePasses)}</Tag>
        <Tag>{LEVEL_LABELS[first.level]}</Tag>
      </p>
      <p className="hint">
        {[sessions.length > 1 ? sayRhythm(rhythmOf(sessions)) : null, ...details]
          .filter((detail) => detail !== null)
          .join(' · ')}
      </p>
      <ul className="dates">
        {sessions.slice(0, SHOWN).map((session) => (
          <DateLine key={session.id} session={session} today={today} past={past} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{rest.length === 1 ? 'Une autre date' : `${rest.length} autres dates`}</summary>
          <ul className="dates">
            {rest.map((session) => (
              <DateLine key={session.id} session={session} today={today} past={past} />
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}

function DateLine({ session, today, past }: { session: OrgSession; today: string; past: boolean }) {
  return (
    <li>
      <a href={`/espace-lieu/ateliers/${session.id}`}>
        <time dateTime={session.startsAt.toISOString()}>
          {capital(sayDay(session.day, today))} {saySpan(session.start, session.end)}
        </time>
      </a>
      <SessionTags session={session} past={past} />
    </li>
  );
}

/** How a session stands, in words. An empty one only worries when it is soon. */
export function SessionTags({ session, past, soon = false }: { session: OrgSession; past: boolean; soon?: boolean }) {
  if (session.state === 'CANCELLED') return <Tag look="bad">Annulé</Tag>;
  if (past) {
    return (
      <span className="tags">
        <Tag>
          {session.attended}&nbsp;{session.attended > 1 ? 'présents' : 'présent'}
        </Tag>
        {session.confirmed > 0 && <Tag look="warn">{session.confirmed} à noter</Tag>}
      </span>
    );
  }
  const full = session.seatsTaken >= session.capacity;
  return (
    <span className="tags">
      <Tag look={full ? 'ok' : soon && session.seatsTaken === 0 ? 'warn' : 'plain'}>
        {full ? `complet, ${session.capacity}` : sayFill(session.seatsTaken, session.capacity)}
      </Tag>
    </span>
  );
}
