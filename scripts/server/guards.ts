import type { IncomingMessage } from 'node:http';
import type { PageName } from './texts.fr.ts';

const MAX_URL = 2048;
/** Enough for every form without a file. */
const MAX_FORM_BYTES = 100 * 1024;
/** A document of 5 MB, and what surrounds it. */
const MAX_UPLOAD_BYTES = 5 * 1024 * 1024 + MAX_FORM_BYTES;
/** The only addresses whose forms carry a file. */
const UPLOADS = [
  /^\/metropole\/passes\/importer$/,
  /^\/metropole\/conventions\/[^/]+$/,
  /^\/metropole\/lieux\/[^/]+\/dossier$/,
  /^\/espace-lieu\/dossier$/,
  /^\/metropole\/remboursements\/banque$/,
];

/** How many bytes the body of a request may have: the page itself checks who sends it, and what. */
export function maxBodyBytes(url: string): number {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return UPLOADS.some((upload) => upload.test(path)) ? MAX_UPLOAD_BYTES : MAX_FORM_BYTES;
}

/**
 * Refuses what no page should ever see. Null when the request may go on. `publicOrigin` is where people
 * see the site, when it is configured: behind a proxy the Host header is not it.
 */
export function examine(req: IncomingMessage, publicOrigin: string | null): PageName | null {
  const method = req.method ?? '';
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') return 'NOT_ALLOWED';
  const url = req.url ?? '';
  if (url.length > MAX_URL) return 'TOO_LONG';
  if (!readableUrl(url) || !readableHost(req.headers.host)) return 'BAD_REQUEST';
  if (method !== 'POST') return null;
  if (!sameOrigin(req, publicOrigin)) return 'FORBIDDEN';
  const length = req.headers['content-length'];
  // Without a length the body could be endless; every browser announces it.
  if (length === undefined) return req.headers['transfer-encoding'] === undefined ? null : 'NO_LENGTH';
  return Number(length) > maxBodyBytes(url) ? 'TOO_LARGE' : null;
}

function readableUrl(url: string): boolean {
  // "//host" and "\" would be read as another host when the address is made absolute.
  if (!url.startsWith('/') || url.startsWith('//') || url.includes('\\')) return false;
  // A NUL is refused everywhere: PostgreSQL cannot hold one in a text.
  if (/%00/.test(url)) return false;
  const path = url.split('?', 1)[0] ?? '';
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function readableHost(host: string | undefined): boolean {
  return host !== undefined && /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/i.test(host);
}

/**
 * Cross-site request forgery. Browsers say where a form comes from in Sec-Fetch-Site (since 2023) or
 * Origin (since 2020, on every POST). A request with neither does not come from such a browser; older
 * ones are held by the cookies' SameSite.
 */
function sameOrigin(req: IncomingMessage, publicOrigin: string | null): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = req.headers;
  if (origin === undefined) return true;
  if (publicOrigin !== null) return origin === publicOrigin;
  return URL.canParse(origin) && new URL(origin).host === req.headers.host?.toLowerCase();
}
