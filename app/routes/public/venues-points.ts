import type { LoaderFunctionArgs } from '@remix-run/node';
import { listVenuePoints } from '#app/directory/list-venues.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';

/** The points of a search, as GeoJSON: the map's, and anybody's. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const search = parseVenueSearch(new URL(request.url).searchParams);
  const { points } = await listVenuePoints(context.services, search);
  const collection = {
    type: 'FeatureCollection',
    features: points.map(({ lat, lon, ...properties }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [round(lon), round(lat)] },
      properties,
    })),
  };
  return new Response(JSON.stringify(collection), { headers: { 'Content-Type': 'application/geo+json' } });
}

/** A metre is enough. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5;
}
