import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { referPerson } from '#app/booking/refer-person.ts';
import { isInside, OUTSIDE_QPV } from '#app/partners/rules/qpv.ts';
import { perform } from '#app/platform/intention.ts';
import { scopeOf } from '#app/reporting/rules/scope.ts';
import { findAreasAround, listAreas } from '#db/queries/qpv.ts';
import { readNeighbourhoods } from '#db/queries/reports/people.ts';
import { buildWorld, done, nextBooklet, somebody, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

/*
 * The shape of the files of the ANCT (properties, order and closing of rings), with fictitious contours:
 *   QN06999A  a square of a hundredth of a degree, with a square hole in its middle
 *   QN06999B  two squares apart
 * and rows that must be refused: a code met twice, a false code, no name, an open ring, Lambert 93 metres.
 */
const NOW = new Date('2026-11-25T10:00:00Z');
const square = (west: number, south: number, side: number) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];
const feature = (properties: Record<string, unknown>, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const named = (code_qp: string, lib_qp: string | null = 'Quartier fictif') => ({
  code_qp,
  lib_qp,
  insee_com: '69266',
  lib_com: 'Villeurbanne',
});
const holed = [square(4.88, 45.77, 0.01), square(4.884, 45.774, 0.002)];
const GOOD = [
  feature(named('QN06999A', 'Les Tilleuls (fictif)'), 'Polygon', holed),
  feature(named('QN06999B', 'Les Deux Rives (fictif)'), 'MultiPolygon', [
    [square(4.9, 45.77, 0.001)],
    [square(4.91, 45.77, 0.001)],
  ]),
];
const BAD = [
  feature(named('QN06999A'), 'Polygon', holed),
  feature(named('69999'), 'Polygon', holed),
  feature(named('QN06999C', null), 'Polygon', holed),
  feature(named('QN06999D'), 'Polygon', [square(4.88, 45.77, 0.01).slice(0, 4)]),
  feature(named('QN06999E'), 'Polygon', [square(845_000, 6_520_000, 100)]),
];

let fresh: FreshDatabase;
let world: World;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-qpv-'));
  fresh = await freshDatabase({ clock: NOW });
  world = await buildWorld(fresh, { booklets: 10 });
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.close();
  await fresh.close();
});

/** The command, in a process of its own. */
function importQpv(features: readonly unknown[], args = ['--vintage', '2024']) {
  const file = join(folder, 'qpv.geojson');
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', name: 'QP2024', features }));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'scripts/import-qpv.ts', file, ...args],
    { encoding: 'utf8', env: { ...process.env, DATABASE_URL: fresh.url } },
  );
  return { status, stdout, stderr };
}

async function areasAt(lon: number, lat: number) {
  const around = await fresh.db.read((tx) => findAreasAround(tx, '2024', { lat, lon }));
  return around.filter(({ polygons }) => isInside([lon, lat], polygons)).map(({ code }) => code);
}

const refer = (neighbourhood: string | null, over: Record<string, unknown> = {}) =>
  nextBooklet(world).then((bookletId) =>
    perform(world.services, referPerson, {
      actor: world.agents[0],
      opKey: world.services.newId(),
      input: { person: somebody(), bookletId, sessionId: null, neighbourhood, ...over },
    }),
  );

describe('npm run import-qpv', () => {
  it('writes the contours, and says of each other row why it was left out', () => {
    const { status, stdout } = importQpv([...GOOD, ...BAD]);
    expect(stdout).toContain('2 contours écrits, 0 déjà là, 5 refusés (liste de 2024).');
    expect(stdout).toContain('ligne 3 : le code QN06999A est déjà dans le fichier');
    expect(stdout).toContain('ligne 4 : le code « 69999 »');
    expect(stdout).toContain('ligne 5 : QN06999C n’a pas de nom');
    expect(stdout).toContain('ligne 6 : le contour de QN06999D');
    expect(stdout).toContain('ligne 7 : le contour de QN06999E');
    expect(status).toBe(3);
  });

  it('changes nothing the second time, and writes again only what changed', async () => {
    const before = await world.sql`select * from qpv_area order by code`;
    expect(importQpv(GOOD)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('0 contours écrits, 2 déjà là'),
    });
    expect(await world.sql`select * from qpv_area order by code`).toEqual(before);
    const [first, second] = GOOD;
    const renamed = { ...second, properties: named('QN06999B', 'Les Deux Rives, fictif') };
    expect(importQpv([first, renamed]).stdout).toContain('1 contours écrits, 1 déjà là');
  });

  it.each([
    ['inside', 4.882, 45.772, ['QN06999A']],
    ['on the border', 4.88, 45.775, ['QN06999A']],
    ['in the hole', 4.885, 45.775, []],
    ['on the border of the hole', 4.884, 45.775, ['QN06999A']],
    ['in the second polygon', 4.9105, 45.7705, ['QN06999B']],
    ['between the two', 4.905, 45.7705, []],
  ] as const)('then knows what is %s', async (_, lon, lat, codes) => {
    expect(await areasAt(lon, lat)).toEqual(codes);
  });

  it('refuses a file that is none, and an unknown list', () => {
    expect(importQpv(GOOD, ['--vintage', '2019'])).toMatchObject({ status: 2, stdout: '' });
    expect(importQpv(GOOD, [])).toMatchObject({ status: 2 });
  });
});

describe('at the hand-over', () => {
  it('keeps the code, the list and how it was known; R9 counts it, and the unknown apart', async () => {
    for (const said of ['QN06999A', 'QN06999A', OUTSIDE_QPV, null]) await done(refer(said));
    const kept = await world.sql`select qpv_code, qpv_vintage, qpv_method from distribution order by at, id`;
    expect(kept.map(({ qpv_code, qpv_vintage, qpv_method }) => [qpv_code, qpv_vintage, qpv_method])).toEqual([
      ['QN06999A', '2024', 'BY_HAND'],
      ['QN06999A', '2024', 'BY_HAND'],
      [null, '2024', 'BY_HAND'],
      [null, null, null],
    ]);
    const filters = { firstDay: '2026-11-01', lastDay: '2026-11-30', partnerId: null, commune: null, publicKind: null };
    expect(await fresh.db.snapshot((tx) => readNeighbourhoods(tx, scopeOf(filters, NOW)))).toEqual([
      { code: 'QN06999A', vintage: '2024', name: 'Les Tilleuls (fictif)', persons: 2, passes: 20 },
      { code: null, vintage: '2024', name: null, persons: 1, passes: 10 },
      { code: null, vintage: null, name: null, persons: 1, passes: 10 },
    ]);
  });

  it('refuses a neighbourhood that is not in the list in force, and keeps nothing', async () => {
    const [{ n } = { n: 0 }] = await world.sql<{ n: number }[]>`select count(*)::int as n from distribution`;
    expect(await refer('QN06999Z')).toMatchObject({ ok: false, refusal: 'NEIGHBOURHOOD_UNKNOWN' });
    const [after] = await world.sql<{ n: number }[]>`select count(*)::int as n from distribution`;
    expect(after?.n).toBe(n);
  });

  it('cannot be said again afterwards, and no table has room for an address', async () => {
    await expect(
      world.sql`update distribution set qpv_code = 'QN06999B' where qpv_code = 'QN06999A'`,
    ).rejects.toMatchObject({ code: 'PA001' });
    const columns = await world.sql<{ column_name: string }[]>`
      select column_name from information_schema.columns where table_name in ('distribution', 'person')`;
    expect(columns.map(({ column_name }) => column_name).filter((name) => /address|street|lat|lon/.test(name))).toEqual(
      [],
    );
    expect(await fresh.db.read((tx) => listAreas(tx, '2015'))).toEqual([]);
  });
});
