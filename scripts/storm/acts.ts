import { revokeMembership } from '#app/access/revoke-membership.ts';
import { cancelAllocation, receiveAllocation, sendAllocation } from '#app/allocation/follow-allocation.ts';
import { planAllocation, planReturn } from '#app/allocation/plan-allocation.ts';
import { settleDifferences } from '#app/allocation/settle-differences.ts';
import { voidHandOver } from '#app/allocation/void-hand-over.ts';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { cancelBooking } from '#app/booking/cancel-booking.ts';
import { cancelSessions } from '#app/booking/cancel-sessions.ts';
import { checkIn } from '#app/booking/check-in.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { moveBooking } from '#app/booking/move-booking.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { addConvention } from '#app/partners/create-partner.ts';
import { revokeConvention } from '#app/partners/manage-convention.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { createLot } from '#app/passes/create-lot.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { reverseWalkIn } from '#app/passes/reverse-walk-in.ts';
import { approveClaim } from '#app/payment/approve-claim.ts';
import { confirmAccountChange, proposeAccount, validateAccount } from '#app/payment/bank-account.ts';
import { recordOverpaid, recordRepaid } from '#app/payment/counter-entry.ts';
import { makeOrder } from '#app/payment/make-order.ts';
import { importBankReturn, recordFailure, recordPayment } from '#app/payment/record-payment.ts';
import { answerLine, approveLine, contestLine, rejectLine } from '#app/payment/review-lines.ts';
import { submitClaim } from '#app/payment/submit-claim.ts';
import type { Intention, Outcome } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { erasePerson } from '#app/privacy/erase-person.ts';
import { lookUpPerson } from '#app/privacy/look-up-person.ts';
import { blockPasses, replacePasses } from '#app/purchasing/block-passes.ts';
import { expirePasses } from '#app/purchasing/expire-passes.ts';
import { activateLot, financeLot } from '#app/purchasing/finance-lot.ts';
import { placeOrder, recordPayment as recordOrderPayment } from '#app/purchasing/place-order.ts';
import { composeReport, type ReportWish } from '#app/reporting/compose-report.ts';
import { publishReport } from '#app/reporting/publish-report.ts';
import { sealChains } from '#app/reporting/seal-chains.ts';
import { AGE_LABELS } from '#app/reporting/tables/words.ts';
import { editSession } from '#app/training/edit-session.ts';
import { publishSessions } from '#app/training/publish-sessions.ts';
import { THEME_LABELS } from '#app/training/texts.fr.ts';

/** The real intentions that the storm carries out, by their names. A new one is added here and in `deeds.ts`. */
// biome-ignore lint/suspicious/noExplicitAny: each has its own input and its own permission; the server checks both
type AnyIntention = Intention<any, any, Outcome<any, string>>;

const ACTS: Readonly<Record<string, AnyIntention>> = Object.fromEntries(
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
    recordOrderPayment,
    activateLot,
    submitClaim,
    approveClaim,
    approveLine,
    contestLine,
    answerLine,
    rejectLine,
    makeOrder,
    recordPayment,
    recordFailure,
    importBankReturn,
    recordOverpaid,
    recordRepaid,
    proposeAccount,
    validateAccount,
    confirmAccountChange,
    blockPasses,
    replacePasses,
    voidHandOver,
    planAllocation,
    planReturn,
    sendAllocation,
    cancelAllocation,
    receiveAllocation,
    settleDifferences,
    lookUpPerson,
    erasePerson,
    revokeMembership,
    revokeConvention,
    addConvention,
  ].map((act: AnyIntention) => [act.name, act]),
);

const WORDS = { publics: PUBLIC_LABELS, ages: AGE_LABELS, themes: THEME_LABELS };

/** The intention of this name, ready to be carried out: a report is composed first, from a snapshot of its own. */
export async function actOf(services: Services, name: string, input: unknown): Promise<AnyIntention | undefined> {
  if (name !== 'publish-report') return ACTS[name];
  return publishReport(await composeReport(services, input as ReportWish, WORDS));
}

/** What the machine does by itself, by the names of its jobs. */
export const JOBS: Readonly<Record<string, (services: Services) => Promise<unknown>>> = {
  'expire-passes': expirePasses,
  'seal-ledger': sealChains,
};
