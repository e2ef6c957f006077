/** What was used longest ago leaves first, so that all kept together weighs at most so much. */
export class BoundedMap<V> {
  readonly #kept = new Map<string, { value: V; weight: number }>();
  readonly #most: number;
  readonly #onLeft: (key: string) => void;
  #weight = 0;

  /** `onLeft` is told of what had to leave for want of room. */
  constructor(most: number, onLeft: (key: string) => void = () => undefined) {
    this.#most = most;
    this.#onLeft = onLeft;
  }

  get weight(): number {
    return this.#weight;
  }

  get(key: string): V | undefined {
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, found);
    return found.value;
  }

  set(key: string, value: V, weight: number): void {
    this.delete(key);
    this.#kept.set(key, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#most) break;
      this.delete(oldest);
      this.#onLeft(oldest);
    }
  }

  delete(key: string): void {
    const found = this.#kept.get(key);
    if (found === undefined) return;
    this.#kept.delete(key);
    this.#weight -= found.weight;
  }
}
