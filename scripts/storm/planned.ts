import type { Actor } from '#app/access/rules/actor.ts';
import type { Tx } from '#db/client.ts';
import type { Dice } from '#db/seed/random.ts';
import type { Pool } from './pool.ts';

/** One act to ask of the server, and what the pool learns from its answer. */
export interface PlannedAct {
  act: string;
  actor: Actor;
  input: unknown;
  learn?: (value: never) => void;
  /** What the same person does next, at once. */
  next?: (value: never) => PlannedAct;
}

/** Work of the machine, which nobody asked for: it has no key, and may be done again. */
export interface PlannedJob {
  job: string;
}

export type Planned = PlannedAct | PlannedJob;

export interface Moment {
  pool: Pool;
  dice: Dice;
  today: string;
  /** Codes and words that a person or a venue would read on paper. */
  papers: Papers;
}

export interface Papers {
  holderCode(holderId: string): Promise<string | null>;
  dayWord(venueId: string, day: string): string;
  booklets(partnerId: string): Promise<{ id: string; serial: string }[]>;
  /** Anything else that is read; `otherwise` while the database is away. */
  read<T>(use: (tx: Tx) => Promise<T>, otherwise: T): Promise<T>;
}

export const some = <T>(dice: Dice, list: readonly T[]): T | null => (list.length === 0 ? null : dice.pick(list));

/** Most meet on the latest few: that is where races are. */
export const hot = <T>(dice: Dice, list: readonly T[]): T | null =>
  some(dice, dice.chance(0.7) ? list.slice(-12) : list);
