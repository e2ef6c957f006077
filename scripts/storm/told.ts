import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Services } from '#app/platform/services.ts';
import { exportLedger } from '#app/reporting/export-ledger.ts';
import { sealChains } from '#app/reporting/seal-chains.ts';
import { checkAccess } from '#db/queries/access-invariants.ts';
import { type InvariantResult, readResults } from '#db/queries/invariants.ts';
import type { Settled, StormClient } from './client.ts';
import type { PlannedAct } from './planned.ts';

/** An act whose answer somebody was given. */
export interface Acknowledged {
  planned: PlannedAct;
  opKey: string;
  settled: Settled;
}

const REPLAYED = 150;

/** What a client was told is true, whatever happened since: done stays done with that very answer, refused left nothing. */
export async function checkAcknowledged(
  services: Services,
  client: StormClient,
  done: readonly Acknowledged[],
): Promise<InvariantResult[]> {
  const kept = await services.db.read((tx) =>
    readResults(
      tx,
      done.map(({ opKey }) => opKey),
    ),
  );
  const lost = done.filter(({ opKey, settled }) => settled.kind === 'OK' && !same(kept.get(opKey), settled.value));
  const ghosts = done.filter(({ opKey, settled }) => settled.kind === 'REFUSED' && kept.has(opKey));
  const acknowledged = done.filter(({ settled }) => settled.kind === 'OK');
  const step = Math.max(1, Math.floor(acknowledged.length / REPLAYED));
  let changed = 0;
  for (const { planned, opKey, settled } of acknowledged.filter((_, i) => i % step === 0)) {
    const { act, actor, input } = planned;
    const again = await client.ask({ act, actor, input, opKey });
    if (settled.kind !== 'OK' || again.kind !== 'OK' || !same(again.value, settled.value)) changed += 1;
  }
  return [
    {
      name: 'acknowledged-kept',
      says: 'no act that was answered is lost, and its answer is the one kept',
      broken: lost.length,
    },
    { name: 'refused-left-nothing', says: 'no act that was refused was done all the same', broken: ghosts.length },
    { name: 'replay-same-answer', says: 'the same key sent again has the first answer', broken: changed },
  ];
}

function same(a: unknown, b: unknown): boolean {
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
  return JSON.stringify(sorted(plain(a))) === JSON.stringify(sorted(plain(b)));
}

/** The database gives the names of a JSON object in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, v]) => [name, sorted(v)]),
  );
}

const VERIFY = fileURLToPath(new URL('../verify-ledger.mjs', import.meta.url));

/** What the storm alone can say: nobody acted once their access was closed, and what was published is what the register says. */
export async function checkStory(services: Services, done: readonly Acknowledged[]): Promise<InvariantResult[]> {
  const differed = done.filter(({ settled }) => settled.kind === 'REFUSED' && settled.refusal === 'LEDGER_DIFFERS');
  return [
    ...(await services.db.snapshot(checkAccess)),
    {
      name: 'reports-agree',
      says: 'no report was refused because the ledgers differ while others were writing',
      broken: differed.length,
    },
    {
      name: 'register-verified',
      says: 'the exported register, its published reports with their figures at their head, passes the independent script',
      broken: (await registerHolds(services)) ? 0 : 1,
    },
  ];
}

async function registerHolds(services: Services): Promise<boolean> {
  await sealChains(services);
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-storm-register-'));
  try {
    const file = join(folder, 'register.jsonl');
    await pipeline(Readable.from(exportLedger(services)), createWriteStream(file));
    const child = spawn(process.execPath, [VERIFY, file], { stdio: ['ignore', 'ignore', 'inherit'] });
    return (await new Promise<number | null>((ended) => child.once('close', ended))) === 0;
  } finally {
    await rm(folder, { recursive: true });
  }
}
