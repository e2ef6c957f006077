/** `WAITING` for a person, joined by the machine or by one, or never to be joined. */
export const PAIR_STATES = ['WAITING', 'JOINED', 'APART'] as const;
export type PairState = (typeof PAIR_STATES)[number];

/** How a reading of a feed ended; `HELD` waits for a person, who applies or dismisses it. */
export const RUN_OUTCOMES = ['APPLIED', 'UNCHANGED', 'HELD', 'DISMISSED', 'FAILED'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];
