import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Breakage, Mutant } from './guards.ts';

export interface MutantResult {
  name: string;
  probe: string;
  /** KILLED: the probe turned red. BLIND: it was red before anything was broken. */
  verdict: 'KILLED' | 'SURVIVED' | 'BLIND';
  /** What the probe said. */
  said: string;
}

const PROCESS = fileURLToPath(new URL('./probe-process.ts', import.meta.url));
const SUBSTITUTE = new URL('./substitute.mjs', import.meta.url).href;

/**
 * Runs each mutant on a database of its own: the probe must pass on the whole product, and fail on the mutant.
 * `clusterUrl` is a server that has `template_empty`.
 */
export async function runMutants(
  clusterUrl: string,
  mutants: readonly Mutant[],
  told: (result: MutantResult) => void,
): Promise<MutantResult[]> {
  const sound = new Map<string, string | null>();
  const results: MutantResult[] = [];
  for (const { name, breaks, probe } of mutants) {
    if (!sound.has(probe)) sound.set(probe, await probed(clusterUrl, probe, null));
    const blind = sound.get(probe) ?? null;
    const said = blind ?? (await probed(clusterUrl, probe, breaks));
    const verdict = blind !== null ? 'BLIND' : said === null ? 'SURVIVED' : 'KILLED';
    const result: MutantResult = { name, probe, verdict, said: (said ?? '').split('\n')[0]?.slice(0, 120) ?? '' };
    results.push(result);
    told(result);
  }
  return results;
}

/** What the probe reproaches, or null when it passes. */
async function probed(clusterUrl: string, probe: string, breaks: Breakage | null): Promise<string | null> {
  const name = `m_${Math.random().toString(36).slice(2, 10)}`;
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  await asOwner(clusterUrl, (owner) => owner.query(`create database ${name} template template_empty`));
  try {
    return await inProcess(url.href, probe, breaks);
  } finally {
    await asOwner(clusterUrl, (owner) => owner.query(`drop database ${name} with (force)`));
  }
}

async function inProcess(url: string, probe: string, breaks: Breakage | null): Promise<string | null> {
  if (breaks?.kind !== 'SOURCE') {
    const { runProbe } = await import('./run-probe.ts');
    return runProbe(url, probe, breaks);
  }
  const args = ['--import', SUBSTITUTE, '--import', 'tsx', PROCESS, url, probe];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, MUTANT: JSON.stringify(breaks) },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const status = await new Promise<number | null>((done) => child.once('close', done));
  if (!out.includes('substituted')) throw new Error(`the mutant was not applied: ${JSON.stringify(breaks)}\n${err}`);
  if (status === 0) return null;
  if (status === 9) return out.split('said: ')[1] ?? 'red';
  throw new Error(`the probe's process ended with ${status}\n${err}`);
}

async function asOwner(url: string, use: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await use(owner).finally(() => owner.end());
}
