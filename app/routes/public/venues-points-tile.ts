import type { LoaderFunctionArgs } from '@remix-run/node';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { tilesVersion, venueTile } from '#app/directory/venue-tiles.ts';
import { sha256 } from '#app/platform/secrets.ts';

const DEEPEST_ZOOM = 22;

/** One tile of the venues of a search, gathered where they are many: for the map, when they are too many to send. */
export async function loader({ params, request, context }: LoaderFunctionArgs): Promise<Response> {
  const [z, x, y] = [params.z, params.x, params.y?.replace(/\.mvt$/, '')].map(whole);
  if (z === undefined || x === undefined || y === undefined || !/\.mvt$/.test(params.y ?? ''))
    return new Response(null, { status: 404 });
  if (z > DEEPEST_ZOOM || x >= 2 ** z || y >= 2 ** z) return new Response(null, { status: 404 });
  const { services } = context;
  const search = parseVenueSearch(new URL(request.url).searchParams);
  const version = await tilesVersion(services, search);
  if (version === null) return new Response(null, { status: 503 });
  const headers = new Headers({
    'Content-Type': 'application/vnd.mapbox-vector-tile',
    'Cache-Control': 'public, no-cache',
    ETag: `"${sha256(version).slice(0, 22)}"`,
  });
  if (request.headers.get('if-none-match') === headers.get('etag')) return new Response(null, { status: 304, headers });
  const tile = await venueTile(services, search, version, { z, x, y });
  // An empty tile is an answer, not an error: most of the country has no venue.
  return tile === null ? new Response(null, { status: 204, headers }) : new Response(tile, { headers });
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,8}$/.test(text) ? Number(text) : undefined;
}
