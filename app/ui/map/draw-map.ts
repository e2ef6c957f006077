import 'maplibre-gl/dist/maplibre-gl.css';
import { Map as LibreMap, LngLatBounds, NavigationControl, ScaleControl, type StyleSpecification } from 'maplibre-gl';
import type { BackgroundTier } from '#app/directory/rules/background.ts';
import { ownStyle } from './background.ts';
import { FRENCH_LOCALE } from './french-locale.ts';
import { addMarkers, mayMove, type VenueChosen } from './markers.ts';
import { addStopMarkers } from './stop-markers.ts';
import type { VenueFeature, VenuePoints, VenueSpot } from './venue-points.ts';
import { prepareWorker } from './worker.ts';

export interface MapBounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

export interface MapOptions {
  container: HTMLElement;
  tiers: readonly BackgroundTier[];
  /** What to show first; the points themselves when absent. */
  frame: MapBounds | null;
  onChoose(venue: VenueChosen): void;
  /** The buttons were drawn: so many venues are in view, and so many stops of those that travel. */
  onCount(venues: number, stops: number): void;
  /** The map stopped moving; `byPerson` when somebody moved it. */
  onMoved(bounds: MapBounds, byPerson: boolean): void;
  /** The online background did not answer in time. */
  onFallback(): void;
  /** Who made what is drawn: to be shown beside the map. */
  onCredits(credits: string): void;
}

export interface DrawnMap {
  show(points: VenuePoints, frame: MapBounds | null): void;
  highlight(spot: VenueSpot | null): void;
  remove(): void;
}

const TERRITORY: [number, number, number, number] = [4.68, 45.58, 5.1, 45.93];
/** An online background that has drawn nothing by then is given up (milliseconds). */
const PATIENCE_MS = 3_000;

/** Draws the map. Throws where the browser cannot (no WebGL 2): the list then stays alone. */
export function drawMap(options: MapOptions): DrawnMap {
  prepareWorker();
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const own = options.tiers.some(({ kind }) => kind === 'tiles') ? 'tiles' : 'sketch';
  const map = new LibreMap({
    container: options.container,
    style: ownStyle(own, dark),
    bounds: options.frame === null ? TERRITORY : edges(options.frame),
    maxZoom: 18,
    cooperativeGestures: true,
    // It would parse HTML, which our pages' policy refuses: credits are said beside the map, as text.
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    locale: { ...FRENCH_LOCALE },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left');
  const stops = addStopMarkers(map, options.onChoose);
  const markers = addMarkers(map, options.onChoose, () => options.onCount(markers.count(), stops.count()));
  map.on('moveend', (event) =>
    options.onMoved(boundsOf(map), 'originalEvent' in event && event.originalEvent !== undefined),
  );
  map.on('idle', () => options.onCredits(creditsOf(map)));
  const online = options.tiers.find((tier) => tier.kind === 'style');
  const stopTrying =
    online === undefined
      ? () => undefined
      : tryOnline(map, online.url, () => map.setStyle(ownStyle(own, dark)), options.onFallback);
  return {
    show(points, frame) {
      stops.replace(points.stops);
      markers.replace(points);
      // Too many to be sent one by one: they are everywhere, and the map stays where it is.
      const found = points.kind === 'features' ? whole([...points.features, ...points.stops]) : null;
      const around = frame === null ? found : edges(frame);
      // A frame asked for is shown as it is: searching in a zone must not move the map.
      if (around !== null) map.fitBounds(around, { padding: frame === null ? 40 : 0, maxZoom: 15, animate: mayMove() });
    },
    highlight: markers.highlight,
    remove() {
      stopTrying();
      map.remove();
    },
  };
}

/**
 * Our own background is there at once; the online one takes its place if it answers and draws a first
 * tile in time. Otherwise ours stays, or comes back.
 */
function tryOnline(map: LibreMap, url: string, back: () => void, onFallback: () => void): () => void {
  const giveUp = new AbortController();
  let applied = false;
  let drawn = false;
  const timer = setTimeout(() => {
    if (drawn) return;
    giveUp.abort();
    if (applied) back();
    onFallback();
  }, PATIENCE_MS);
  map.on('sourcedata', ({ sourceId, tile }) => {
    if (applied && tile !== undefined && sourceId !== 'venues') drawn = true;
  });
  fetch(url, { signal: giveUp.signal })
    .then(async (response) => {
      if (!response.ok) throw new Error(String(response.status));
      const style = (await response.json()) as StyleSpecification;
      giveUp.signal.throwIfAborted();
      applied = true;
      map.setStyle(style, { diff: false });
    })
    // Told when the patience is over, so that one sentence is said once.
    .catch(() => undefined);
  return () => {
    clearTimeout(timer);
    giveUp.abort();
  };
}

/** What the sources say of themselves, without their markup. */
function creditsOf(map: LibreMap): string {
  const said = Object.keys(map.getStyle().sources).map((id) => map.getSource(id)?.attribution ?? '');
  return [...new Set(said.map((html) => html.replace(/<[^>]*>/g, '').trim()))]
    .filter((credit) => credit !== '')
    .join(' · ');
}

function boundsOf(map: LibreMap): MapBounds {
  const bounds = map.getBounds();
  return { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() };
}

function edges({ west, south, east, north }: MapBounds): [number, number, number, number] {
  return [west, south, east, north];
}

function whole(features: readonly Pick<VenueFeature, 'geometry'>[]): LngLatBounds | null {
  if (features.length === 0) return null;
  const bounds = new LngLatBounds();
  for (const { geometry } of features) bounds.extend(geometry.coordinates);
  return bounds;
}
