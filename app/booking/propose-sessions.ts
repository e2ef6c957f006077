import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Position } from '#app/directory/rules/distance.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';
import { choosePasses } from '#app/passes/rules/wallet.ts';
import type { Audience } from '#app/training/rules/session.ts';
import type { Tx } from '#db/client.ts';
import { findPersonForHolder } from '#db/queries/people.ts';
import { listUpcomingSessions, type SessionListed } from '#db/queries/sessions.ts';
import { communeCentre } from '#db/queries/venues.ts';
import { listBookingsToCome, listUsablePasses } from '#db/queries/wallet.ts';

/** Circles looked at one after the other, until enough is found: a walk, a short ride, the territory, everywhere. */
const RADII_METRES = [3_000, 8_000, 20_000, null] as const;
/** Read before those that cannot be had are put aside. */
const READ = 40;
const SENIOR_FROM = 60;
const YOUNG_UNTIL = 25;

export interface Asked {
  holderId: string;
  now: Date;
  limit: number;
  /** The booking the person would give up: its passes count, its session and hour do not stand in the way. */
  insteadOf?: { id: string; sessionId: string } | null;
  /** Only the other dates of one course. */
  courseId?: string | null;
}

/**
 * The next sessions a person could book at once: seats left, paid by the passes they have on that day,
 * not at the hour of another booking. Soonest first, within the smallest circle around their commune
 * that holds enough of them.
 */
export async function proposeSessions(tx: Tx, asked: Asked): Promise<SessionListed[]> {
  const { holderId, now, limit, insteadOf = null } = asked;
  const passes = await listUsablePasses(tx, holderId, insteadOf?.id ?? null);
  const others = (await listBookingsToCome(tx, holderId, now)).filter(({ id }) => id !== insteadOf?.id);
  const person = await findPersonForHolder(tx, holderId);
  const home = await homeOf(tx, person);
  let proposed: SessionListed[] = [];
  for (const radiusMetres of home === null ? [null] : RADII_METRES) {
    const { sessions } = await listUpcomingSessions(tx, {
      now,
      minSeats: 1,
      maxPrice: passes.length,
      onlyLabelled: true,
      notBookedBy: holderId,
      courseId: asked.courseId ?? null,
      // The other dates of a course they chose suit them as the first did.
      audiences: (asked.courseId ?? null) === null && person !== null ? audiencesAt(person.birthYear, now) : null,
      near: home === null ? null : { ...home, radiusMetres },
      limit: READ,
    });
    proposed = sessions
      .filter(({ startsAt, pricePasses }) => choosePasses(passes, pricePasses, parisDay(startsAt)).kind === 'CHOSEN')
      .filter(({ startsAt, endsAt }) => !others.some((other) => other.startsAt < endsAt && startsAt < other.endsAt))
      .slice(0, limit);
    if (proposed.length >= limit) break;
  }
  return proposed;
}

/** A session reserved to some is proposed only to those we know to be of them: by their age, and nothing else. */
function audiencesAt(birthYear: number, now: Date): Audience[] {
  const age = Number(parisDay(now).slice(0, 4)) - birthYear;
  return [
    'EVERYONE',
    ...(age >= SENIOR_FROM ? (['SENIORS'] as const) : []),
    ...(age <= YOUNG_UNTIL ? (['YOUNG'] as const) : []),
  ];
}

async function homeOf(tx: Tx, person: { inseeCode: string | null } | null): Promise<Position | null> {
  if (person === null || person.inseeCode === null) return null;
  const place = territoryPlace(person.inseeCode);
  return place === undefined ? communeCentre(tx, person.inseeCode) : { lat: place.lat, lon: place.lon };
}
