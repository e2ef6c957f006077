import { type Map as LibreMap, Marker } from 'maplibre-gl';
import type { VenueChosen } from './markers.ts';
import type { StopFeature } from './venue-points.ts';

export interface StopLayer {
  replace(stops: readonly StopFeature[]): void;
  /** How many are in view. */
  count(): number;
}

/** Where venues that travel next stop: buttons of their own, of another shape, never gathered with the venues. */
export function addStopMarkers(map: LibreMap, onChoose: (venue: VenueChosen) => void): StopLayer {
  let markers: Marker[] = [];
  return {
    replace(stops) {
      for (const marker of markers) marker.remove();
      markers = stops.map((stop) =>
        new Marker({ element: button(stop, onChoose) }).setLngLat(stop.geometry.coordinates).addTo(map),
      );
    },
    count: () => markers.filter((marker) => map.getBounds().contains(marker.getLngLat())).length,
  };
}

function button({ geometry, properties }: StopFeature, onChoose: (venue: VenueChosen) => void): HTMLButtonElement {
  const [lon, lat] = geometry.coordinates;
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'map-stop';
  element.title = `${properties.name}, de passage ${properties.stop}`;
  element.setAttribute('aria-label', element.title);
  // The map turns and moves the button itself: what is turned on its corner is within.
  element.append(document.createElement('span'));
  element.addEventListener('click', () => onChoose({ ...properties, lon, lat }));
  return element;
}
