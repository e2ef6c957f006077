/**
 * The states of a pass and the edges it may follow. A pass is money: the database holds the same
 * table of edges (`pass_edge`) and a trigger refuses any other move, whoever connects.
 */
export const PASS_STATES = [
  'STOCK',
  'ALLOCATED',
  'HELD',
  'RESERVED',
  'REDEEMED',
  'CLAIMED',
  'SETTLED',
  'EXPIRED',
  'BLOCKED',
] as const;
export type PassState = (typeof PASS_STATES)[number];

/** The states in which a pass belongs to a person. */
export const PASS_STATES_WITH_HOLDER = [
  'HELD',
  'RESERVED',
  'REDEEMED',
  'CLAIMED',
  'SETTLED',
] as const satisfies readonly PassState[];

/** Every lawful move, as [from, to]. Anything absent is refused, in code and by the database. */
export const PASS_EDGES = [
  ['STOCK', 'ALLOCATED'],
  ['ALLOCATED', 'STOCK'],
  ['ALLOCATED', 'HELD'],
  ['HELD', 'ALLOCATED'],
  ['HELD', 'RESERVED'],
  ['RESERVED', 'HELD'],
  ['RESERVED', 'REDEEMED'],
  ['HELD', 'REDEEMED'],
  ['REDEEMED', 'HELD'],
  ['REDEEMED', 'CLAIMED'],
  ['CLAIMED', 'REDEEMED'],
  ['CLAIMED', 'SETTLED'],
  ['STOCK', 'EXPIRED'],
  ['ALLOCATED', 'EXPIRED'],
  ['HELD', 'EXPIRED'],
  ['STOCK', 'BLOCKED'],
  ['ALLOCATED', 'BLOCKED'],
  ['HELD', 'BLOCKED'],
] as const satisfies readonly (readonly [PassState, PassState])[];

/** Whether a pass may go from one state to another. */
export function mayMove(from: PassState, to: PassState): boolean {
  return PASS_EDGES.some(([f, t]) => f === from && t === to);
}

/** Whether a pass in this state belongs to a person (the CHECK `pass_holder_iff_state` says the same). */
export function hasHolder(state: PassState): boolean {
  return (PASS_STATES_WITH_HOLDER as readonly PassState[]).includes(state);
}
