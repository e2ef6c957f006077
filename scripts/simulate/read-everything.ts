import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { composeReport } from '#app/reporting/compose-report.ts';
import { exportLedger } from '#app/reporting/export-ledger.ts';
import { publishReport } from '#app/reporting/publish-report.ts';
import { READY, readFigures, readIndicators } from '#app/reporting/read-indicators.ts';
import { readPatiently } from '#app/reporting/read-patiently.ts';
import { compareAll } from '#app/reporting/recall-reconciliation.ts';
import { scopeOf } from '#app/reporting/rules/scope.ts';
import { AGE_LABELS } from '#app/reporting/tables/words.ts';
import { THEME_LABELS } from '#app/training/texts.fr.ts';

const WORDS = { publics: PUBLIC_LABELS, ages: AGE_LABELS, themes: THEME_LABELS };
const VERIFY = fileURLToPath(new URL('../verify-ledger.mjs', import.meta.url));
const ROUNDS = 3;

/** Something that was read, the median of its times, and what came out of it. */
export interface Reading {
  what: string;
  ms: number;
  found: string;
}

/**
 * Reads a programme in every way an authority can: each indicator over its whole life, all of them as the page does, the
 * reconciliation; signs a report, exports the register, and has it verified by the script that third parties run.
 */
export async function readEverything(
  services: Services,
  authority: AuthorityActor,
  firstDay: string,
): Promise<Reading[]> {
  const readings = await readTables(services, firstDay);
  const read = async (what: string, use: () => Promise<string>) => void readings.push(await timed(what, 1, use));
  await read('report signed', async () => {
    const wish = { title: 'Rapport de la simulation', firstDay, lastDay: parisDay(services.clock.now()) };
    const composed = await composeReport(services, wish, WORDS);
    const attempt = { actor: authority, opKey: services.newId(), input: wish };
    const done = await perform(services, publishReport(composed), attempt);
    return done.ok ? `version ${done.value.version}, ${done.value.hash.slice(0, 12)}` : `REFUSED ${done.refusal}`;
  });
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-register-'));
  const file = join(folder, 'register.jsonl');
  await read('register exported', async () => {
    await pipeline(Readable.from(exportLedger(services)), createWriteStream(file));
    return `${((await stat(file)).size / 2 ** 20).toFixed(1)} MB`;
  });
  await read('register verified', async () => verify(file));
  await rm(folder, { recursive: true });
  return readings;
}

/** Each indicator over the programme's whole life, all of them as the page does, and every comparison. */
export async function readTables(services: Services, firstDay: string): Promise<Reading[]> {
  const now = services.clock.now();
  const scope = scopeOf({ firstDay, lastDay: parisDay(now), partnerId: null, commune: null, publicKind: null }, now);
  const readings: Reading[] = [];
  const read = async (what: string, use: () => Promise<string>) => void readings.push(await timed(what, ROUNDS, use));
  for (const code of READY) {
    await read(code, async () => {
      const [indicator] = await readPatiently(services, (tx) => readIndicators(tx, [code], scope, WORDS));
      return `${indicator?.tables.reduce((sum, { rows }) => sum + rows.length, 0) ?? 0} rows`;
    });
  }
  await read('every comparison', async () => {
    const { agrees, differences } = await compareAll(services);
    return agrees ? 'agrees' : `${differences.length} DIFFERENCES`;
  });
  await read('the page of all', async () => {
    const { indicators } = await readPatiently(services, (tx) => readFigures(tx, READY, scope, WORDS));
    return `${indicators.length} indicators`;
  });
  return readings;
}

async function timed(what: string, rounds: number, use: () => Promise<string>): Promise<Reading> {
  const times: number[] = [];
  let found = '';
  for (let i = 0; i < rounds; i += 1) {
    const started = performance.now();
    found = await use();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return { what, ms: times[Math.floor(times.length / 2)] ?? 0, found };
}

/** The lines of the table, each what, its time and what was found. */
export function printReadings(readings: readonly Reading[]): string[] {
  return readings.map(
    ({ what, ms, found }) =>
      `  ${what.padEnd(20)}${(ms < 100 ? ms.toFixed(1) : ms.toFixed(0)).padStart(9)} ms  ${found}`,
  );
}

/** Whether everything read was as it should be. */
export function allSound(readings: readonly Reading[]): boolean {
  return readings.every(({ found }) => !/DIFFERENCES|REFUSED|FAILED/.test(found));
}

/** The independent script, as anybody runs it; its last line. */
async function verify(file: string): Promise<string> {
  const child = spawn(process.execPath, [VERIFY, file], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const status = await new Promise<number | null>((done) => child.once('close', done));
  const last = said.trim().split('\n').at(-1) ?? '';
  return status === 0 ? last : `FAILED ${last}`;
}
