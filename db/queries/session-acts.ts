import { sql } from 'drizzle-orm';
import type { Audience, Language, SessionState } from '#app/training/rules/session.ts';
import type { Tx } from '../client.ts';
import { type ActStamp, moment, uuids } from './acts.ts';

/** A session of one's own organisation, with what an act on it needs to know. */
export interface OwnSession {
  id: string;
  state: SessionState;
  seriesId: string | null;
  courseId: string;
  venueId: string;
  startsAt: Date;
  endsAt: Date;
  /** The Paris day it starts on. */
  day: string;
  capacity: number;
  seatsTaken: number;
  pricePasses: number;
  audience: Audience;
  languages: Language[];
  wheelchair: boolean;
  /** How many people are marked present. */
  attended: number;
}

type OwnSessionRow = Omit<OwnSession, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string } & Record<
    string,
    unknown
  >;

const OWN_SESSION = sql`
  s.id, s.state, s.series_id as "seriesId", s.course_id as "courseId", s.venue_id as "venueId", s.starts_at as "startsAt",
  s.ends_at as "endsAt", to_char(s.starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day, s.capacity,
  s.seats_taken as "seatsTaken", s.price_passes as "pricePasses", s.audience, s.languages, s.wheelchair,
  (select count(*)::int from booking b where b.session_id = s.id and b.state = 'ATTENDED') as attended`;

/** Sessions of an organisation by their ids, in order of time; those of others are not found. Takes no lock. */
export async function readOwnSessions(tx: Tx, ids: readonly string[], orgId: string): Promise<OwnSession[]> {
  const rows = await tx.execute<OwnSessionRow>(sql`
    select ${OWN_SESSION} from session s where s.id = any (${uuids(ids)}) and s.org_id = ${orgId} order by s.starts_at, s.id`);
  return rows.map((row) => ({ ...row, startsAt: new Date(row.startsAt), endsAt: new Date(row.endsAt) }));
}

/** This session and the open ones that follow it in its series. */
export async function listRestOfSeries(tx: Tx, session: OwnSession): Promise<string[]> {
  if (session.seriesId === null) return [session.id];
  const rows = await tx.execute<{ id: string }>(sql`
    select id from session where series_id = ${session.seriesId} and state = 'OPEN' and starts_at >= ${moment(session.startsAt)}
    order by starts_at, id`);
  return rows.map(({ id }) => id);
}

/** Locks sessions, by id, so that no seat of theirs moves before the transaction ends. */
export async function lockSessions(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.execute(sql`select 1 from session where id = any (${uuids(ids)}) order by id for no key update`);
}

/**
 * Holds sessions with all their confirmed bookings, which it answers: nobody books, cancels or is
 * marked there until the transaction ends.
 */
export async function holdSessions(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.execute<{ held: string[] }>(sql`select hold_sessions(${uuids(ids)}) as held`);
  return rows[0]?.held ?? [];
}

/** Holds what a move will touch, both sessions in the one order everybody follows, before anything is written. */
export async function holdMove(tx: Tx, bookingId: string, toSessionId: string): Promise<void> {
  await tx.execute(sql`select hold_move(${bookingId}, ${toSessionId})`);
}

/** Whether a session is open, held so until the transaction ends. */
export async function holdOpenSession(tx: Tx, sessionId: string): Promise<boolean> {
  const rows = await tx.execute(sql`select 1 from session where id = ${sessionId} and state = 'OPEN' for share`);
  return rows.length === 1;
}

/**
 * Cancels held bookings and their sessions in one go: the passes come back. `txIds` gives one ledger
 * transaction to each booking.
 */
export async function writeSessionsCancelled(
  tx: Tx,
  held: { sessionIds: readonly string[]; bookingIds: readonly string[]; txIds: readonly string[]; reason: string },
  stamp: Omit<ActStamp, 'txId'>,
): Promise<void> {
  const words = await tx.execute<{ word: string }>(sql`
    select act_release(k.booking_id, 'CANCELLED', 'VENUE', null, k.tx_id, ${stamp.actorRef}, ${stamp.opKey}, ${moment(stamp.now)}) as word
    from unnest(${uuids(held.bookingIds)}, ${uuids(held.txIds)}) as k (booking_id, tx_id)`);
  // They are locked and were confirmed a moment ago: anything else is an error of ours.
  if (words.some(({ word }) => word !== 'OK')) throw new Error('a held booking could not be cancelled');
  await tx.execute(sql`
    update session set state = 'CANCELLED', cancel_reason = ${held.reason}, cancelled_at = ${moment(stamp.now)}, updated_at = ${moment(stamp.now)}
    where id = any (${uuids(held.sessionIds)})`);
}

/** The confirmed bookings of these sessions. */
export async function listConfirmedBookings(tx: Tx, sessionIds: readonly string[]): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from booking where session_id = any (${uuids(sessionIds)}) and state = 'CONFIRMED' order by id`);
  return rows.map(({ id }) => id);
}

/** A session as an edit leaves it. */
export type ChangedSession = Pick<
  OwnSession,
  'id' | 'venueId' | 'startsAt' | 'endsAt' | 'capacity' | 'pricePasses' | 'audience' | 'languages' | 'wheelchair'
> & { roomId: string | null; mediatorId: string | null };

/**
 * Writes edited sessions. Rooms and mediators are let go first and taken again once every hour is
 * written: the sessions of a series that moves must not stand in each other's way.
 */
export async function writeSessions(tx: Tx, sessions: readonly ChangedSession[], now: Date): Promise<void> {
  const values = JSON.stringify(
    sessions.map(({ id, startsAt, endsAt, ...rest }) => ({
      id,
      starts_at: startsAt,
      ends_at: endsAt,
      ...columns(rest),
    })),
  );
  await tx.execute(sql`
    update session s set room_id = null, mediator_id = null, venue_id = n.venue_id, starts_at = n.starts_at, ends_at = n.ends_at,
      capacity = n.capacity, price_passes = n.price_passes, audience = n.audience, languages = n.languages, wheelchair = n.wheelchair,
      updated_at = ${moment(now)}
    from jsonb_to_recordset(${values}::jsonb) as n (id uuid, venue_id uuid, starts_at timestamptz, ends_at timestamptz,
      capacity int, price_passes smallint, audience text, languages text[], wheelchair boolean)
    where s.id = n.id`);
  await tx.execute(sql`
    update session s set room_id = n.room_id, mediator_id = n.mediator_id
    from jsonb_to_recordset(${values}::jsonb) as n (id uuid, room_id uuid, mediator_id uuid)
    where s.id = n.id and (n.room_id is not null or n.mediator_id is not null)`);
}

function columns(session: Omit<ChangedSession, 'id' | 'startsAt' | 'endsAt'>) {
  const { venueId, roomId, mediatorId, capacity, pricePasses, audience, languages, wheelchair } = session;
  return {
    venue_id: venueId,
    room_id: roomId,
    mediator_id: mediatorId,
    capacity,
    price_passes: pricePasses,
    audience,
    languages,
    wheelchair,
  };
}
