// Gathers points into clusters, away from the thread that answers people: a million take seconds.
// One index per key; told which to forget. Messages: see clusters.ts.
import { parentPort } from 'node:worker_threads';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import Supercluster from 'supercluster';

const EXTENT = 4096;
/** 48 pixels of a tile of 512, as the browser gathers the points it is given one by one. */
const RADIUS = (48 / 512) * EXTENT;
const LAYER = 'venues';

/** @type {Map<string, Supercluster>} */
const indexes = new Map();
/** @type {Map<string, object[]>} */
const loading = new Map();

const answers = {
  add({ key, points }) {
    const features = loading.get(key) ?? [];
    loading.set(key, features);
    for (const [lon, lat, slug, name, commune, pass] of points)
      features.push({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [lon, lat] },
        properties: pass === null ? { slug, name, commune } : { slug, name, commune, pass },
      });
    return features.length;
  },
  index({ key }) {
    const features = loading.get(key) ?? [];
    loading.delete(key);
    indexes.set(key, new Supercluster({ radius: RADIUS, extent: EXTENT, maxZoom: 15 }).load(features));
    return features.length;
  },
  tile({ key, z, x, y }) {
    const tile = indexes.get(key)?.getTile(z, x, y) ?? null;
    return tile === null ? null : fromGeojsonVt({ [LAYER]: tile }, { version: 2, extent: EXTENT });
  },
  forget({ key }) {
    loading.delete(key);
    indexes.delete(key);
    return null;
  },
};

parentPort?.on('message', ({ id, kind, ...asked }) => {
  try {
    parentPort.postMessage({ id, value: answers[kind](asked) });
  } catch (error) {
    parentPort.postMessage({ id, fault: String(error) });
  }
});
