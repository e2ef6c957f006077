import type { Actor } from '#app/access/rules/actor.ts';
import type { Dice } from '#db/seed/random.ts';
import type { Pool } from './pool.ts';

/** One thing to ask of the server, and what the pool learns from its answer. */
export interface Planned {
  act: string;
  actor: Actor;
  input: unknown;
  learn?: (value: never) => void;
}

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
  booklets(partnerId: string): Promise<string[]>;
}

export const some = <T>(dice: Dice, list: readonly T[]): T | null => (list.length === 0 ? null : dice.pick(list));

/** Most meet on the latest few: that is where races are. */
export const hot = <T>(dice: Dice, list: readonly T[]): T | null =>
  some(dice, dice.chance(0.7) ? list.slice(-12) : list);
