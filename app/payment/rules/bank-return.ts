import type { PaymentState, ReturnOutcome } from './states.ts';

/** One entry of the bank's notification, as read. Amounts in cents. */
export interface BankEntry {
  readonly endToEndId: string | null;
  readonly cents: bigint;
  readonly bookedOn: string | null;
  /** MADE: booked. SENT_BACK: it came back. REFUSED: the bank did not make it. PENDING: not booked yet. */
  readonly what: 'MADE' | 'SENT_BACK' | 'REFUSED' | 'PENDING';
  /** ISO external reason code (AC04: account closed …) or words. */
  readonly reason: string | null;
}

/** What an entry means for the payment it names; null when it names none of ours. Only whole sums act by themselves. */
export function matchEntry(entry: BankEntry, payment: { state: PaymentState; cents: bigint } | null): ReturnOutcome {
  if (payment === null) return 'UNMATCHED';
  if (entry.what === 'PENDING') return 'PENDING';
  if (entry.cents !== payment.cents) return 'PARTIAL';
  if (entry.what === 'MADE') return payment.state === 'ORDERED' ? 'PAID' : 'ALREADY';
  // Refused, or sent back before anybody had recorded that it was made: nothing had been posted.
  if (payment.state === 'ORDERED') return 'REJECTED';
  return payment.state === 'PAID' && entry.what === 'SENT_BACK' ? 'RETURNED' : 'ALREADY';
}
