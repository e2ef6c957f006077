import { setTimeout as pause } from 'node:timers/promises';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { dayWord } from '#app/passes/day-word.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { readEnv } from '#app/platform/env.ts';
import { openServices, type Services } from '#app/platform/services.ts';
import type { EmbeddedServer } from '#db/embedded.ts';
import { DatabaseAway } from '#db/faults.ts';
import { checkInvariants, type InvariantResult } from '#db/queries/invariants.ts';
import { listPartnerBooklets } from '#db/queries/passes.ts';
import { createDice, type Dice } from '#db/seed/random.ts';
import { openTrialDebtor } from '#db/seed/trial/accounts.ts';
import { foundGround } from '#db/seed/trial/ground.ts';
import { openTrialFundings } from '#db/seed/trial/purchases.ts';
import { StormClient } from './client.ts';
import { DEEDS } from './deeds.ts';
import { type Kills, startKilling } from './kills.ts';
import type { Papers, Planned, PlannedAct } from './planned.ts';
import { emptyPool, type Pool } from './pool.ts';
import { clockOf } from './protocol.ts';
import { type Acknowledged, checkAcknowledged, checkStory } from './told.ts';

export interface StormOptions {
  url: string;
  secret: string;
  seconds: number;
  workers: number;
  seed: number;
  /** A server of one's own: then PostgreSQL is crashed too, its backends by -9 or the whole of it. */
  cluster?: EmbeddedServer;
}

export interface StormReport {
  seed: number;
  /** By intention, then by outcome: OK or the refusal. */
  outcomes: Record<string, Record<string, number>>;
  acknowledged: number;
  retries: number;
  kills: Kills;
  invariants: InvariantResult[];
}

/** One second of the storm is two hours of the programme: sessions end, claims are due, passes reach their last day. */
const SPEED = 7200;

/** Workers carry out the real intentions at random while everything is killed; then the invariants are checked. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const { url, secret, seed } = options;
  const setting = { realMs: Date.now(), storyMs: Date.parse('2026-03-02T07:00:00Z'), speed: SPEED };
  const clock = clockOf(setting);
  const services = openServices(readEnv({ LOG_LEVEL: 'silent', DATABASE_POOL: '4' }), url, secret, clock);
  const ground = await foundGround(services, { partners: 3, agents: 8, organisations: 4, venues: 6 });
  const pool = emptyPool(ground, await openTrialFundings(services, ground), parisDay(clock.now()));
  await openTrialDebtor(services, ground);
  const client = new StormClient(url, secret, setting);
  const done: Acknowledged[] = [];
  await client.ready();
  await warmUp(services, client, pool, createDice(seed), done);
  const until = Date.now() + options.seconds * 1000;
  const killing = startKilling(url, client, createDice(seed + 1), options.cluster ?? null);
  try {
    const workers = Array.from({ length: options.workers }, (_, i) =>
      work({ services, client, pool, dice: createDice(seed * 1000 + i), until, done }),
    );
    await Promise.all(workers);
  } finally {
    await killing.stop();
  }
  const invariants = [
    ...(await onceBack(() => checkAcknowledged(services, client, done))),
    ...(await onceBack(() => checkStory(services, done))),
    ...(await onceBack(() => services.db.snapshot(checkInvariants))),
  ];
  await client.close();
  await services.db.close();
  return {
    seed,
    outcomes: countOutcomes(done),
    acknowledged: done.length,
    retries: client.retries,
    kills: killing.kills,
    invariants,
  };
}

/** The last kill may still be felt: what only reads is read again, until PostgreSQL is back. */
async function onceBack<T>(use: () => Promise<T>): Promise<T> {
  for (let left = 60; ; left -= 1) {
    try {
      return await use();
    } catch (error) {
      if (!(error instanceof DatabaseAway) || left === 0) throw error;
      await pause(250);
    }
  }
}

/** Before anything is killed: lots, booklets, sessions and people for the workers to meet on. */
async function warmUp(
  services: Services,
  client: StormClient,
  pool: Pool,
  dice: Dice,
  done: Acknowledged[],
): Promise<void> {
  const at = () => ({ pool, dice, today: parisDay(services.clock.now()), papers: papersOf(services) });
  for (const [act, times] of WARM_UP) {
    const deed = DEEDS.find(([{ name }]) => name === act)?.[0];
    for (let i = 0; i < times; i += 1) {
      const planned = await deed?.(at());
      if (planned !== null && planned !== undefined) await settle(services, client, planned, done);
    }
  }
}

const WARM_UP = [
  ['buy', 2],
  ['goOnBuying', 16],
  ['allocate', 8],
  ['publish', 8],
  ['refer', 20],
] as const;

async function settle(services: Services, client: StormClient, planned: Planned, done: Acknowledged[]): Promise<void> {
  if ('job' in planned) {
    await client.ask(planned);
    return;
  }
  const { act, actor, input } = planned;
  const opKey = services.newId();
  const settled = await client.ask({ act, actor, input, opKey });
  done.push({ planned, opKey, settled });
  if (settled.kind !== 'OK') return;
  planned.learn?.(settled.value as never);
  if (planned.next !== undefined) await settle(services, client, planned.next(settled.value as never), done);
}

interface Work {
  services: Services;
  client: StormClient;
  pool: Pool;
  dice: Dice;
  until: number;
  done: Acknowledged[];
}

async function work({ services, client, pool, dice, until, done }: Work): Promise<void> {
  const papers = papersOf(services);
  while (Date.now() < until) {
    const deed = dice.weighted(DEEDS);
    const planned = await deed({ pool, dice, today: parisDay(services.clock.now()), papers });
    if (planned === null) {
      await pause(5);
      continue;
    }
    await settle(services, client, 'job' in planned ? planned : stubborn(planned, pool, dice), done);
  }
}

/** Now and then an act of a partner's is tried from the tab of somebody whose access was closed. */
function stubborn(planned: PlannedAct, { dismissed }: Pool, dice: Dice): PlannedAct {
  const { actor } = planned;
  if (actor.role !== 'AGENT' || !dice.chance(0.15)) return planned;
  const former = dismissed.find(({ partnerId }) => partnerId === actor.partnerId);
  return former === undefined ? planned : { ...planned, actor: former };
}

/** What is read on paper is read from the database, which may be away for a moment. */
function papersOf({ db, secrets, clock }: Services): Papers {
  const insist = async <T>(read: () => Promise<T>, otherwise: T): Promise<T> => read().catch(() => otherwise);
  return {
    holderCode: (holderId) => insist(() => db.read((tx) => printedHolderCode(tx, secrets, holderId)), null),
    dayWord: (venueId, day) => dayWord(secrets, venueId, day),
    booklets: (partnerId) =>
      insist(async () => {
        const rows = await db.read((tx) => listPartnerBooklets(tx, partnerId, parisDay(clock.now()), { limit: 40 }));
        return rows.map(({ id, serial }) => ({ id, serial }));
      }, []),
    read: (use, otherwise) => insist(() => db.read(use), otherwise),
  };
}

function countOutcomes(done: readonly Acknowledged[]): StormReport['outcomes'] {
  const outcomes: StormReport['outcomes'] = {};
  for (const { planned, settled } of done) {
    outcomes[planned.act] ??= {};
    const of = outcomes[planned.act] ?? {};
    const word = settled.kind === 'OK' ? 'OK' : settled.refusal;
    of[word] = (of[word] ?? 0) + 1;
  }
  return outcomes;
}
