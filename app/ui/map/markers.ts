import type { FeatureCollection } from 'geojson';
import { type GeoJSONSource, type Map as LibreMap, Marker, type SourceSpecification } from 'maplibre-gl';
import { PASS_WORDS } from '#app/directory/texts.fr.ts';
import type { VenueFeature, VenuePoints, VenueSpot } from './venue-points.ts';

const SOURCE = 'venues';
/** Buttons at most: what a keyboard can walk through. */
const MOST_BUTTONS = 50;

interface Shown {
  key: string;
  lngLat: [number, number];
  /** How many venues it stands for; 1 for a venue. */
  count: number;
  /** The venue; null for several. */
  venue: VenueChosen | null;
  clusterId: number | null;
  inTiles: boolean;
}

export interface MarkerLayer {
  /** Puts other points on the map. */
  replace(points: VenuePoints): void;
  /** The background changed and took the points with it: puts them back. */
  restore(): void;
  highlight(spot: VenueSpot | null): void;
  /** How many venues are in view; rounded where they are gathered in tiles. */
  count(): number;
}

/** Of a venue whose button was pressed; `stop` when it was that of one of its stops. */
export type VenueChosen = VenueFeature['properties'] & VenueSpot & { stop?: string };

/** The venues as real buttons on the map, gathered into one where they are too close. */
export function addMarkers(map: LibreMap, onChoose: (venue: VenueChosen) => void, onDrawn: () => void): MarkerLayer {
  let points: VenuePoints = { kind: 'features', features: [], stops: [] };
  const markers = new Map<string, Marker>();

  const restore = () => place(map, points);
  const draw = () => {
    if (map.getSource(SOURCE) === undefined || !map.isSourceLoaded(SOURCE)) return;
    const wanted = new Map(
      visible(map, points)
        .slice(0, MOST_BUTTONS)
        .map((shown) => [shown.key, shown]),
    );
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
    onDrawn();
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
      const source = map.getSource<GeoJSONSource>(SOURCE);
      const sameKind = points.kind === 'features' && next.kind === 'features';
      points = next;
      // Answers when the worker has read the points; `sourcedata` tells it too, and draws.
      if (sameKind && source !== undefined) void source.setData(collection(next.features));
      else if (source !== undefined) {
        map.removeLayer(SOURCE);
        map.removeSource(SOURCE);
        restore();
      }
    },
    highlight(venue) {
      if (venue === null) spot.remove();
      else spot.setLngLat([venue.lon, venue.lat]).addTo(map);
    },
    count: () => visible(map, points).reduce((sum, { count }) => sum + count, 0),
  };
}

function place(map: LibreMap, points: VenuePoints): void {
  if (map.getSource(SOURCE) !== undefined) return;
  map.addSource(SOURCE, sourceOf(points));
  // A source is only read when a layer draws it: this one draws nothing, the buttons do.
  map.addLayer({
    id: SOURCE,
    type: 'circle',
    source: SOURCE,
    ...(points.kind === 'tiles' ? { 'source-layer': SOURCE } : {}),
    paint: { 'circle-radius': 1, 'circle-opacity': 0 },
  });
}

/** Gathered by the browser from the points themselves, or by the server in tiles. */
function sourceOf(points: VenuePoints): SourceSpecification {
  if (points.kind === 'tiles') return { type: 'vector', tiles: [points.template], minzoom: 0, maxzoom: 16 };
  return { type: 'geojson', data: collection(points.features), cluster: true, clusterRadius: 48, clusterMaxZoom: 15 };
}

function collection(features: readonly VenueFeature[]): FeatureCollection {
  return { type: 'FeatureCollection', features: [...features] };
}

/** What of the venues is in view, from the top left down, as one reads. */
function visible(map: LibreMap, points: VenuePoints): Shown[] {
  if (map.getSource(SOURCE) === undefined) return [];
  const bounds = map.getBounds();
  const found = new Map<string, Shown>();
  for (const { geometry, properties } of map.querySourceFeatures(
    SOURCE,
    points.kind === 'tiles' ? { sourceLayer: SOURCE } : undefined,
  )) {
    if (geometry.type !== 'Point') continue;
    const [lon = 0, lat = 0] = geometry.coordinates;
    if (!bounds.contains([lon, lat])) continue;
    const clusterId = typeof properties.cluster_id === 'number' ? properties.cluster_id : null;
    const venue = clusterId === null ? chosenOf(properties, lon, lat) : null;
    // In tiles a gathered point bears one number whatever its tile; positions are rounded by tile.
    const key = venue === null ? `c${clusterId}${points.kind === 'tiles' ? '' : `-${lon}-${lat}`}` : `v${venue.slug}`;
    found.set(key, {
      key,
      lngLat: [lon, lat],
      count: clusterId === null ? 1 : Number(properties.point_count),
      venue,
      clusterId,
      inTiles: points.kind === 'tiles',
    });
  }
  return [...found.values()].sort((a, b) => b.lngLat[1] - a.lngLat[1] || a.lngLat[0] - b.lngLat[0]);
}

function chosenOf(properties: Record<string, unknown>, lon: number, lat: number): VenueChosen {
  const { slug, name, commune, pass } = properties;
  return {
    slug: String(slug),
    name: String(name),
    commune: String(commune),
    pass: pass === 'labelled' || pass === 'announced' ? pass : null,
    lon,
    lat,
  };
}

/** Drawn around one venue, gathered with others or not. */
function ring(): HTMLElement {
  const element = document.createElement('span');
  element.className = 'map-ring';
  element.setAttribute('aria-hidden', 'true');
  return element;
}

function button({ venue, count }: Shown, onClick: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = venue === null ? 'map-cluster' : `map-point${venue.pass === null ? '' : ' pass'}`;
  const words = venue === null ? `${count} lieux ici : agrandir la carte` : `${venue.name}, ${venue.commune}`;
  const pass = venue === null || venue.pass === null ? null : PASS_WORDS[venue.pass];
  element.title = words;
  element.setAttribute('aria-label', pass === null ? words : `${words}, ${pass}`);
  if (venue === null) element.textContent = count > 999 ? `${Math.round(count / 1000)} k` : String(count);
  element.addEventListener('click', onClick);
  return element;
}

/** How much nearer a gathered point of a tile is looked at: the tile does not say where it comes apart. */
const ZOOM_STEP = 2;

function choose(map: LibreMap, shown: Shown, onChoose: (venue: VenueChosen) => void): void {
  if (shown.venue !== null) {
    onChoose(shown.venue);
    return;
  }
  const nearer = (zoom: number) => map.easeTo({ center: shown.lngLat, zoom, animate: mayMove() });
  const source = map.getSource<GeoJSONSource>(SOURCE);
  if (source === undefined || shown.clusterId === null) return;
  if (shown.inTiles) {
    nearer(map.getZoom() + ZOOM_STEP);
    return;
  }
  source
    .getClusterExpansionZoom(shown.clusterId)
    .then((zoom) => nearer(Math.max(zoom, map.getZoom() + 1)))
    // The points were replaced between the click and the answer: there is nothing left to open.
    .catch(() => undefined);
}

/** Whether things may move on this person's screen. */
export function mayMove(): boolean {
  return !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
