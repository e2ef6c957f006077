/** An allocation is planned, sent, then counted by who receives it. Nothing changes hands before that. */
export const ALLOCATION_STATES = ['PLANNED', 'SENT', 'RECEIVED', 'CANCELLED'] as const;
export type AllocationState = (typeof ALLOCATION_STATES)[number];

/** Every lawful step, as [from, to]; the trigger `allocation_guard` says the same. */
export const ALLOCATION_EDGES = [
  ['PLANNED', 'SENT'],
  ['SENT', 'RECEIVED'],
  ['PLANNED', 'CANCELLED'],
] as const satisfies readonly (readonly [AllocationState, AllocationState])[];

/**
 * What became of a booklet that did not arrive: found later and received, lost and blocked, or found to have
 * never left (it is back with who sent it).
 */
export const DIFFERENCE_OUTCOMES = ['FOUND', 'LOST', 'BACK'] as const;
export type DifferenceOutcome = (typeof DIFFERENCE_OUTCOMES)[number];

/** Which way booklets travel; null stands for the authority's stock. */
export type AllocationKind = 'TO_PARTNER' | 'RETURN' | 'TRANSFER';

/** The kind of an allocation, from its two ends. */
export function kindOf(ends: { fromPartnerId: string | null; partnerId: string | null }): AllocationKind {
  if (ends.partnerId === null) return 'RETURN';
  return ends.fromPartnerId === null ? 'TO_PARTNER' : 'TRANSFER';
}
