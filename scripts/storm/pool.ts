import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import type { Ground } from '#db/seed/trial/ground.ts';
import type { TrialFundings } from '#db/seed/trial/purchases.ts';

export interface PooledSession {
  id: string;
  org: number;
  venueId: string;
  /** What it was published with: an edit sends it again. */
  asPublished: Record<string, unknown>;
  day: string;
}

export interface PooledBooking {
  id: string;
  holderId: string;
  sessionId: string;
  org: number;
  venueId: string;
}

/** Ends of a journey: partners by their number, null for the authority's stock. */
export interface PooledJourney {
  id: string;
  from: number | null;
  to: number | null;
}

/**
 * What the workers know of the programme: shared, and deliberately stale, so that they meet on the same
 * seats, passes and bookings. Oldest entries are forgotten: the storm stays where things happen.
 */
export interface Pool {
  ground: Ground;
  /** The Paris day on which the storm began. */
  firstDay: string;
  /** Lots that may be given out, as far as is known. */
  lots: string[];
  /** Lots on their way: what the authority has done of buying them. */
  buying: { lotId: string; priceCents: bigint; orderId: string | null; financed: boolean; paid: boolean }[];
  fundings: TrialFundings;
  /** Booklets given to each partner, not handed over yet as far as is known. */
  booklets: { id: string; serial: string }[][];
  /** `serial` is that of the booklet they were last given. */
  holders: { id: string; partner: number; serial: string }[];
  sessions: PooledSession[];
  bookings: PooledBooking[];
  walkIns: { txId: string; org: number }[];
  /** Booklets that travel, or did. */
  journeys: PooledJourney[];
  claims: { id: string; org: number }[];
  orders: string[];
  /** Bank accounts that wait for somebody to validate them. */
  accounts: string[];
  /** Agents whose access was closed: they go on trying. */
  dismissed: PartnerActor[];
  /** Partners whose convention was revoked, by their number: they wait for another. */
  lapsed: number[];
  /** The two people of the authority. */
  officials: AuthorityActor[];
  /** Numbers never used twice in this storm: people's names, first serials of lots. */
  counter: { people: number; serials: number; lots: number; notifications: number };
}

export function emptyPool(ground: Ground, fundings: TrialFundings, firstDay: string): Pool {
  return {
    ground,
    firstDay,
    lots: [],
    buying: [],
    fundings,
    booklets: ground.partners.map(() => []),
    holders: [],
    sessions: [],
    bookings: [],
    walkIns: [],
    journeys: [],
    claims: [],
    orders: [],
    accounts: [],
    dismissed: [],
    lapsed: [],
    officials: [ground.authority, ground.colleague],
    counter: { people: 0, serials: 1, lots: 0, notifications: 0 },
  };
}

/** Adds to a list that forgets its oldest. */
export function remember<T>(list: T[], found: T, most: number): void {
  list.push(found);
  if (list.length > most) list.splice(0, list.length - most);
}
