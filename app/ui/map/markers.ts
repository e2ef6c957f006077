import type { FeatureCollection } from 'geojson';
import { type GeoJSONSource, type Map as LibreMap, Marker } from 'maplibre-gl';
import { PASS_WORDS } from '#app/directory/texts.fr.ts';
import type { VenueFeature } from './venue-points.ts';

const SOURCE = 'venues';
/** Buttons at most: what a keyboard can walk through. */
const MOST_BUTTONS = 50;

interface Shown {
  key: string;
  lngLat: [number, number];
  /** How many venues it stands for; 1 for a venue. */
  count: number;
  slug: string | null;
  name: string;
  /** « Accepte le pass », and who says so. */
  pass: string | null;
  clusterId: number | null;
}

export interface MarkerLayer {
  /** Puts other points on the map. */
  replace(features: readonly VenueFeature[]): void;
  /** The background changed and took the points with it: puts them back. */
  restore(): void;
  highlight(slug: string | null): void;
}

/** The venues as real buttons on the map, gathered into one where they are too close. */
export function addMarkers(map: LibreMap, onChoose: (slug: string) => void): MarkerLayer {
  let features: readonly VenueFeature[] = [];
  const markers = new Map<string, Marker>();

  const restore = () => {
    if (map.getSource(SOURCE) === undefined) {
      map.addSource(SOURCE, {
        type: 'geojson',
        data: collection(features),
        cluster: true,
        clusterRadius: 48,
        clusterMaxZoom: 15,
      });
      // A source is only read when a layer draws it: this one draws nothing, the buttons do.
      map.addLayer({ id: SOURCE, type: 'circle', source: SOURCE, paint: { 'circle-radius': 1, 'circle-opacity': 0 } });
    }
  };
  const draw = () => {
    if (map.getSource(SOURCE) === undefined || !map.isSourceLoaded(SOURCE)) return;
    const wanted = new Map(visible(map).map((shown) => [shown.key, shown]));
    for (const [key, marker] of markers) {
      if (wanted.has(key)) continue;
      marker.remove();
      markers.delete(key);
    }
    for (const [key, shown] of wanted) {
      if (markers.has(key)) continue;
      const element = button(shown, () => choose(map, shown, onChoose));
      markers.set(key, new Marker({ element }).setLngLat(shown.lngLat).addTo(map));
    }
  };
  const spot = new Marker({ element: ring() });
  map.on('style.load', restore);
  map.on('moveend', draw);
  map.on('sourcedata', ({ sourceId, isSourceLoaded }) => {
    if (sourceId === SOURCE && isSourceLoaded) draw();
  });
  return {
    restore,
    replace(next) {
      features = next;
      // Answers when the worker has read the points; `sourcedata` tells it too, and draws.
      void map.getSource<GeoJSONSource>(SOURCE)?.setData(collection(features));
    },
    highlight(slug) {
      const found = features.find(({ properties }) => properties.slug === slug);
      if (found === undefined) spot.remove();
      else spot.setLngLat(found.geometry.coordinates).addTo(map);
    },
  };
}

function collection(features: readonly VenueFeature[]): FeatureCollection {
  return { type: 'FeatureCollection', features: [...features] };
}

/** What of the venues is in view, from the top left down, as one reads. */
function visible(map: LibreMap): Shown[] {
  const bounds = map.getBounds();
  const found = new Map<string, Shown>();
  for (const { geometry, properties } of map.querySourceFeatures(SOURCE)) {
    if (geometry.type !== 'Point') continue;
    const [lon = 0, lat = 0] = geometry.coordinates;
    if (!bounds.contains([lon, lat])) continue;
    const clusterId = typeof properties.cluster_id === 'number' ? properties.cluster_id : null;
    const slug = clusterId === null ? String(properties.slug) : null;
    const key = clusterId === null ? `v${slug}` : `c${clusterId}-${lon}-${lat}`;
    found.set(key, {
      key,
      lngLat: [lon, lat],
      count: clusterId === null ? 1 : Number(properties.point_count),
      slug,
      name: `${properties.name}, ${properties.commune}`,
      pass: passWords(properties.pass),
      clusterId,
    });
  }
  return [...found.values()]
    .sort((a, b) => b.lngLat[1] - a.lngLat[1] || a.lngLat[0] - b.lngLat[0])
    .slice(0, MOST_BUTTONS);
}

function passWords(said: unknown): string | null {
  return said === 'labelled' || said === 'announced' ? PASS_WORDS[said] : null;
}

/** Drawn around one venue, gathered with others or not. */
function ring(): HTMLElement {
  const element = document.createElement('span');
  element.className = 'map-ring';
  element.setAttribute('aria-hidden', 'true');
  return element;
}

function button(shown: Shown, onClick: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = shown.clusterId === null ? `map-point${shown.pass === null ? '' : ' pass'}` : 'map-cluster';
  const words = shown.clusterId === null ? shown.name : `${shown.count} lieux ici : agrandir la carte`;
  element.title = words;
  element.setAttribute('aria-label', shown.pass === null ? words : `${words}, ${shown.pass}`);
  if (shown.clusterId !== null) element.textContent = String(shown.count);
  element.addEventListener('click', onClick);
  return element;
}

function choose(map: LibreMap, shown: Shown, onChoose: (slug: string) => void): void {
  if (shown.slug !== null) {
    onChoose(shown.slug);
    return;
  }
  const source = map.getSource<GeoJSONSource>(SOURCE);
  if (source === undefined || shown.clusterId === null) return;
  source
    .getClusterExpansionZoom(shown.clusterId)
    .then((zoom) => map.easeTo({ center: shown.lngLat, zoom: Math.max(zoom, map.getZoom() + 1), animate: mayMove() }))
    // The points were replaced between the click and the answer: there is nothing left to open.
    .catch(() => undefined);
}

/** Whether things may move on this person's screen. */
export function mayMove(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
