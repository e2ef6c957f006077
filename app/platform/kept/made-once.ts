import type { Clock } from '#app/platform/clock.ts';
import type { Services } from '#app/platform/services.ts';
import type { Database } from '#db/client.ts';
import { BoundedMap } from './bounded-map.ts';
import { dataWatch, type SeenVersions } from './data-watch.ts';

/** All that is kept together, in bytes. What alone weighs more than a quarter of it is given and not kept. */
const MOST_BYTES = 48 * 1024 * 1024;
const LARGEST_BYTES = MOST_BYTES / 4;
/** What a thing weighs beside its bytes: key, version, the map's own. */
const BESIDE_BYTES = 500;
const MINUTE_MS = 60_000;

/** Which data a thing is made of: venues and labels alone, or these with courses, sessions and seats. */
export type MadeOf = 'venues' | 'sessions';

export interface Made<T> {
  value: T;
  /** What it weighs in memory, in bytes. */
  bytes: number;
}

interface Kept {
  value: unknown;
  version: string;
  unsettledUntil: number | null;
}

const shelves = new WeakMap<Database, MadeOnce>();

/** The one shelf of a database in this process. */
export function madeOnce({ db, clock }: Pick<Services, 'db' | 'clock'>): MadeOnce {
  const known = shelves.get(db) ?? new MadeOnce(dataWatch(db), clock);
  shelves.set(db, known);
  return known;
}

/**
 * What several ask at the same time is made once, given to all, and kept until the data behind it move,
 * for the rest of the minute at most (what is still to come changes with time).
 */
export class MadeOnce {
  readonly #watch: { versions(): Promise<SeenVersions | null> };
  readonly #clock: Clock;
  readonly #kept = new BoundedMap<Kept>(MOST_BYTES);
  readonly #making = new Map<string, Promise<unknown>>();

  constructor(watch: { versions(): Promise<SeenVersions | null> }, clock: Clock) {
    this.#watch = watch;
    this.#clock = clock;
  }

  /**
   * `key` says all that `make` depends on, beside the data. What does not depend on the time is kept as long
   * as the data stand.
   */
  async take<T>(
    of: MadeOf,
    key: string,
    make: () => Promise<Made<T>>,
    until: 'minute ends' | 'data move' = 'minute ends',
  ): Promise<T> {
    const versions = await this.#watch.versions();
    // The database does not answer: nothing of before is given, and the making will say the same fault.
    if (versions === null) return (await make()).value;
    const minute = until === 'data move' ? '' : Math.floor(this.#clock.now().getTime() / MINUTE_MS);
    const version = `${versions.directory}.${of === 'venues' ? '' : versions.sessions}.${minute}`;
    const kept = this.#kept.get(key);
    if (kept?.version === version && (kept.unsettledUntil === null || performance.now() < kept.unsettledUntil))
      return kept.value as T;
    const under = this.#making.get(`${version} ${key}`);
    if (under !== undefined) return (await under) as T;
    const { unsettledUntil } = versions;
    return this.#make(`${version} ${key}`, make, ({ value, bytes }) => {
      if (bytes <= LARGEST_BYTES) this.#kept.set(key, { value, version, unsettledUntil }, bytes + BESIDE_BYTES);
    });
  }

  async #make<T>(name: string, make: () => Promise<Made<T>>, keep: (made: Made<T>) => void): Promise<T> {
    const making = make().then((made) => {
      keep(made);
      return made.value;
    });
    this.#making.set(name, making);
    try {
      return await making;
    } finally {
      this.#making.delete(name);
    }
  }
}
