import { createHash } from 'node:crypto';
import { isFresh } from './rules/conditional.ts';

/** Answers a text that anybody may keep and ask again: 304 when the client has the same one. */
export function tagged(
  request: Request,
  body: string,
  contentType: string,
  more: Record<string, string> = {},
): Response {
  const digest = createHash('sha256').update(body).digest('base64url');
  const etag = `W/"${digest.slice(0, 27)}"`;
  const headers = { ETag: etag, 'Cache-Control': 'public, no-cache', ...more };
  const ifNoneMatch = request.headers.get('If-None-Match');
  if (isFresh({ etag, lastModified: null }, { ifNoneMatch, ifModifiedSince: null }))
    return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'Content-Type': contentType } });
}
