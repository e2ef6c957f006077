import type { Database } from '#db/client.ts';
import { type DataVersions, readDataVersions } from '#db/queries/data-versions.ts';

/** How old the answer of the database may be (milliseconds): another instance's booking shows within that. */
const ASKED_AGAIN_MS = 500;
/** A counter moves just before its transaction is seen by all: what is made so soon after may still be of before. */
const SETTLED_MS = 1_000;

export interface SeenVersions extends DataVersions {
  /** Until when what is made of these versions may be used; null when they have settled. */
  unsettledUntil: number | null;
}

const watches = new WeakMap<Database, DataWatch>();

/** The one watch of a database in this process. */
export function dataWatch(db: Database): DataWatch {
  const known = watches.get(db) ?? new DataWatch(db);
  watches.set(db, known);
  return known;
}

/**
 * The versions of the public data, asked at most twice a second for all requests together, and at once
 * after this process wrote something (`doubt`). Null when the database does not answer: nothing kept is then used.
 */
class DataWatch {
  readonly #db: Database;
  #seen: (DataVersions & { movedAt: number }) | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Somebody wrote through this process: the next question goes to the database. */
  doubt(): void {
    this.#askedAt = Number.NEGATIVE_INFINITY;
    // An answer under way may have been read before the writing.
    this.#asking = null;
  }

  /** The versions at hand when they are young enough; undefined when the database must be asked. */
  atHand(): SeenVersions | null | undefined {
    const now = performance.now();
    return now - this.#askedAt > ASKED_AGAIN_MS ? undefined : this.#read(now);
  }

  async versions(): Promise<SeenVersions | null> {
    const known = this.atHand();
    if (known !== undefined) return known;
    this.#asking ??= this.#ask();
    await this.#asking;
    return this.#read(performance.now());
  }

  #read(now: number): SeenVersions | null {
    if (this.#seen === null) return null;
    const { movedAt, ...versions } = this.#seen;
    return { ...versions, unsettledUntil: now - movedAt < SETTLED_MS ? movedAt + SETTLED_MS : null };
  }

  async #ask(): Promise<void> {
    const asking = performance.now();
    try {
      const found = await this.#db.read(readDataVersions);
      const same = this.#seen?.directory === found.directory && this.#seen.sessions === found.sessions;
      this.#seen = { ...found, movedAt: same && this.#seen !== null ? this.#seen.movedAt : performance.now() };
      this.#askedAt = asking;
    } catch {
      // The page itself will meet the same fault, and say it.
      this.#seen = null;
    } finally {
      this.#asking = null;
    }
  }
}
