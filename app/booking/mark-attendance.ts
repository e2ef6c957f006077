import { z } from 'zod';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { choosePasses } from '#app/passes/rules/wallet.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import {
  type BookingRow,
  lockHolder,
  readBooking,
  writeAbsence,
  writeAbsenceUndone,
  writePresence,
  writePresenceUndone,
} from '#db/queries/booking.ts';
import { holdVenueStaff } from '#db/queries/passes.ts';
import { holdOpenSession } from '#db/queries/session-acts.ts';
import { decideMark, MARKS } from './rules/decide-marking.ts';

/**
 * A venue marks a booked person present (the passes are redeemed), absent or excused (they come
 * back), or takes its mark back until it is in a claim. Value: the booking's id.
 */
export const markAttendance = intention({
  name: 'mark-attendance',
  input: z.object({ bookingId: z.uuid(), mark: z.enum(MARKS) }),
  may: 'booking.mark',
  async run(tx, { bookingId, mark }, ctx) {
    if (!(await holdVenueStaff(tx, ctx.actor.membershipId))) return refuse('NOT_ALLOWED');
    const booking = await readBooking(tx, bookingId, { orgId: ctx.actor.orgId });
    const verdict = decideMark(booking, mark, ctx.today);
    if (verdict.kind === 'REFUSE' || booking === null) {
      return refuse(verdict.kind === 'REFUSE' ? verdict.refusal : 'BOOKING_NOT_FOUND');
    }
    const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    switch (verdict.kind) {
      case 'ATTEND':
        return said(await writePresence(tx, bookingId, 'VENUE', stamp), bookingId);
      case 'MISS':
        return said(await writeAbsence(tx, bookingId, verdict.excused, stamp), bookingId);
      case 'UNATTEND':
      case 'UNMISS': {
        const undone =
          verdict.kind === 'UNMISS'
            ? await unmiss(tx, booking, ctx, stamp)
            : await writePresenceUndone(tx, bookingId, 'annulé par le lieu', ctx.newId(), stamp);
        // Confirmed again: only in a session that is still open, and stays so until we are done.
        return (await holdOpenSession(tx, booking.sessionId)) ? said(undone, bookingId) : refuse('SESSION_CLOSED');
      }
    }
  },
});

async function unmiss(
  tx: Tx,
  booking: BookingRow,
  ctx: IntentionContext<VenueActor>,
  stamp: Parameters<typeof writeAbsenceUndone>[3],
) {
  const person = await lockHolder(tx, booking.holderId, ctx.now);
  const choice = choosePasses(person?.held ?? [], booking.pricePasses, booking.day);
  if (choice.kind !== 'CHOSEN') return 'PASSES_GONE' as const;
  return writeAbsenceUndone(tx, booking.id, choice.passIds, stamp);
}

function said(
  answer: 'OK' | 'NOT_CONFIRMED' | 'NOT_ATTENDED' | 'NOT_MISSED' | 'CLAIMED' | 'PASSES_GONE',
  bookingId: string,
) {
  switch (answer) {
    case 'OK':
      return ok({ bookingId });
    case 'CLAIMED':
      return refuse('ALREADY_CLAIMED');
    case 'PASSES_GONE':
      return refuse('PASSES_USED_ELSEWHERE');
    case 'NOT_CONFIRMED':
    case 'NOT_ATTENDED':
    case 'NOT_MISSED':
      return refuse('BOOKING_CLOSED');
  }
}
