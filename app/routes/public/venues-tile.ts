import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { backgroundFile, readBackgroundTile } from '#app/platform/background-tiles.ts';

const zip = promisify(gzip);
const DEEPEST_ZOOM = 22;

/** One tile of the map's background, read from the installation's own file. */
export async function loader({ params, request, context }: LoaderFunctionArgs): Promise<Response> {
  const file = backgroundFile(context.services.env);
  const [z, x, y] = ['z', 'x', 'y'].map((key) => whole(params[key]));
  if (file === null || z === undefined || x === undefined || y === undefined)
    return new Response(null, { status: 404 });
  if (z > DEEPEST_ZOOM || x >= 2 ** z || y >= 2 ** z) return new Response(null, { status: 404 });
  const tile = await readBackgroundTile(file, z, x, y);
  const headers = new Headers({ 'Content-Type': 'application/x-protobuf', 'Cache-Control': 'public, max-age=86400' });
  // An empty tile is an answer, not an error: the sea has no streets.
  if (tile === null) return new Response(null, { status: 204, headers });
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) return new Response(tile, { headers });
  headers.set('Content-Encoding', 'gzip');
  headers.set('Vary', 'Accept-Encoding');
  return new Response(await zip(new Uint8Array(tile)), { headers });
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,8}$/.test(text) ? Number(text) : undefined;
}
