import { setTimeout as pause } from 'node:timers/promises';
import type { EmbeddedServer } from '#db/embedded.ts';
import { findBackend, terminateBackends } from '#db/killing.ts';
import type { Dice } from '#db/seed/random.ts';
import type { StormClient } from './client.ts';

export interface Kills {
  /** Connections ended by the administrator. */
  backends: number;
  /** Server processes killed by -9. */
  servers: number;
  /** Backends killed by -9: PostgreSQL put itself right. */
  crashes: number;
  /** Times all of PostgreSQL died, and was started again on what the disk had. */
  deaths: number;
}

export interface Killer {
  kills: Kills;
  stop(): Promise<void>;
}

/** The first and the longest between two deaths of the whole server: each takes a second or two to come back from. */
const DEATH_EVERY_MS = 12_000;

/** Kills without rest until stopped: connections every second or so, the server process now and then, PostgreSQL if it is one's own. */
export function startKilling(url: string, client: StormClient, dice: Dice, cluster: EmbeddedServer | null): Killer {
  const kills: Kills = { backends: 0, servers: 0, crashes: 0, deaths: 0 };
  const stopped = new AbortController();
  let nextDeath = Date.now() + DEATH_EVERY_MS / 2;
  const run = (async () => {
    while (!stopped.signal.aborted) {
      await pause(dice.int(400, 1400), undefined, { signal: stopped.signal }).catch(() => undefined);
      if (stopped.signal.aborted) return;
      if (cluster === null || Date.now() < nextDeath) {
        await one(url, client, dice, cluster !== null, kills);
        continue;
      }
      await cluster.crash(dice.pick(['KILL', 'IMMEDIATE']));
      kills.deaths += 1;
      nextDeath = Date.now() + DEATH_EVERY_MS;
    }
  })();
  return {
    kills,
    stop: async () => {
      stopped.abort();
      await run;
    },
  };
}

async function one(url: string, client: StormClient, dice: Dice, crash: boolean, kills: Kills): Promise<void> {
  const what = dice.weighted([
    ['BACKENDS', 70],
    ['SERVER', 22],
    ['CRASH', crash ? 8 : 0],
  ] as const);
  if (what === 'SERVER') {
    if (client.kill()) kills.servers += 1;
    return;
  }
  try {
    if (what === 'BACKENDS') {
      kills.backends += await terminateBackends(url, dice.int(1, 5));
      return;
    }
    const pid = await findBackend(url);
    if (pid === null) return;
    process.kill(pid, 'SIGKILL');
    kills.crashes += 1;
  } catch {
    // PostgreSQL is recovering, or the backend had just ended: there was nothing left to kill.
  }
}
