import { setTimeout as pause } from 'node:timers/promises';
import { findBackend, terminateBackends } from '#db/killing.ts';
import type { Dice } from '#db/seed/random.ts';
import type { StormClient } from './client.ts';

export interface Kills {
  /** Connections ended by the administrator. */
  backends: number;
  /** Server processes killed by -9. */
  servers: number;
  /** Backends killed by -9: PostgreSQL recovered from a crash. */
  crashes: number;
}

export interface Killer {
  kills: Kills;
  stop(): Promise<void>;
}

/** Kills without rest until stopped: connections every second or so, the server process now and then, PostgreSQL if asked. */
export function startKilling(
  url: string,
  client: StormClient,
  { dice, crash }: { dice: Dice; crash: boolean },
): Killer {
  const kills: Kills = { backends: 0, servers: 0, crashes: 0 };
  const stopped = new AbortController();
  const run = (async () => {
    while (!stopped.signal.aborted) {
      await pause(dice.int(400, 1400), undefined, { signal: stopped.signal }).catch(() => undefined);
      if (stopped.signal.aborted) return;
      await one(url, client, dice, crash, kills);
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
