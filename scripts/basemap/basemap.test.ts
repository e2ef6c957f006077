import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { PMTiles } from 'pmtiles';
import { expect, it } from 'vitest';
import { type Feature, makeTiles } from './make-tiles.ts';
import { type ArchiveTile, writeArchive } from './write-archive.ts';

const FACTS = { minZoom: 8, maxZoom: 13, metadata: { attribution: '© Nous' } };

/** Read by the library that the application reads its archives with. */
function opened(bytes: Buffer): PMTiles {
  const getBytes = async (offset: number, length: number) => ({
    data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer,
  });
  return new PMTiles({ getKey: () => 'test', getBytes });
}

const square: Feature = {
  type: 'Feature',
  properties: { nom: 'Villeurbanne', population: 150_000 },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [4.86, 45.75],
        [4.92, 45.75],
        [4.92, 45.79],
        [4.86, 45.79],
        [4.86, 45.75],
      ],
    ],
  },
};
const river: Feature = {
  type: 'Feature',
  properties: { nom: 'Rhône', largeur_m: 190 },
  geometry: {
    type: 'LineString',
    coordinates: [
      [4.8, 45.7],
      [4.95, 45.82],
    ],
  },
};

it('extracts become tiles that hold their layers, what the style reads of them, and the names of places', async () => {
  const { tiles, bounds } = makeTiles(
    new Map([
      ['commune', [square]],
      ['riviere', [river]],
    ] as const),
  );
  expect(bounds).toEqual([4.8, 45.7, 4.95, 45.82]);
  const archive = opened(writeArchive(tiles, { ...FACTS, bounds }));
  const header = await archive.getHeader();
  expect([header.minLon, header.maxLat, header.minZoom, header.maxZoom]).toEqual([4.8, 45.82, 8, 13]);
  expect(await archive.getMetadata()).toEqual(FACTS.metadata);
  for (const { z, x, y, data } of tiles)
    expect(new Uint8Array((await archive.getZxy(z, x, y))?.data ?? new ArrayBuffer(0))).toEqual(data);
  const found = await archive.getZxy(10, 525, 365);
  const { layers } = new VectorTile(new PbfReader(new Uint8Array(found?.data ?? new ArrayBuffer(0))));
  expect(Object.keys(layers).sort()).toEqual(['commune', 'lieu_commune', 'riviere']);
  expect(layers.commune?.feature(0).properties).toEqual({ nom: 'Villeurbanne' });
  expect(layers.riviere?.feature(0).properties).toEqual({ nom: 'Rhône', largeur_m: 190 });
  const name = layers.lieu_commune?.feature(0);
  expect(name?.properties).toEqual({ nom: 'Villeurbanne', k: 'c' });
  if (name === undefined) throw new Error('no name');
  const [lon, lat] = (name.toGeoJSON(525, 365, 10).geometry as GeoJSON.Point).coordinates;
  expect([lon, lat]).toEqual([expect.closeTo(4.89, 3), expect.closeTo(45.77, 3)]);
});

it('an archive too large for one directory is found through its leaves, tiles alike written once', async () => {
  let seed = 1;
  const random = (most: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  // Far apart and of every length: what a directory cannot say in few bytes.
  const places = [...new Set(Array.from({ length: 6_000 }, () => random(4_000_000)))];
  const tiles = places.map((place, i): ArchiveTile => {
    const data = i % 50 === 0 ? 'sea' : Array.from({ length: random(9) }, () => random(1e9)).join(`${i}`);
    return { z: 13, x: place % 2_000, y: Math.floor(place / 2_000), data: Buffer.from(data) };
  });
  const archive = opened(writeArchive(tiles, { ...FACTS, bounds: [4, 45, 5, 46] }));
  const header = await archive.getHeader();
  expect([(header.leafDirectoryLength ?? 0) > 0, header.numAddressedTiles]).toEqual([true, tiles.length]);
  expect(header.numTileContents ?? 0).toBeLessThan(tiles.length - 100);
  for (const { z, x, y, data } of tiles.filter((_, i) => i % 97 === 0 || i % 50 === 0))
    expect(Buffer.from((await archive.getZxy(z, x, y))?.data ?? new ArrayBuffer(0))).toEqual(data);
  expect(await archive.getZxy(13, 5_000, 10)).toBeUndefined();
});
