import { z } from 'zod';
import type { HolderActor, PartnerActor } from '#app/access/rules/actor.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { type BookingScope, readBooking, writeCancellation } from '#db/queries/booking.ts';
import { queueBookingMessage } from '#db/queries/outbox.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { decideCancel } from './rules/decide-marking.ts';

/** The bookings a person, or an agent for them, may act on. */
export function scopeOf(actor: HolderActor | PartnerActor): BookingScope {
  return actor.role === 'HOLDER' ? { holderId: actor.holderId } : { partnerId: actor.partnerId };
}

/** Whether an agent still acts for their partner: a revocation waits for the act under way, and refuses the next. */
export async function stillActs(tx: Tx, actor: HolderActor | PartnerActor): Promise<boolean> {
  return actor.role === 'HOLDER' || holdPartner(tx, actor.partnerId, actor.membershipId);
}

/** Cancels a booking before its session starts: the passes come back to the person. Value: the booking's id. */
export const cancelBooking = intention({
  name: 'cancel-booking',
  input: z.object({ bookingId: z.uuid() }),
  may: 'booking.cancel',
  async run(tx, { bookingId }, ctx) {
    if (!(await stillActs(tx, ctx.actor))) return refuse('PARTNER_REVOKED');
    const booking = await readBooking(tx, bookingId, scopeOf(ctx.actor));
    const refusal = decideCancel(booking, ctx.now);
    if (refusal !== null) return refuse(refusal);
    const by = ctx.actor.role === 'HOLDER' ? 'HOLDER' : 'PARTNER';
    const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    if ((await writeCancellation(tx, bookingId, by, stamp)) !== 'OK') return refuse('BOOKING_CLOSED');
    await queueBookingMessage(tx, 'booking-cancelled', [bookingId], ctx.opKey, ctx.now);
    return ok({ bookingId });
  },
});
