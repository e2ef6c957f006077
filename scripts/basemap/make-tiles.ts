import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { ArchiveTile } from './write-archive.ts';

export type Feature = GeoJSON.Feature<GeoJSON.Geometry | null, Record<string, unknown> | null>;

/** The layers that the map’s style draws (`app/ui/map/background-layers.ts`): from which zoom, and what it reads of each. */
export const LAYERS = {
  commune: { minZoom: 8, fields: ['nom'] },
  arrondissement: { minZoom: 10, fields: ['nom'] },
  parc: { minZoom: 9, fields: ['nom'] },
  riviere: { minZoom: 8, fields: ['nom', 'largeur_m'] },
  tc: { minZoom: 9, fields: ['nom', 'ligne', 'couleur'] },
  station: { minZoom: 12, fields: ['nom', 'lignes', 'pmr'] },
} as const;
export type LayerName = keyof typeof LAYERS;
export type Bounds = [west: number, south: number, east: number, north: number];

export const MIN_ZOOM = 8;
export const MAX_ZOOM = 13;
const EXTENT = 4096;

/** Vector tiles of the layers given, over all that they cover. */
export function makeTiles(given: ReadonlyMap<LayerName, readonly Feature[]>): { tiles: ArchiveTile[]; bounds: Bounds } {
  const indexes = [...given].map(([name, features]) => index(name, LAYERS[name].minZoom, features.map(kept(name))));
  const names = [...placeNames(given.get('commune') ?? [], 'c'), ...placeNames(given.get('arrondissement') ?? [], 'a')];
  if (names.length > 0) indexes.push(index('lieu_commune', MIN_ZOOM, names));
  const bounds = boundsOf([...given.values()].flat());
  const tiles: ArchiveTile[] = [];
  for (let z = MIN_ZOOM; z <= MAX_ZOOM; z += 1) {
    const [from, to] = [tileAt(z, bounds[0], bounds[3]), tileAt(z, bounds[2], bounds[1])];
    for (let x = from.x; x <= to.x; x += 1) {
      for (let y = from.y; y <= to.y; y += 1) {
        const layers = indexes.flatMap(({ name, minZoom, tiled }) => {
          const tile = z < minZoom ? null : tiled.getTile(z, x, y);
          return tile === null || tile.features.length === 0 ? [] : [[name, tile] as const];
        });
        if (layers.length === 0) continue;
        tiles.push({ z, x, y, data: fromGeojsonVt(Object.fromEntries(layers), { version: 2, extent: EXTENT }) });
      }
    }
  }
  return { tiles, bounds };
}

function index(name: string, minZoom: number, features: readonly Feature[]) {
  const data = { type: 'FeatureCollection', features } as unknown as GeoJSON.GeoJSON;
  return { name, minZoom, tiled: new GeoJSONVT(data, { maxZoom: MAX_ZOOM, tolerance: 3, extent: EXTENT, buffer: 64 }) };
}

/** A tile carries only what the style reads: the rest of an extract may be large. */
function kept(name: LayerName): (feature: Feature) => Feature {
  return ({ geometry, properties }) => ({
    type: 'Feature',
    geometry,
    properties: Object.fromEntries(
      LAYERS[name].fields.flatMap((field) => {
        const value = properties?.[field];
        return value === undefined || value === null ? [] : [[field, value]];
      }),
    ),
  });
}

/** Where a name is written: the middle of the largest outline. */
function placeNames(areas: readonly Feature[], kind: 'c' | 'a'): Feature[] {
  return areas.flatMap(({ geometry, properties }): Feature[] => {
    if (geometry === null || (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon')) return [];
    const outlines = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flatMap(([outer]) =>
      outer === undefined ? [] : [middleOf(outer)],
    );
    const [largest] = outlines.sort((a, b) => b.area - a.area);
    if (largest === undefined) return [];
    return [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: largest.at },
        properties: { nom: properties?.nom, k: kind },
      },
    ];
  });
}

/** The centre of gravity of an outline, and its area (in square degrees: to compare neighbours). */
function middleOf(outline: GeoJSON.Position[]): { area: number; at: [number, number] } {
  let [area, x, y] = [0, 0, 0];
  for (const [i, [x1 = 0, y1 = 0]] of outline.entries()) {
    const [x2 = 0, y2 = 0] = outline[(i + 1) % outline.length] ?? [];
    const cross = x1 * y2 - x2 * y1;
    area += cross / 2;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  }
  const [first = [0, 0]] = outline;
  if (area === 0) return { area: 0, at: [first[0] ?? 0, first[1] ?? 0] };
  return { area: Math.abs(area), at: [x / (6 * area), y / (6 * area)] };
}

function boundsOf(features: readonly Feature[]): Bounds {
  const bounds: Bounds = [180, 85, -180, -85];
  const see = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    const [lon, lat] = coordinates as unknown[];
    if (typeof lon !== 'number' || typeof lat !== 'number') {
      for (const inner of coordinates) see(inner);
      return;
    }
    bounds[0] = Math.min(bounds[0], lon);
    bounds[1] = Math.min(bounds[1], lat);
    bounds[2] = Math.max(bounds[2], lon);
    bounds[3] = Math.max(bounds[3], lat);
  };
  for (const { geometry } of features) if (geometry !== null && 'coordinates' in geometry) see(geometry.coordinates);
  return bounds;
}

function tileAt(z: number, lon: number, lat: number): { x: number; y: number } {
  const most = 2 ** z - 1;
  const radians = (lat * Math.PI) / 180;
  const hold = (n: number) => Math.min(most, Math.max(0, Math.floor(n * 2 ** z)));
  return { x: hold((lon + 180) / 360), y: hold((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) };
}
