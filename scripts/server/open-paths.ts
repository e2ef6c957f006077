import type { IncomingMessage, ServerResponse } from 'node:http';

/** What other sites may read: files of open data, the API, calendars, feeds, the script to embed. */
const READABLE =
  /^\/(api\/v1(\/.*)?|donnees\/[\w-]+\.(csv|json|geojson|ics|atom)|(lieux|ateliers)\/[\w-]+\/[\w-]+\.ics|integrer\.js)$/;
/** What other sites may show inside their own pages. */
const FRAMED = /^\/integrer\/(lieux|carte)$/;

export function mayBeFramed(path: string): boolean {
  return FRAMED.test(path);
}

/** Says that any site's script may read this: nothing in it depends on who asks, cookies are never read. */
export function openToReaders(path: string, res: ServerResponse): void {
  if (!READABLE.test(path)) return;
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Access-Control-Expose-Headers', 'ETag, Last-Modified, Link, RateLimit, RateLimit-Policy, Retry-After');
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
}

/** Answers the question browsers ask before a read with headers of its own. Says whether it did. */
export function answeredPreflight(path: string, req: IncomingMessage, res: ServerResponse): boolean {
  if (req.method !== 'OPTIONS' || !READABLE.test(path)) return false;
  res.setHeader('Access-Control-Allow-Methods', 'GET, HEAD');
  res.setHeader('Access-Control-Allow-Headers', 'Accept, If-None-Match, If-Modified-Since');
  res.setHeader('Access-Control-Max-Age', '86400');
  res.writeHead(204).end();
  return true;
}
