import type { LoaderFunctionArgs } from '@remix-run/node';
import { listVenuePoints } from '#app/directory/list-venues.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { venueSearchParams } from '#app/directory/rules/search.ts';
import { sayStopOnMap } from '#app/ui/components/say-stop.ts';

/**
 * The points of a search, as GeoJSON: the map's, and anybody's. When there are too many to send one by
 * one there are none, and `tiles` says where they are gathered. `passages` are where venues that travel soon stop.
 */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const search = parseVenueSearch(new URL(request.url).searchParams);
  const { points, more, passing, today } = await listVenuePoints(context.services, search);
  const collection = {
    type: 'FeatureCollection',
    ...(more ? { tiles: `/tuiles/lieux/{z}/{x}/{y}.mvt?${venueSearchParams(search)}` } : {}),
    features: (more ? [] : points).map(({ lat, lon, ...properties }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [round(lon), round(lat)] },
      properties,
    })),
    passages: passing.map(({ slug, name, lat, lon, stop }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [round(lon), round(lat)] },
      properties: {
        slug,
        name,
        commune: stop.commune,
        pass: null,
        stop: sayStopOnMap(stop, today),
        precision: stop.precision,
      },
    })),
  };
  return new Response(JSON.stringify(collection), { headers: { 'Content-Type': 'application/geo+json' } });
}

/** A metre is enough. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
