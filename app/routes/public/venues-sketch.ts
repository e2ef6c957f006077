import { communeName } from '#app/directory/rules/commune.ts';
import { RIVERS } from '#app/directory/rules/rivers.ts';
import { STATIONS } from '#app/directory/rules/stations.ts';
import { LYON_ARRONDISSEMENTS, TERRITORY_COMMUNES } from '#app/directory/rules/territory.ts';

/** The facts the embedded sketch draws: rivers, communes, metro and tram stops. The same until the next version. */
const SKETCH = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    ...RIVERS.map(({ name, lines }) =>
      feature({ type: 'MultiLineString', coordinates: lines }, { kind: 'river', name }),
    ),
    ...TERRITORY_COMMUNES.map((place) => point(place, { kind: 'commune', name: place.name })),
    ...LYON_ARRONDISSEMENTS.map((place) => point(place, { kind: 'arrondissement', name: communeName(place.name) })),
    ...STATIONS.map((stop) =>
      point(stop, { kind: 'stop', name: stop.name, metro: stop.lines.some((line) => /^[A-D]$/.test(line)) }),
    ),
  ],
});

function point({ lat, lon }: { lat: number; lon: number }, properties: object): object {
  return feature({ type: 'Point', coordinates: [lon, lat] }, properties);
}

function feature(geometry: object, properties: object): object {
  return { type: 'Feature', geometry, properties };
}

export function loader(): Response {
  return new Response(SKETCH, {
    headers: { 'Content-Type': 'application/geo+json', 'Cache-Control': 'public, max-age=3600' },
  });
}
