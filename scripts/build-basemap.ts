/**
 * Builds the background of the map from extracts in GeoJSON (WGS 84), without any network:
 *   npm run build-basemap -- commune=communes.geojson riviere=rivieres.geojson … [--out=FILE] [--attribution=TEXT]
 * docs/basemap.md says which extracts, from where, and with which fields.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Feature, LAYERS, type LayerName, MAX_ZOOM, MIN_ZOOM, makeTiles } from './basemap/make-tiles.ts';
import { writeArchive } from './basemap/write-archive.ts';

const option = (name: string) =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

function main(): void {
  const given = new Map<LayerName, readonly Feature[]>();
  for (const argument of process.argv.slice(2).filter((word) => !word.startsWith('--'))) {
    const at = argument.indexOf('=');
    const name = argument.slice(0, at);
    if (at < 1 || !isLayer(name))
      throw new Error(`« ${argument} » : écrivez COUCHE=FICHIER, où la couche est ${Object.keys(LAYERS).join(', ')}.`);
    given.set(name, readFeatures(argument.slice(at + 1)));
  }
  if (given.size === 0) throw new Error('Donnez au moins une couche, comme commune=communes.geojson.');
  const { tiles, bounds } = makeTiles(given);
  const archive = writeArchive(tiles, {
    bounds,
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    metadata: {
      name: 'Passerelle',
      attribution: option('attribution') ?? '',
      vector_layers: [...given.keys()].map((id) => ({
        id,
        fields: {},
        minzoom: LAYERS[id].minZoom,
        maxzoom: MAX_ZOOM,
      })),
    },
  });
  const out = option('out') ?? '.data/fond.pmtiles';
  mkdirSync(dirname(out), { recursive: true });
  // Whole before it takes its place: the application may be reading the former one.
  writeFileSync(`${out}.part`, archive);
  renameSync(`${out}.part`, out);
  process.stdout.write(`${out} : ${tiles.length} tuiles, ${Math.round(archive.length / 1000)} ko.\n`);
}

function isLayer(name: string): name is LayerName {
  return Object.hasOwn(LAYERS, name);
}

function readFeatures(file: string): Feature[] {
  const read = JSON.parse(readFileSync(file, 'utf8')) as { type?: string; features?: Feature[] };
  if (read.type !== 'FeatureCollection' || !Array.isArray(read.features))
    throw new Error(`${file} n’est pas une FeatureCollection GeoJSON.`);
  return read.features;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
