import { capital, sayMoment } from '#app/calendar/rules/french-dates.ts';
import type { Language, Level, Theme } from '#app/training/rules/session.ts';
import { LEVEL_LABELS, sayOtherLanguages, sayPrice, saySeats } from '#app/training/texts.fr.ts';
import { sayDistance } from './figures.ts';
import { Icon, THEME_ICONS } from './icons.tsx';
import { Tag } from './tag.tsx';

/** A session as it is shown in a list. */
export interface SessionSummary {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly title: string;
  readonly theme: Theme;
  readonly level: Level;
  readonly venueName: string;
  readonly commune: string;
  readonly seatsLeft: number;
  readonly pricePasses: number;
  readonly wheelchair: boolean;
  readonly languages: readonly Language[];
  readonly distanceMetres?: number | null | undefined;
}

interface SessionCardProps {
  readonly session: SessionSummary;
  /** Today, so that a date of another year says its year. */
  readonly today: Date | string;
  /** Where the card leads, when not to the session's own page. */
  readonly href?: string;
}

/** A session in a list; the whole card is one link. */
export function SessionCard({ session, today, href = `/ateliers/${session.id}` }: SessionCardProps) {
  const { distanceMetres = null } = session;
  const details = [
    distanceMetres === null ? null : `à ${sayDistance(distanceMetres)}`,
    session.wheelchair ? 'accessible en fauteuil' : null,
    sayOtherLanguages(session.languages),
  ].filter((detail) => detail !== null);
  return (
    <article className="card">
      <p className="when">
        <time dateTime={session.startsAt.toISOString()}>{capital(sayMoment(session.startsAt, today))}</time>
      </p>
      <h3>
        <Icon name={THEME_ICONS[session.theme]} />
        <a href={href}>{session.title}</a>
      </h3>
      <p>
        {session.venueName} · {session.commune}
      </p>
      {details.length > 0 && <p className="hint">{details.join(' · ')}</p>}
      <p className="tags">
        <Tag look={session.pricePasses === 0 ? 'plain' : 'pass'}>{sayPrice(session.pricePasses)}</Tag>
        <SeatsTag seatsLeft={session.seatsLeft} />
        <Tag>{LEVEL_LABELS[session.level]}</Tag>
      </p>
    </article>
  );
}

/** How many seats are left, said in words whatever its colour. */
export function SeatsTag({ seatsLeft }: { seatsLeft: number }) {
  if (seatsLeft <= 0) return <Tag>{saySeats(seatsLeft)}</Tag>;
  return <Tag look={seatsLeft === 1 ? 'warn' : 'ok'}>{saySeats(seatsLeft)}</Tag>;
}
