import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { BoundedMap } from './bounded-map.ts';

/** A point as the worker takes it: position, then what a button on the map says. */
export type ClusterPoint = readonly [
  lon: number,
  lat: number,
  slug: string,
  name: string,
  commune: string,
  pass: string | null,
];

/** Points of all the indexes kept together. */
const MOST_POINTS = 2_000_000;

interface Waiting {
  done(value: unknown): void;
  fail(error: Error): void;
}

/**
 * Vector tiles of gathered points, from indexes kept in one worker thread: an index per search, the
 * longest unused forgotten first. The worker starts with the first index, and does not keep the process alive.
 */
export class Clusters {
  #worker: Worker | null = null;
  #next = 0;
  readonly #waiting = new Map<number, Waiting>();
  readonly #building = new Map<string, Promise<number>>();
  #kept = this.#emptyShelf();

  /** A tile of the index under this key; null where it is empty. `points` gives its points, in lots, when it must be made. */
  async tile(
    key: string,
    points: () => AsyncIterable<readonly ClusterPoint[]>,
    { z, x, y }: { z: number; x: number; y: number },
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    if (this.#kept.get(key) === undefined) await this.#build(key, points);
    return (await this.#ask('tile', { key, z, x, y })) as Uint8Array<ArrayBuffer> | null;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #build(key: string, points: () => AsyncIterable<readonly ClusterPoint[]>): Promise<number> {
    const under = this.#building.get(key);
    if (under !== undefined) return under;
    const made = this.#load(key, points).finally(() => this.#building.delete(key));
    this.#building.set(key, made);
    return made;
  }

  async #load(key: string, points: () => AsyncIterable<readonly ClusterPoint[]>): Promise<number> {
    try {
      for await (const lot of points()) await this.#ask('add', { key, points: lot });
      const size = (await this.#ask('index', { key })) as number;
      // An index weighs its points, and something even when it has none.
      this.#kept.set(key, true, size + 100);
      return size;
    } catch (error) {
      await this.#ask('forget', { key }).catch(() => undefined);
      throw error;
    }
  }

  #emptyShelf(): BoundedMap<true> {
    return new BoundedMap<true>(MOST_POINTS, (key) => void this.#ask('forget', { key }).catch(() => undefined));
  }

  #ask(kind: string, asked: object): Promise<unknown> {
    const worker = this.#start();
    const id = this.#next;
    this.#next += 1;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      worker.postMessage({ id, kind, ...asked });
    });
  }

  #start(): Worker {
    if (this.#worker !== null) return this.#worker;
    // Found by the package's own name for it: this file may run from a bundle elsewhere.
    const worker = new Worker(createRequire(import.meta.url).resolve('#app/platform/kept/cluster-worker.mjs'));
    worker.unref();
    worker.on('message', ({ id, value, fault }: { id: number; value?: unknown; fault?: string }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (fault === undefined) waiting?.done(value);
      else waiting?.fail(new Error(fault));
    });
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the map worker ended')));
    this.#worker = worker;
    return worker;
  }

  /** What was asked of it fails; the next question starts another, with no index. */
  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#kept = this.#emptyShelf();
    for (const { fail } of this.#waiting.values()) fail(error);
    this.#waiting.clear();
  }
}
