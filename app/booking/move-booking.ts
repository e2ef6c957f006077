import { z } from 'zod';
import { intention, refuse } from '#app/platform/intention.ts';
import { readBooking, writeCancellation } from '#db/queries/booking.ts';
import { holdMove } from '#db/queries/session-acts.ts';
import { scopeOf, stillActs } from './cancel-booking.ts';
import { decideCancel } from './rules/decide-marking.ts';
import { takeSeat } from './take-seat.ts';

/**
 * Moves a booking to another session: cancelled and booked again in one transaction, so the person
 * never loses the first seat without having the second. Value: the new booking's id.
 */
export const moveBooking = intention({
  name: 'move-booking',
  input: z.object({ bookingId: z.uuid(), sessionId: z.uuid() }),
  may: 'booking.cancel',
  async run(tx, { bookingId, sessionId }, ctx) {
    if (!(await stillActs(tx, ctx.actor))) return refuse('PARTNER_REVOKED');
    const booking = await readBooking(tx, bookingId, scopeOf(ctx.actor));
    const refusal = decideCancel(booking, ctx.now);
    if (refusal !== null || booking === null) return refuse(refusal ?? 'BOOKING_NOT_FOUND');
    if (booking.sessionId === sessionId) return refuse('ALREADY_BOOKED');
    await holdMove(tx, bookingId, sessionId);
    const by = ctx.actor.role === 'HOLDER' ? 'HOLDER' : 'PARTNER';
    const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    if ((await writeCancellation(tx, bookingId, by, stamp)) !== 'OK') return refuse('BOOKING_CLOSED');
    const partnerId = ctx.actor.role === 'HOLDER' ? null : ctx.actor.partnerId;
    return takeSeat(tx, { sessionId, holderId: booking.holderId, partnerId, movedFrom: bookingId }, ctx);
  },
});
