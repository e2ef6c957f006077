import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { SERVICE_KEYS } from '#app/directory/rules/search.ts';
import { LYON_ARRONDISSEMENTS, TERRITORY_COMMUNES } from '#app/directory/rules/territory.ts';
import { type Child, startChild } from './child.ts';
import { fire, type LoadResult, median, runLoad, type Shot } from './load.ts';

const ROUNDS = 5;
const CLIENTS = 16;
const OTHERS_A_ROUND = 140;
const LIVED_A_ROUND = 6_000;
/** Long enough for the data to stand still after they moved, as they mostly do (milliseconds). */
const LIVED_ROUND_MS = 5_000;
const AGAIN_A_ROUND = 420;

export interface PageTimes {
  p50Ms: number;
  p95Ms: number;
  perSecond: number;
}

export interface VenuePageFigures {
  clients: number;
  /** Nobody asks what another asked: nothing kept answers. */
  others: PageTimes;
  /** As people ask: few places and needs often, many seldom, some that nobody else asks; the data move at each round. */
  lived: PageTimes;
  /** A dozen searches, again and again. */
  again: PageTimes;
  /** Bare node:http, with the bytes of one of these pages. */
  bare: PageTimes;
}

/** Whole list pages over HTTP, 16 at once. `again` are the searches asked again and again. */
export async function measureVenuePages(
  server: Child,
  url: string,
  again: readonly string[],
): Promise<VenuePageFigures> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const draw = seeded(20_260);
  const bare = await bareServer(server, again[0] ?? '');
  const found: Record<'others' | 'lived' | 'again' | 'bare', LoadResult[]> = {
    others: [],
    lived: [],
    again: [],
    bare: [],
  };
  const load = (searches: readonly string[], atMostMs?: number) =>
    runLoad(server.origin, CLIENTS, searches.map(shot), atMostMs);
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const others = await load(Array.from({ length: OTHERS_A_ROUND }, () => neverAsked(draw)));
      await sql`select nextval('directory_version')`;
      const lived = await load(
        Array.from({ length: LIVED_A_ROUND }, () => asPeopleAsk(draw)),
        LIVED_ROUND_MS,
      );
      const same = await load(Array.from({ length: AGAIN_A_ROUND }, (_, i) => again[i % again.length] ?? ''));
      const limit = await runLoad(bare.origin, CLIENTS, Array<Shot>(AGAIN_A_ROUND).fill(shot('')));
      // The first round warms what all use.
      if (round === 0) continue;
      found.others.push(others);
      found.lived.push(lived);
      found.again.push(same);
      found.bare.push(limit);
    }
  } finally {
    await sql.end();
    await Promise.all([server.stop(), bare.stop()]);
  }
  const { others, lived, again: same, bare: limit } = found;
  return { clients: CLIENTS, others: times(others), lived: times(lived), again: times(same), bare: times(limit) };
}

/** Sends the bytes of a page of this search, and does nothing else. */
async function bareServer(server: Child, search: string): Promise<Child> {
  const { status, body } = await fire(server.origin, undefined, shot(search));
  if (status !== 200) throw new Error(`/lieux answered ${status}`);
  const file = join(mkdtempSync(join(tmpdir(), 'passerelle-bench-')), 'page');
  writeFileSync(file, body);
  const bare = await startChild('./bare-process.ts', [
    file,
    '{"Content-Type":"text/html; charset=utf-8","Content-Encoding":"br"}',
  ]);
  rmSync(dirname(file), { recursive: true });
  return bare;
}

function times(results: readonly LoadResult[]): PageTimes {
  return {
    p50Ms: median(results.map((r) => r.p50Ms)),
    p95Ms: median(results.map((r) => r.p95Ms)),
    perSecond: median(results.map((r) => r.perSecond)),
  };
}

function shot(search: string): Shot {
  return {
    path: `/lieux?${search}`,
    method: 'GET',
    headers: { 'Accept-Encoding': 'br', Accept: 'text/html' },
    body: null,
  };
}

/** A number from 0 to 1, the same series at each run (a linear congruence modulo 2^31). */
type Draw = () => number;

function seeded(seed: number): Draw {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
}

function one<T>(draw: Draw, all: readonly T[]): T {
  return all[Math.floor(draw() * all.length)] as T;
}

const PLACES = [...TERRITORY_COMMUNES, ...LYON_ARRONDISSEMENTS].map(({ name }) => name);
const NEEDS = ['imprimer', 'taper un cv', 'impots', 'caf', 'internet', 'ordinateur', 'mail', 'smartphone'];
const NAMES = ['mediatheque', 'mairie', 'centre social', 'france services', 'bibliotheque', 'pimms', 'mission locale'];
const SERVICES = Object.values(SERVICE_KEYS);

/** Where a browser says it is: one metre apart, no two are the same. */
function position(draw: Draw): string {
  return `${(45.65 + draw() * 0.2).toFixed(5)},${(4.72 + draw() * 0.26).toFixed(5)}`;
}

/** The kinds of searches, in turn one after the other. */
const KINDS: readonly ((draw: Draw) => Record<string, string>)[] = [
  (draw) => ({ near: position(draw) }),
  (draw) => ({ near: one(draw, PLACES), radius: one(draw, ['2', '5', '10', '20']) }),
  (draw) => ({ near: position(draw), services: one(draw, SERVICES), pass: '1' }),
  (draw) => ({ near: position(draw), open: '1' }),
  (draw) => ({ near: one(draw, PLACES), radius: one(draw, ['2', '5', '10', '20']), accessible: '1' }),
  (draw) => ({ area: 'all', services: one(draw, SERVICES), page: String(1 + Math.floor(draw() * 40)) }),
  (draw) => ({ q: one(draw, NEEDS), near: position(draw) }),
  (draw) => ({ q: `${one(draw, NAMES)} ${one(draw, PLACES)}` }),
];
const asked = new Set<string>();

function neverAsked(draw: Draw): string {
  for (;;) {
    const search = new URLSearchParams(one(draw, KINDS)(draw)).toString();
    if (asked.has(search)) continue;
    asked.add(search);
    return search;
  }
}

/** One search in ten starts from a position that nobody else has. */
const ALONE = 0.1;
const USUAL: readonly string[] = [
  {},
  ...PLACES.map((near) => ({ near })),
  ...NEEDS.map((q) => ({ q })),
  ...PLACES.flatMap((near) => [
    ...NEEDS.map((q) => ({ q, near })),
    { near, pass: '1' },
    { near, open: '1' },
    { near, accessible: '1' },
  ]),
].map((params) => new URLSearchParams(params as Record<string, string>).toString());
/** By Zipf's law, as words and towns are used: the second half as often as the first, the third a third as often. */
const WEIGHTS = USUAL.map((_, rank) => 1 / (rank + 1));
const ALL_WEIGHT = WEIGHTS.reduce((sum, weight) => sum + weight, 0);

function asPeopleAsk(draw: Draw): string {
  if (draw() < ALONE) return new URLSearchParams({ near: position(draw) }).toString();
  let left = draw() * ALL_WEIGHT;
  const rank = WEIGHTS.findIndex((weight) => {
    left -= weight;
    return left <= 0;
  });
  return USUAL[Math.max(0, rank)] ?? '';
}
