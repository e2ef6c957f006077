/** Chance that always falls the same way: the demonstration is the same on every machine. */
export interface Dice {
  /** A real number in [0, 1). */
  next(): number;
  /** A whole number between two bounds, both included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the words, each as likely as its weight. */
  weighted<T>(from: readonly (readonly [T, number])[]): T;
  shuffled<T>(from: readonly T[]): T[];
}

/** Dice from a seed (mulberry32). Give each matter its own, so that a change in one moves nothing in the others. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(from: readonly T[]): T => {
    const found = from[int(0, from.length - 1)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted: (from) => {
      let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [word, weight] of from) {
        left -= weight;
        if (left < 0) return word;
      }
      return pick(from)[0];
    },
    shuffled: (from) => {
      const cards = [...from];
      for (let i = cards.length - 1; i > 0; i -= 1) {
        const j = int(0, i);
        [cards[i], cards[j]] = [cards[j] as (typeof cards)[number], cards[i] as (typeof cards)[number]];
      }
      return cards;
    },
  };
}
