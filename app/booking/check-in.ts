import { z } from 'zod';
import { dayWordFromDigest } from '#app/passes/rules/code.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { readBooking, writePresence } from '#db/queries/booking.ts';
import { decideCheckIn } from './rules/decide-marking.ts';

/**
 * A person says "I am here" with the four digits shown in the venue that day: marked present, passes
 * redeemed. The caller limits the tries; the venue can undo. Value: the booking's id.
 */
export const checkIn = intention({
  name: 'check-in',
  input: z.object({
    bookingId: z.uuid(),
    word: z
      .string()
      .trim()
      .regex(/^\d{4}$/),
  }),
  may: 'booking.checkIn',
  async run(tx, { bookingId, word }, ctx) {
    const booking = await readBooking(tx, bookingId, { holderId: ctx.actor.holderId });
    const shown =
      booking === null ? '' : dayWordFromDigest(ctx.secrets.hmac('day-word', `${booking.venueId}|${ctx.today}`));
    const refusal = decideCheckIn(booking, { typed: word, shown }, ctx.now, ctx.today);
    if (refusal !== null) return refuse(refusal);
    const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    if ((await writePresence(tx, bookingId, 'HOLDER', stamp)) !== 'OK') return refuse('BOOKING_CLOSED');
    return ok({ bookingId });
  },
});
