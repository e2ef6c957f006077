import { proposeSessions } from '#app/booking/rules/propose-sessions.ts';
import { addDays, parisDay } from '#app/calendar/rules/paris-time.ts';
import { findPlace } from '#app/directory/find-place.ts';
import type { Tx } from '#db/client.ts';
import { findSession, listUpcomingSessions, type SessionCriteria, type SessionListed } from '#db/queries/sessions.ts';
import { type Draft, HORIZONS } from './refer/form.ts';

/** What can be paid with: how many passes, and the last Paris day on which some of them are valid. */
export interface Means {
  passes: number;
  lastDay: string | null;
}

/** The sessions to propose, and from where they were looked for. */
export interface Proposals {
  sessions: SessionListed[];
  /** How many there are in all, shown or not. */
  total: number;
  /** The commune the distances start from, when it is known where it is. */
  from: string | null;
  /** Nothing was found as soon as asked: these come later. */
  later: boolean;
}

export interface ProposalWish {
  /** A commune, a postcode; empty when nobody said. */
  near: string;
  means: Means;
  filters: Pick<Draft, 'theme' | 'level' | 'language' | 'wheelchair' | 'within' | 'shown'>;
  /** Whose bookings are left out. */
  holderId: string | null;
  /** The session already chosen: it stays in sight. */
  chosen: string | null;
  now: Date;
}

/** More than an agent will ever read: out of them the venues are mixed. */
const LOOKED_AT = 300;

/** The bookable sessions nearest to a commune, within what the passes allow. */
export async function proposeNearest(tx: Tx, wish: ProposalWish): Promise<Proposals> {
  const place = await findPlace(tx, { near: wish.near, at: null });
  const near = place.kind === 'found' ? place.place : null;
  const criteria = criteriaOf(wish, near?.position ?? null);
  let { sessions, total } = await listUpcomingSessions(tx, criteria);
  const later = total === 0 && HORIZONS[wish.filters.within] !== null;
  if (later) ({ sessions, total } = await listUpcomingSessions(tx, { ...criteria, toDay: wish.means.lastDay }));
  const proposed = proposeSessions(sessions, wish.filters.shown);
  return {
    sessions: await withChosen(tx, proposed, sessions, wish),
    total,
    from: near?.name ?? null,
    later: later && total > 0,
  };
}

function criteriaOf({ means, filters, holderId, now }: ProposalWish, near: SessionCriteria['near']): SessionCriteria {
  const weeks = HORIZONS[filters.within];
  const horizon = weeks === null ? null : addDays(parisDay(now), weeks * 7);
  return {
    now,
    toDay: earlier(horizon, means.lastDay),
    theme: filters.theme,
    level: filters.level,
    language: filters.language,
    wheelchair: filters.wheelchair,
    near: near ?? null,
    minSeats: 1,
    maxPrice: means.passes,
    onlyLabelled: true,
    notBookedBy: holderId,
    orderBy: near === null || near === undefined ? 'date' : 'distance',
    limit: LOOKED_AT,
  };
}

/** A choice made before the list changed stays on top, as long as it can be booked. */
async function withChosen(
  tx: Tx,
  proposed: SessionListed[],
  all: SessionListed[],
  { chosen, now }: ProposalWish,
): Promise<SessionListed[]> {
  if (chosen === null || proposed.some(({ id }) => id === chosen)) return proposed;
  const known = all.find(({ id }) => id === chosen);
  if (known !== undefined) return [known, ...proposed];
  const found = await findSession(tx, chosen);
  const open = found !== null && found.state === 'OPEN' && found.startsAt > now && found.seatsLeft > 0;
  return open ? [found, ...proposed] : proposed;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
