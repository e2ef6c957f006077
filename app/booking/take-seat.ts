import type { Actor } from '#app/access/rules/actor.ts';
import { type IntentionContext, type Outcome, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { brokenConstraint } from '#db/faults.ts';
import { lockHolder, readWantedSession, writeBooking } from '#db/queries/booking.ts';
import { queueBookingMessage } from '#db/queries/outbox.ts';
import { type BookingRefusal, decideBooking, decideSeat } from './rules/decide-booking.ts';

export type SeatRefusal = BookingRefusal | 'HOLDER_NOT_FOUND' | 'TRY_AGAIN';

export interface WantedSeat {
  sessionId: string;
  holderId: string;
  partnerId: string | null;
  /** The booking this one replaces, already cancelled in the same transaction. */
  movedFrom: string | null;
}

/**
 * The part that every way of booking shares, inside the caller's transaction: read, decide, write,
 * tell. A full or closed session is refused before any lock is taken.
 */
export async function takeSeat(
  tx: Tx,
  wanted: WantedSeat,
  ctx: IntentionContext<Actor>,
): Promise<Outcome<{ bookingId: string }, SeatRefusal>> {
  const session = await readWantedSession(tx, wanted.sessionId);
  if (session === null) return refuse('SESSION_NOT_FOUND');
  const closed = decideSeat(session, ctx.now);
  if (closed !== null) return refuse(closed);
  const person = await lockHolder(tx, wanted.holderId, ctx.now);
  if (person === null) return refuse('HOLDER_NOT_FOUND');
  const verdict = decideBooking({ session, ...person, now: ctx.now });
  if (verdict.kind === 'REFUSE') return refuse(verdict.refusal, verdict.facts);
  const bookingId = ctx.newId();
  const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
  try {
    const written = await writeBooking(tx, { id: bookingId, ...wanted, passIds: verdict.passIds }, stamp);
    if (written === 'SEAT_GONE') {
      // Full, cancelled or changed while we came: the person is told which.
      const after = await readWantedSession(tx, wanted.sessionId);
      return refuse((after === null ? null : decideSeat(after, ctx.now)) ?? 'TRY_AGAIN');
    }
    if (written === 'PASSES_GONE')
      return refuse('NOT_ENOUGH_PASSES', { price: session.pricePasses, held: person.held.length });
  } catch (error) {
    // The index stands behind the rule: were the person's lock ever forgotten, it would still answer.
    if (brokenConstraint(error) === 'booking_one_live') return refuse('ALREADY_BOOKED');
    throw error;
  }
  await queueBookingMessage(
    tx,
    wanted.movedFrom === null ? 'booking-confirmed' : 'booking-moved',
    [bookingId],
    ctx.opKey,
    ctx.now,
  );
  return ok({ bookingId });
}
