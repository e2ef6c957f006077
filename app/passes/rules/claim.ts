/**
 * Where a request for payment stands. SUBMITTED → APPROVED → ORDERED → PAID; REJECTED when no line was
 * kept; ORDERED → APPROVED when the bank refused the transfer. After PAID only counter-entries.
 */
export const CLAIM_STATES = ['SUBMITTED', 'APPROVED', 'ORDERED', 'PAID', 'REJECTED'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** Every lawful move; the trigger `claim_guard` knows the same. */
export const CLAIM_EDGES = [
  ['SUBMITTED', 'APPROVED'],
  ['SUBMITTED', 'REJECTED'],
  ['APPROVED', 'ORDERED'],
  ['ORDERED', 'APPROVED'],
  ['ORDERED', 'PAID'],
] as const satisfies readonly (readonly [ClaimState, ClaimState])[];
