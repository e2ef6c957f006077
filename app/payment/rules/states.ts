/** What has been said of one line of a claim; each is said once at most, and never taken back. */
export const LINE_VERDICTS = ['APPROVED', 'CONTESTED', 'ANSWERED', 'REJECTED'] as const;
export type LineVerdict = (typeof LINE_VERDICTS)[number];

/**
 * A transfer. REJECTED: the bank never made it, the claim may be ordered again. RETURNED: it was paid
 * and came back, the sum is owed again.
 */
export const PAYMENT_STATES = ['ORDERED', 'PAID', 'REJECTED', 'RETURNED'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** After a payment: too much was paid, or the organisation gave it back. */
export const COUNTER_ENTRY_KINDS = ['OVERPAID', 'REPAID'] as const;
export type CounterEntryKind = (typeof COUNTER_ENTRY_KINDS)[number];

/** What became of an entry of the bank's return. */
export const RETURN_OUTCOMES = ['PAID', 'REJECTED', 'RETURNED', 'PARTIAL', 'UNMATCHED', 'ALREADY', 'PENDING'] as const;
export type ReturnOutcome = (typeof RETURN_OUTCOMES)[number];
