import { and, asc, desc, eq, gt, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { BookingState, CancelledBy } from '#app/booking/rules/booking.ts';
import type { HeldPass } from '#app/passes/rules/wallet.ts';
import type { SessionState, Theme } from '#app/training/rules/session.ts';
import type { Tx } from '#db/client.ts';
import { booking } from '#db/schema/booking.ts';
import { venue } from '#db/schema/directory.ts';
import { course, mediator, room, session } from '#db/schema/training.ts';

/** Passes that can be used until the same day. */
export interface PassesUntil {
  lastDay: string;
  count: number;
}

/** What a person has on one day. */
export interface WalletBalance {
  /** Passes to use, those that end first before the others. */
  usable: PassesUntil[];
  left: number;
  /** Kept for bookings to come. */
  reserved: number;
}

/** The balance of a person on a Paris day; a pass whose last day is past does not count any more. */
export async function readBalance(tx: Tx, holderId: string, today: string): Promise<WalletBalance> {
  const rows = await tx.execute<{ state: 'HELD' | 'RESERVED'; last_day: string; passes: number }>(sql`
    select state, expires_on::text as last_day, count(*)::int as passes from pass
    where holder_id = ${holderId} and (state = 'RESERVED' or state = 'HELD' and expires_on >= ${today}::date)
    group by state, expires_on order by expires_on`);
  const usable = rows
    .filter(({ state }) => state === 'HELD')
    .map((row) => ({ lastDay: row.last_day, count: row.passes }));
  const reserved = rows.filter(({ state }) => state === 'RESERVED');
  return {
    usable,
    left: usable.reduce((sum, { count }) => sum + count, 0),
    reserved: reserved.reduce((sum, { passes }) => sum + passes, 0),
  };
}

/** The passes a person could use for a booking; those of a booking they would give up count too. */
export async function listUsablePasses(tx: Tx, holderId: string, givenUp: string | null): Promise<HeldPass[]> {
  const rows = await tx.execute<{ id: string; expires_on: string }>(sql`
    select p.id, p.expires_on::text from pass p where p.holder_id = ${holderId} and (p.state = 'HELD' or p.state = 'RESERVED'
      and exists (select 1 from booking_pass x where x.pass_id = p.id and x.booking_id = ${givenUp}::uuid and x.released_at is null))
    order by p.expires_on, p.id`);
  return rows.map((row) => ({ id: row.id, expiresOn: row.expires_on }));
}

/** A booking as its own person reads it. Nothing in it names them. */
export interface HolderBooking {
  id: string;
  state: BookingState;
  cancelledBy: CancelledBy | null;
  excused: boolean | null;
  pricePasses: number;
  sessionId: string;
  sessionState: SessionState;
  cancelReason: string | null;
  courseId: string;
  title: string;
  theme: Theme;
  startsAt: Date;
  endsAt: Date;
  wheelchair: boolean;
  roomName: string | null;
  mediatorName: string | null;
  /** The booking that took its place when the person moved. */
  replacedBy: string | null;
  venue: {
    id: string;
    slug: string;
    name: string;
    street: string;
    streetExtra: string | null;
    postcode: string;
    commune: string;
    lat: number | null;
    lon: number | null;
    phone: string | null;
    welcomeNote: string | null;
  };
}

/** The bookings whose session is not over, soonest first. */
export function listBookingsToCome(tx: Tx, holderId: string, now: Date): Promise<HolderBooking[]> {
  return bookings(
    tx,
    and(eq(booking.holderId, holderId), eq(booking.state, 'CONFIRMED'), gt(session.endsAt, now)),
    [asc(session.startsAt)],
    50,
  );
}

/** The other bookings, latest first; those that were only moved to another session are left out. */
export function listBookingsPast(tx: Tx, holderId: string, now: Date, limit: number): Promise<HolderBooking[]> {
  const over = or(ne(booking.state, 'CONFIRMED'), lte(session.endsAt, now));
  const where = and(eq(booking.holderId, holderId), over, isNull(replacement.id));
  return bookings(tx, where, [desc(session.startsAt), desc(booking.createdAt)], limit);
}

/** One booking of a person, or null: also for somebody else's. `id` must have the form of a UUID. */
export async function findBookingOf(tx: Tx, holderId: string, id: string): Promise<HolderBooking | null> {
  const [found] = await bookings(tx, and(eq(booking.holderId, holderId), eq(booking.id, id)), [asc(booking.id)], 1);
  return found ?? null;
}

/** The booking that took another's place when the person moved. */
const replacement = alias(booking, 'replacement');

function bookings(tx: Tx, where: SQL | undefined, order: SQL[], limit: number): Promise<HolderBooking[]> {
  return tx
    .select({
      id: booking.id,
      state: booking.state,
      cancelledBy: booking.cancelledBy,
      excused: booking.excused,
      pricePasses: booking.pricePasses,
      sessionId: booking.sessionId,
      sessionState: session.state,
      cancelReason: session.cancelReason,
      courseId: session.courseId,
      title: course.title,
      theme: course.theme,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      wheelchair: session.wheelchair,
      roomName: room.name,
      mediatorName: mediator.name,
      replacedBy: replacement.id,
      venue: {
        id: venue.id,
        slug: venue.slug,
        name: venue.name,
        street: venue.street,
        streetExtra: venue.streetExtra,
        postcode: venue.postcode,
        commune: venue.commune,
        lat: venue.lat,
        lon: venue.lon,
        phone: venue.phone,
        welcomeNote: venue.welcomeNote,
      },
    })
    .from(booking)
    .innerJoin(session, eq(session.id, booking.sessionId))
    .innerJoin(course, eq(course.id, session.courseId))
    .innerJoin(venue, eq(venue.id, session.venueId))
    .leftJoin(room, eq(room.id, session.roomId))
    .leftJoin(mediator, eq(mediator.id, session.mediatorId))
    .leftJoin(replacement, eq(replacement.movedFrom, booking.id))
    .where(where)
    .orderBy(...order)
    .limit(limit);
}
