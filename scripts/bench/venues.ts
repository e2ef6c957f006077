import postgres from 'postgres';
import { listVenues } from '#app/directory/list-venues.ts';
import { toMercator } from '#app/directory/rules/distance.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { tilesVersion, venueTile } from '#app/directory/venue-tiles.ts';
import type { Services } from '#app/platform/services.ts';
import { nearbyVenues } from '#db/queries/venues.ts';
import type { Child } from './child.ts';
import { median, percentile } from './load.ts';
import { importReal, multiplyVenues } from './many-venues.ts';
import { replay, type Statement, statementsOf } from './statements.ts';
import { measureVenuePages, type VenuePageFigures } from './venue-pages.ts';

const ROUNDS = 5;
const NEAREST_A_ROUND = 60;
const SEARCHES_A_ROUND = 3;

/** What is asked of the list, again and again. */
const SEARCHES: Readonly<Record<string, string>> = {
  list: '',
  name: 'q=mediatheque+lyon',
  need: 'q=imprimer+pres+de+villeurbanne',
  near: 'near=Villeurbanne',
  filters: 'near=Bron&services=demarches&pass=1',
  pass: 'area=all&pass=1',
  open: 'area=all&open=1',
  'open near': 'near=Lyon&open=1',
  service: 'area=all&services=demarches',
  wheelchair: 'area=all&accessible=1',
  rare: 'q=rarissime&area=all',
  everywhere: 'area=all&page=3',
};

export interface VenueSizeFigures {
  venues: number;
  /** Milliseconds of the nearest 20: through the product, and the same statement straight through postgres.js. */
  nearestP50Ms: number;
  nearestStraightP50Ms: number;
  /** The statement straight, where nobody looked before. */
  nearestFirstP50Ms: number;
  /** Milliseconds of a page's reading, by kind of search (database and ranking, without HTTP), one at a time. */
  searchP50Ms: Record<string, number>;
  /** The statements of that reading, word for word, straight through postgres.js. */
  searchStraightP50Ms: Record<string, number>;
  searchP95Ms: Record<string, number>;
  /** A tile of gathered points once its index stands (milliseconds), and how long the index took. */
  tileP50Ms: number;
  tileP95Ms: number;
  tileBytes: number;
  tileIndexSeconds: number;
  /** Whole pages over HTTP. */
  pages?: VenuePageFigures;
}

export interface VenueFigures {
  sizes: VenueSizeFigures[];
  /** The exponent e of time ~ venues^e between the first and the last size. */
  growth: Record<string, number>;
}

/** The directory at several sizes: 687, 20,000, and a million when asked. */
export async function benchVenues(
  services: Services,
  url: string,
  { million, server }: { million: boolean; server: () => Promise<Child> },
  say: (line: string) => void,
): Promise<VenueFigures> {
  const sizes: VenueSizeFigures[] = [];
  await importReal(services);
  for (const wanted of [0, 20_000, ...(million ? [1_000_000] : [])]) {
    if (wanted > 0) {
      say(`making ${wanted} venues…`);
      await multiplyVenues(url, wanted);
    }
    const figures = await measureSize(services, url);
    if (wanted === 20_000) figures.pages = await measureVenuePages(await server(), url, Object.values(SEARCHES));
    say(`${figures.venues} venues measured`);
    sizes.push(figures);
  }
  return { sizes, growth: growthOf(sizes) };
}

async function measureSize(services: Services, url: string): Promise<VenueSizeFigures> {
  const straight = postgres(url, { max: 1, onnotice: () => undefined });
  const search: Record<string, number[]> = {};
  const bare: Record<string, number[]> = {};
  try {
    const [row] = await straight<{ n: number }[]>`select count(*)::int as n from venue`;
    const nearest = await measureNearest(services, straight);
    const statements: Record<string, Statement[]> = {};
    for (const [kind, query] of Object.entries(SEARCHES))
      statements[kind] = await statementsOf(() => listVenues(services, asked(query)));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [kind, query] of Object.entries(SEARCHES)) {
        const ours = await timed(SEARCHES_A_ROUND, () => listVenues(services, asked(query)));
        search[kind] = [...(search[kind] ?? []), ...ours];
        const alone = await timed(SEARCHES_A_ROUND, () => replay(straight, statements[kind] ?? []));
        bare[kind] = [...(bare[kind] ?? []), ...alone];
      }
    }
    const byKind = (times: Record<string, number[]>, part: number) =>
      Object.fromEntries(Object.entries(times).map(([kind, all]) => [kind, percentile(all, part)]));
    return {
      venues: row?.n ?? 0,
      ...nearest,
      searchP50Ms: byKind(search, 0.5),
      searchStraightP50Ms: byKind(bare, 0.5),
      searchP95Ms: byKind(search, 0.95),
      ...(await measureTiles(services)),
    };
  } finally {
    await straight.end();
  }
}

function asked(query: string) {
  return parseVenueSearch(new URLSearchParams(query));
}

/**
 * The nearest 20 to points of the territory: through the product, and the same statement straight, in turn. In the first
 * round nothing of a point was read before, by neither connection; then its pages are at hand, as they are for towns.
 */
async function measureNearest(services: Services, straight: postgres.Sql) {
  const ours: number[] = [];
  const bare: number[] = [];
  const first: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (let i = 0; i < NEAREST_A_ROUND; i += 1) {
      const at = { lat: 45.65 + ((i * 37) % 200) / 1000, lon: 4.72 + ((i * 53) % 260) / 1000 };
      const { mx, my } = toMercator(at);
      const product = await timed(1, () => services.db.read((tx) => nearbyVenues(tx, at, { limit: 20 })));
      const alone = await timed(
        1,
        () => straight`select slug, name, commune, phone, lat, lon from venue where mx is not null
          order by point(mx, my) <-> point(${mx}::float8, ${my}::float8) limit 25`,
      );
      (round === 0 ? first : bare).push(...alone);
      if (round > 0) ours.push(...product);
    }
  }
  return { nearestP50Ms: median(ours), nearestStraightP50Ms: median(bare), nearestFirstP50Ms: median(first) };
}

/** Tiles of gathered points, from the country to a town, once their index stands. */
async function measureTiles(services: Services) {
  const search = asked('area=all');
  const version = (await tilesVersion(services, search)) ?? '';
  const at = (z: number) => {
    const { mx, my } = toMercator({ lat: 45.76, lon: 4.85 });
    const half = Math.PI * 6378137;
    return {
      z,
      x: Math.floor(((mx + half) / (2 * half)) * 2 ** z),
      y: Math.floor(((half - my) / (2 * half)) * 2 ** z),
    };
  };
  const [index = 0] = await timed(1, () => venueTile(services, search, version, at(5)));
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const z of [4, 5, 6, 8, 10, 12, 14]) {
      times.push(
        ...(await timed(4, async () => {
          bytes = Math.max(bytes, (await venueTile(services, search, version, at(z)))?.length ?? 0);
        })),
      );
    }
  }
  return {
    tileP50Ms: median(times),
    tileP95Ms: percentile(times, 0.95),
    tileBytes: bytes,
    tileIndexSeconds: index / 1000,
  };
}

async function timed(times: number, task: () => PromiseLike<unknown>): Promise<number[]> {
  const durations: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const started = performance.now();
    await task();
    durations.push(performance.now() - started);
  }
  return durations;
}

/** The exponent of growth between the first and the last size, of each thing measured. */
function growthOf(sizes: readonly VenueSizeFigures[]): Record<string, number> {
  const [first, last] = [sizes[0], sizes.at(-1)];
  if (first === undefined || last === undefined || first === last) return {};
  const exponent = (from: number, to: number) => Math.log(to / from) / Math.log(last.venues / first.venues);
  return {
    nearest: exponent(first.nearestP50Ms, last.nearestP50Ms),
    tile: exponent(first.tileP50Ms, last.tileP50Ms),
    ...Object.fromEntries(
      Object.keys(SEARCHES).map((kind) => [kind, exponent(first.searchP50Ms[kind] ?? 1, last.searchP50Ms[kind] ?? 1)]),
    ),
  };
}
