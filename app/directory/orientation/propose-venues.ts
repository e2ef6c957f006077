import { type Day, parisDay } from '#app/calendar/rules/paris-time.ts';
import { findPlace, type PlaceAnswer } from '#app/directory/find-place.ts';
import { haversine } from '#app/directory/rules/distance.ts';
import {
  type Ranked,
  rankVenues,
  SERVICES_FOR,
  type VenueFacts,
} from '#app/directory/rules/orientation/rank-venues.ts';
import type { Wish } from '#app/directory/rules/orientation/wish.ts';
import { stateOf } from '#app/directory/venue-opening.ts';
import type { Services } from '#app/platform/services.ts';
import { listCandidates, type VenueCandidate } from '#db/queries/orientation.ts';

/** Enough that the best of a whole town is among them. */
const LOOKED_AT = 120;
const SHOWN = 8;

export type VenueProposed = Omit<VenueCandidate, 'openingHours' | 'closures'> & VenueFacts;

export interface Proposal {
  ranked: readonly Ranked<VenueProposed>[];
  place: PlaceAnswer;
  today: Day;
}

/** The venues an agent could send somebody to, the best first, each with its reasons. */
export async function proposeVenues({ db, clock }: Pick<Services, 'db' | 'clock'>, wish: Wish): Promise<Proposal> {
  const now = clock.now();
  const today = parisDay(now);
  return db.read(async (tx) => {
    const place = await findPlace(tx, { near: wish.near, at: null });
    const from = place.kind === 'found' ? place.place.position : null;
    const found = await listCandidates(tx, {
      from,
      services: wish.need === null ? [] : SERVICES_FOR[wish.need],
      orSessions: wish.need === 'LEARN',
      now,
      today,
      limit: LOOKED_AT,
    });
    const venues = found.map(({ openingHours, closures, ...venue }): VenueProposed => {
      const { lat, lon } = venue;
      return {
        ...venue,
        opening: stateOf({ openingHours, closures }, now),
        distanceM: from === null || lat === null || lon === null ? null : haversine(from, { lat, lon }),
      };
    });
    return { ranked: rankVenues(venues, wish, now).slice(0, SHOWN), place, today };
  });
}
