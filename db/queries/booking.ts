import { type SQL, sql } from 'drizzle-orm';
import type { OtherBooking, WantedSession } from '#app/booking/rules/decide-booking.ts';
import type { MarkedBooking } from '#app/booking/rules/decide-marking.ts';
import type { HeldPass } from '#app/passes/rules/wallet.ts';
import type { Tx } from '../client.ts';
import { type ActStamp, moment, stamped, uuids, word } from './acts.ts';
import { knownToPartner } from './people.ts';

/** Everything a decision to book needs. */
export interface BookingFacts {
  session: WantedSession | null;
  held: HeldPass[];
  others: OtherBooking[];
}

/** A session as a decision sees it, read without any lock: a full session is refused before one is taken. */
export async function readWantedSession(tx: Tx, sessionId: string): Promise<WantedSession | null> {
  const rows = await tx.execute<{
    id: string;
    state: WantedSession['state'];
    starts_at: string;
    ends_at: string;
    day: string;
    capacity: number;
    seats_taken: number;
    price_passes: number;
    labelled: boolean;
  }>(sql`
    select s.id, s.state, s.starts_at, s.ends_at, to_char(s.starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day,
      s.capacity, s.seats_taken, s.price_passes,
      exists (select 1 from org_label l where l.org_id = s.org_id
        and daterange(l.starts_on, l.ends_on, '[]') @> (s.starts_at at time zone 'Europe/Paris')::date) as labelled
    from session s where s.id = ${sessionId}`);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    id: row.id,
    state: row.state,
    startsAt: new Date(row.starts_at),
    endsAt: new Date(row.ends_at),
    day: row.day,
    capacity: row.capacity,
    seatsTaken: row.seats_taken,
    pricePasses: row.price_passes,
    labelled: row.labelled,
  };
}

/**
 * Locks the person, then reads the passes they hold and their live bookings to come. The lock makes
 * two requests for one person take turns; null when there is no such person.
 */
export async function lockHolder(
  tx: Tx,
  holderId: string,
  now: Date,
): Promise<{ held: HeldPass[]; others: OtherBooking[] } | null> {
  const rows = await tx.execute<{
    wallet: {
      held: HeldPass[];
      others: (Omit<OtherBooking, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string })[];
    } | null;
  }>(sql`select lock_wallet(${holderId}, ${moment(now)}) as wallet`);
  const wallet = rows[0]?.wallet ?? null;
  if (wallet === null) return null;
  const others = wallet.others.map((o) => ({ ...o, startsAt: new Date(o.startsAt), endsAt: new Date(o.endsAt) }));
  return { held: wallet.held, others };
}

/** Takes the seat and reserves the passes. SEAT_GONE and PASSES_GONE: somebody was faster; roll back. */
export function writeBooking(
  tx: Tx,
  b: {
    id: string;
    sessionId: string;
    holderId: string;
    passIds: string[];
    partnerId: string | null;
    movedFrom: string | null;
  },
  stamp: ActStamp,
): Promise<'OK' | 'SEAT_GONE' | 'PASSES_GONE'> {
  return word(
    tx,
    sql`act_book(${b.id}, ${b.sessionId}, ${b.holderId}, ${uuids(b.passIds)}, ${b.partnerId}::uuid, ${b.movedFrom}::uuid, ${stamped(stamp)})`,
  );
}

/** Cancels a confirmed booking: seat and passes come back. NOT_CONFIRMED: it was closed in between. */
export function writeCancellation(
  tx: Tx,
  bookingId: string,
  by: 'HOLDER' | 'PARTNER' | 'VENUE' | 'AUTHORITY',
  stamp: ActStamp,
): Promise<'OK' | 'NOT_CONFIRMED'> {
  return word(tx, sql`act_release(${bookingId}, 'CANCELLED', ${by}, null, ${stamped(stamp)})`);
}

/** Marks a booked person absent: the passes come back, the seat does not. */
export function writeAbsence(
  tx: Tx,
  bookingId: string,
  excused: boolean,
  stamp: ActStamp,
): Promise<'OK' | 'NOT_CONFIRMED'> {
  return word(tx, sql`act_release(${bookingId}, 'NO_SHOW', null, ${excused}, ${stamped(stamp)})`);
}

/** Marks a booked person present and redeems the passes behind the booking. */
export function writePresence(
  tx: Tx,
  bookingId: string,
  channel: 'HOLDER' | 'VENUE',
  stamp: ActStamp,
): Promise<'OK' | 'NOT_CONFIRMED'> {
  return word(tx, sql`act_attend(${bookingId}, ${channel}, ${stamped(stamp)})`);
}

/** Takes back a presence; CLAIMED when the redemption already is in a claim. */
export function writePresenceUndone(
  tx: Tx,
  bookingId: string,
  reason: string,
  reserveTxId: string,
  stamp: ActStamp,
): Promise<'OK' | 'NOT_ATTENDED' | 'CLAIMED'> {
  return word(
    tx,
    sql`act_unattend(${bookingId}, ${reason}, ${stamp.txId}, ${reserveTxId}, ${stamp.actorRef}, ${stamp.opKey}, ${moment(stamp.now)})`,
  );
}

/** Takes back an absence: these passes are reserved for the booking again. */
export function writeAbsenceUndone(
  tx: Tx,
  bookingId: string,
  passIds: string[],
  stamp: ActStamp,
): Promise<'OK' | 'NOT_MISSED' | 'PASSES_GONE'> {
  return word(tx, sql`act_unmiss(${bookingId}, ${uuids(passIds)}, ${stamped(stamp)})`);
}

/** A booking as far as marking, cancelling or moving it needs to know it. */
export interface BookingRow extends MarkedBooking {
  id: string;
  holderId: string;
  sessionId: string;
  orgId: string;
  venueId: string;
  pricePasses: number;
  courseTitle: string;
}

/**
 * The bookings an actor may touch: the one place where that is written. Venues see those of their
 * organisation, partners those of the people they know, people their own.
 */
export type BookingScope = { holderId: string } | { orgId: string } | { partnerId: string };

export function inBookingScope(scope: BookingScope): SQL {
  if ('holderId' in scope) return sql`b.holder_id = ${scope.holderId}`;
  if ('orgId' in scope) return sql`s.org_id = ${scope.orgId}`;
  return knownToPartner(sql`b.holder_id`, scope.partnerId);
}

/** Reads a booking within a scope; null when there is none there. Takes no lock. */
export async function readBooking(tx: Tx, bookingId: string, scope: BookingScope): Promise<BookingRow | null> {
  const rows = await tx.execute<{
    id: string;
    state: BookingRow['state'];
    holder_id: string;
    session_id: string;
    org_id: string;
    venue_id: string;
    price_passes: number;
    title: string;
    starts_at: string;
    day: string;
    claimed: boolean;
  }>(sql`
    select b.id, b.state, b.holder_id, b.session_id, s.org_id, s.venue_id, b.price_passes, c.title, s.starts_at,
      to_char(s.starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day,
      exists (select 1 from redemption r where r.booking_id = b.id and r.claim_id is not null) as claimed
    from booking b join session s on s.id = b.session_id join course c on c.id = s.course_id
    where b.id = ${bookingId} and ${inBookingScope(scope)}`);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    id: row.id,
    state: row.state,
    holderId: row.holder_id,
    sessionId: row.session_id,
    orgId: row.org_id,
    venueId: row.venue_id,
    pricePasses: row.price_passes,
    courseTitle: row.title,
    startsAt: new Date(row.starts_at),
    day: row.day,
    claimed: row.claimed,
  };
}
