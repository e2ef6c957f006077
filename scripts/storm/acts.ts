import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { cancelSessions } from '#app/booking/cancel-sessions.ts';
import { checkIn } from '#app/booking/check-in.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { createLot } from '#app/passes/create-lot.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { reverseWalkIn } from '#app/passes/reverse-walk-in.ts';
import { submitClaim } from '#app/payment/submit-claim.ts';
import type { Intention, Outcome } from '#app/platform/intention.ts';
import { activateLot, financeLot } from '#app/purchasing/finance-lot.ts';
import { placeOrder, recordPayment } from '#app/purchasing/place-order.ts';
import { editSession } from '#app/training/edit-session.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';

/** The real intentions that the storm carries out, by their names. A new one is added here and in `deeds.ts`. */
// biome-ignore lint/suspicious/noExplicitAny: each has its own input and its own permission; the server checks both
type AnyIntention = Intention<any, any, Outcome<any, string>>;

export const ACTS: Readonly<Record<string, AnyIntention>> = Object.fromEntries(
  [
    referPerson,
    bookForHolder,
    moveBooking,
    cancelBooking,
    markAttendance,
    checkIn,
    redeemWalkIn,
    reverseWalkIn,
    publishSessions,
    editSession,
    cancelSessions,
    allocateBooklets,
    createLot,
    placeOrder,
    financeLot,
    recordPayment,
    activateLot,
    submitClaim,
  ].map((act: AnyIntention) => [act.name, act]),
);
