import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from './child.ts';
import { fire, type LoadResult, median, runLoad, type Shot } from './load.ts';

const CLIENTS = 32;
const ROUNDS = 5;
const MADE_A_ROUND = 500;
const PAGES_A_ROUND = 4000;
const BARE_A_ROUND = 6000;

export interface PageFigures {
  path: string;
  /** The same page made each time, none kept. */
  madePerSecond: number;
  pagePerSecond: number;
  pageP50Ms: number;
  pageP95Ms: number;
  barePerSecond: number;
  ratio: number;
  bytes: number;
  clients: number;
  rounds: number;
}

/** A public page against bare node:http sending the very same bytes, round by round in turn. */
export async function benchPage(server: Child, path: string): Promise<PageFigures> {
  const shot: Shot = { path, method: 'GET', headers: { 'Accept-Encoding': 'br', Accept: 'text/html' }, body: null };
  const page = await fire(server.origin, undefined, shot);
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const file = join(folder, 'page');
  writeFileSync(file, page.body);
  const bare = await startChild('./bare-process.ts', [
    file,
    '{"Content-Type":"text/html; charset=utf-8","Content-Encoding":"br"}',
  ]);
  const pages: LoadResult[] = [];
  const made: LoadResult[] = [];
  const bares: LoadResult[] = [];
  try {
    await runLoad(server.origin, CLIENTS, Array(100).fill(shot));
    await runLoad(bare.origin, CLIENTS, Array(1000).fill(shot));
    for (let round = 0; round < ROUNDS; round += 1) {
      // Who comes with a cookie is never answered from what is kept for those who come with nothing.
      const others = Array(MADE_A_ROUND).fill({ ...shot, headers: { ...shot.headers, Cookie: `bench=${round}` } });
      made.push(await runLoad(server.origin, CLIENTS, others));
      pages.push(await runLoad(server.origin, CLIENTS, Array(PAGES_A_ROUND).fill(shot)));
      bares.push(await runLoad(bare.origin, CLIENTS, Array(BARE_A_ROUND).fill(shot)));
    }
  } finally {
    await bare.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const pagePerSecond = median(pages.map((r) => r.perSecond));
  const barePerSecond = median(bares.map((r) => r.perSecond));
  return {
    path,
    madePerSecond: median(made.map((r) => r.perSecond)),
    pagePerSecond,
    pageP50Ms: median(pages.map((r) => r.p50Ms)),
    pageP95Ms: median(pages.map((r) => r.p95Ms)),
    barePerSecond,
    ratio: pagePerSecond / barePerSecond,
    bytes: page.bytes,
    clients: CLIENTS,
    rounds: ROUNDS,
  };
}
