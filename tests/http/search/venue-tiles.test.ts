import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedVenues } from '#db/seed/venues.ts';
import { createVenue } from '#tests/factories/venues.ts';
import { type RunningApp, startApp } from '#tests/setup/app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
  await seedVenues(app.db, { now: app.services.clock.now(), newId: app.services.newId });
});
afterAll(() => app.close());

const tile = (place: string, query: string, headers: Record<string, string> = {}) =>
  fetch(`${app.origin}/tuiles/lieux/${place}.mvt${query}`, { headers });

/** Every venue of a tile's own square: those beside it are drawn by the next tile too. */
async function venuesIn(response: Response): Promise<{ total: number; names: string[] }> {
  const layer = new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer()))).layers.venues;
  if (layer === undefined) throw new Error('no layer of venues');
  let total = 0;
  const names: string[] = [];
  for (let i = 0; i < layer.length; i += 1) {
    const { properties } = layer.feature(i);
    total += typeof properties.point_count === 'number' ? properties.point_count : 1;
    if (typeof properties.name === 'string') names.push(properties.name);
  }
  return { total, names };
}

it('gathers every venue of a search in the tile of the whole world', async () => {
  const all = await tile('0/0/0', '?area=all');
  expect(all.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  expect((await venuesIn(all)).total).toBe(687);
  const { features } = (await (await fetch(`${app.origin}/lieux.geojson?area=all&pass=1`)).json()) as { features: [] };
  expect(features.length).toBeGreaterThan(50);
  expect((await venuesIn(await tile('0/0/0', '?area=all&pass=1'))).total).toBe(features.length);
});

it('shows a venue by itself when it is near enough, with what a button says of it', async () => {
  // The square of zoom 16 in which 45.7345 N 4.9119 E (Bron) lies, and its neighbours.
  const z = 16;
  const x = Math.floor(((4.9119 + 180) / 360) * 2 ** z);
  const rad = (45.7345 * Math.PI) / 180;
  const y = Math.floor(((1 - Math.log(Math.tan(rad) + 1 / Math.cos(rad)) / Math.PI) / 2) * 2 ** z);
  await app.db.transaction((tx) => createVenue(tx, { name: 'Espace Pangolin', lat: 45.7345, lon: 4.9119 }));
  const found = await venuesIn(await tile(`${z}/${x}/${y}`, '?q=pangolin'));
  expect(found).toEqual({ total: 1, names: ['Espace Pangolin'] });
});

it('says when it is the same as before, and when the data moved', async () => {
  const first = await tile('0/0/0', '?area=all');
  const etag = first.headers.get('etag') ?? '';
  await new Promise((done) => setTimeout(done, 1_700));
  const settled = (await tile('0/0/0', '?area=all')).headers.get('etag') ?? '';
  expect((await tile('0/0/0', '?area=all', { 'If-None-Match': settled })).status).toBe(304);
  expect((await tile('0/0/0', '?q=caf', { 'If-None-Match': settled })).status).toBe(200);
  await app.db.transaction((tx) => createVenue(tx, {}));
  await new Promise((done) => setTimeout(done, 700));
  const moved = await tile('0/0/0', '?area=all', { 'If-None-Match': settled });
  expect(moved.status).toBe(200);
  expect((await venuesIn(moved)).total).toBe(689);
  expect([etag, settled]).not.toContain(moved.headers.get('etag'));
});

it.each([['0/0/1'], ['23/0/0'], ['a/0/0'], ['-1/0/0'], ['99999999999/0/0']])('has no tile %s', async (place) => {
  expect((await tile(place, '')).status).toBe(404);
});

it('answers the sea with nothing', async () => {
  expect((await tile('6/25/22', '?area=all')).status).toBe(204);
});
