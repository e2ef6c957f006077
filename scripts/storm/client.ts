import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Answer, Asked, ClockSetting } from './protocol.ts';

const SERVER = fileURLToPath(new URL('./server.ts', import.meta.url));
/** Tries of one key before the storm gives up on it: far more than any number of kills explains. */
const TRIES = 400;

export type Settled = { kind: 'OK'; value: unknown } | { kind: 'REFUSED'; refusal: string };

/**
 * What stands in front of two server processes, as a browser and a balancer do: asks, and asks again under the same key
 * when a server died or the database was away, until the answer is known.
 */
export class StormClient {
  /** Times the same key had to be sent again. */
  retries = 0;
  readonly #servers: readonly [StormServer, StormServer];
  #turn = 0;

  constructor(url: string, secret: string, clock: ClockSetting) {
    const args = [url, secret, JSON.stringify(clock)];
    this.#servers = [new StormServer(args), new StormServer(args)];
  }

  /** Asks until it is known; throws on a fault that is neither a refusal nor an absence: that is a bug found. */
  async ask(ask: Asked): Promise<Settled> {
    const name = 'job' in ask ? ask.job : `${ask.act} ${ask.opKey}`;
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const answer = await this.#server().send(ask);
      if (answer?.kind === 'OK') return { kind: 'OK', value: answer.value };
      if (answer?.kind === 'FAULT') throw new Error(`${name}: ${answer.error}`);
      if (answer?.kind === 'REFUSED' && answer.refusal !== 'TRY_AGAIN')
        return { kind: 'REFUSED', refusal: answer.refusal };
      this.retries += 1;
      await pause(Math.min(20 * tries, 500));
    }
    throw new Error(`${name}: still not known after ${TRIES} tries`);
  }

  /** Resolves when both server processes answer. */
  async ready(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.started));
  }

  /** Kills a server process at once, unless the other is down too; another takes its place. Whether it did. */
  kill(): boolean {
    if (!this.#servers.every(({ up }) => up)) return false;
    this.#servers[this.#turn % 2]?.kill();
    return true;
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  /** One after the other, as a balancer does; the one that is up when the other is not. */
  #server(): StormServer {
    this.#turn += 1;
    const [one, two] = this.#servers;
    const [first, second] = this.#turn % 2 === 0 ? [one, two] : [two, one];
    return first.up || !second.up ? first : second;
  }
}

/** One server process, started again whenever it ends. */
class StormServer {
  up = false;
  started: Promise<void> = Promise.resolve();
  readonly #args: string[];
  #child: ChildProcess | null = null;
  #next = 1;
  readonly #waiting = new Map<number, (answer: Answer | null) => void>();
  #closed = false;

  constructor(args: string[]) {
    this.#args = args;
    this.#spawn();
  }

  /** The answer, or null when the process died before giving it: nothing is known then. */
  async send(ask: Asked): Promise<Answer | null> {
    await this.started;
    const child = this.#child;
    if (!this.up || child?.connected !== true) return null;
    const id = this.#next++;
    return new Promise((done) => {
      this.#waiting.set(id, done);
      child.send({ ...ask, id }, (error) => {
        if (error !== null) this.#settle(id, null);
      });
    });
  }

  kill(): void {
    this.up = false;
    this.#child?.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.started;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await gone;
  }

  #settle(id: number, answer: Answer | null): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
  }

  #spawn(): void {
    const child = fork(SERVER, this.#args, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
    this.#child = child;
    this.started = new Promise((started) => {
      child.on('message', (answer: Answer) => {
        if (answer.id !== 0) return this.#settle(answer.id, answer);
        this.up = true;
        started();
      });
      child.once('exit', () => {
        this.up = false;
        started();
        // Nobody knows what became of what was on its way: the keys will tell.
        for (const id of [...this.#waiting.keys()]) this.#settle(id, null);
        if (!this.#closed) this.#spawn();
      });
    });
  }
}
