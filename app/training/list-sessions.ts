import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Position } from '#app/directory/rules/distance.ts';
import type { Services } from '#app/platform/services.ts';
import type { Tx } from '#db/client.ts';
import {
  countUpcomingSessions,
  listUpcomingSessions,
  type SessionCriteria,
  type SessionListed,
} from '#db/queries/sessions.ts';
import { looserSearches, PAGE_SIZE, type SessionSearch } from './rules/search.ts';

/** The sessions of one Paris day. */
export interface SessionDay {
  day: string;
  sessions: SessionListed[];
}

/** The same search without one of its demands, and how many sessions it finds. */
export interface LooserSearch {
  over: Partial<SessionSearch>;
  count: number;
}

export interface SessionList {
  days: SessionDay[];
  total: number;
  pages: number;
  /** What to try when nothing is found, the gentlest first. */
  looser: LooserSearch[];
  today: string;
}

/** One page of the catalogue, day by day. `position` is where the search's place is, when it is known. */
export async function listSessions(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  search: SessionSearch,
  position: Position | null,
): Promise<SessionList> {
  const now = clock.now();
  return db.read(async (tx) => {
    const { sessions, total } = await listUpcomingSessions(tx, criteriaOf(search, position, now));
    return {
      days: byDay(sessions),
      total,
      pages: Math.ceil(total / PAGE_SIZE),
      looser: total === 0 ? await findLooser(tx, search, position, now) : [],
      today: parisDay(now),
    };
  });
}

function criteriaOf(search: SessionSearch, position: Position | null, now: Date): SessionCriteria {
  return {
    now,
    fromDay: search.from,
    theme: search.theme,
    level: search.level,
    audiences: search.audience === null ? null : [search.audience],
    language: search.language,
    text: search.q,
    near: position === null || search.near === '' ? null : { ...position, radiusMetres: search.radiusKm * 1000 },
    minSeats: search.seats ? 1 : null,
    maxPrice: search.maxPrice,
    wheelchair: search.wheelchair,
    // The others cannot be booked by anybody.
    onlyLabelled: true,
    limit: PAGE_SIZE,
    offset: (search.page - 1) * PAGE_SIZE,
  };
}

async function findLooser(
  tx: Tx,
  search: SessionSearch,
  position: Position | null,
  now: Date,
): Promise<LooserSearch[]> {
  const found: LooserSearch[] = [];
  for (const over of looserSearches(search)) {
    const count = await countUpcomingSessions(tx, criteriaOf({ ...search, ...over }, position, now));
    if (count > 0) found.push({ over, count });
  }
  return found;
}

function byDay(sessions: readonly SessionListed[]): SessionDay[] {
  const days = new Map<string, SessionListed[]>();
  for (const session of sessions) {
    const day = parisDay(session.startsAt);
    const sameDay = days.get(day);
    if (sameDay === undefined) days.set(day, [session]);
    else sameDay.push(session);
  }
  return [...days].map(([day, list]) => ({ day, sessions: list }));
}
