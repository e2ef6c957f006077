import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Below this, compression costs more bytes than it saves. */
const WORTH_COMPRESSING = 600;
const WHOLE = /^(text\/html|text\/x-script|application\/json|application\/geo\+json)/;
const TEXT = /^(text\/|application\/([\w.-]+\+)?(json|xml|javascript)|image\/svg)/;

const FAST_BROTLI = {
  [constants.BROTLI_PARAM_QUALITY]: 5,
  [constants.BROTLI_PARAM_LGWIN]: 18,
  [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
};

/** Compressed bodies of the latest pages, by their digest: anonymous pages are asked for again and again. */
const recent = new Map<string, Buffer>();
const RECENT = 200;

/** Receives a page that anybody may be sent again, as it was sent. */
export type Keep = (page: { headers: OutgoingHttpHeaders; etag: string; body: Buffer }) => void;

/** Sends what Remix answered: validated again by ETag where that is safe, compressed, or streamed as it comes. */
export async function sendResponse(
  req: IncomingMessage,
  res: ServerResponse,
  response: Response,
  nonce: string,
  keep: Keep | null = null,
): Promise<void> {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) res.setHeader('Set-Cookie', cookies);
  if (response.status === 503) res.setHeader('Retry-After', '10');
  const type = response.headers.get('content-type') ?? '';
  const anonymous = req.headers.cookie === undefined && cookies.length === 0;
  // Kept by this browser only, and asked again at each visit; but "back" may show it as it was, with what
  // was typed and the same key, so that sending it again makes no second act. Signing out clears it.
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'private, no-cache');
  if (response.body === null) {
    res.end();
    return;
  }
  // What knows its own tag was compared with it already, and may be larger than memory: it goes as it comes.
  if (!WHOLE.test(type) || response.headers.has('etag')) {
    await stream(req, res, response.body, type);
    return;
  }
  const body = Buffer.from(await response.arrayBuffer());
  const digest = createHash('sha1').update(body).digest('base64url');
  // A page with a nonce in it must come with the policy of that nonce: never from a cache.
  const cacheable =
    anonymous && req.method !== 'POST' && response.status === 200 && storable(res) && !body.includes(nonce);
  if (cacheable && answeredBy304(req, res, `W/"${digest}"`)) return;
  const sent = await sendWhole(req, res, body, cacheable ? digest : null);
  if (cacheable && keep !== null && type.startsWith('text/html')) keep(finished(res, response, sent));
}

/** The page without what belongs to this one answer: its number, its policy's nonce. */
function finished(res: ServerResponse, response: Response, body: Buffer) {
  const names = new Set([
    ...response.headers.keys(),
    'cache-control',
    'content-encoding',
    'content-length',
    'etag',
    'vary',
  ]);
  const headers = Object.fromEntries(
    [...names].flatMap((name) => {
      const value = res.getHeader(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return { headers, etag: String(res.getHeader('ETag')), body };
}

function storable(res: ServerResponse): boolean {
  return !String(res.getHeader('Cache-Control')).includes('no-store');
}

function answeredBy304(req: IncomingMessage, res: ServerResponse, etag: string): boolean {
  if (!res.hasHeader('ETag')) res.setHeader('ETag', etag);
  const known = String(req.headers['if-none-match'] ?? '').split(/\s*,\s*/);
  if (!known.includes(String(res.getHeader('ETag')))) return false;
  res.removeHeader('Content-Type');
  res.writeHead(304).end();
  return true;
}

async function sendWhole(
  req: IncomingMessage,
  res: ServerResponse,
  body: Buffer,
  digest: string | null,
): Promise<Buffer> {
  const coding = body.length < WORTH_COMPRESSING ? null : acceptedCoding(req);
  res.appendHeader('Vary', 'Accept-Encoding');
  let sent = body;
  if (coding !== null) {
    res.setHeader('Content-Encoding', coding);
    sent = await compressed(body, coding, digest);
  }
  res.setHeader('Content-Length', sent.length);
  res.end(req.method === 'HEAD' ? undefined : sent);
  return sent;
}

async function compressed(body: Buffer, coding: 'br' | 'gzip', digest: string | null): Promise<Buffer> {
  const key = `${coding}${digest}`;
  const found = digest === null ? undefined : recent.get(key);
  if (found !== undefined) return found;
  const made =
    coding === 'gzip'
      ? await zip(body)
      : await brotli(body, {
          params: { ...FAST_BROTLI, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
        });
  if (digest !== null) {
    recent.set(key, made);
    for (const oldest of recent.keys()) {
      if (recent.size <= RECENT) break;
      recent.delete(oldest);
    }
  }
  return made;
}

async function stream(req: IncomingMessage, res: ServerResponse, body: ReadableStream, type: string): Promise<void> {
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  const coding = TEXT.test(type) && !res.hasHeader('Content-Encoding') ? acceptedCoding(req) : null;
  if (coding === null) {
    await pipeline(source, res);
    return;
  }
  res.appendHeader('Vary', 'Accept-Encoding');
  res.setHeader('Content-Encoding', coding);
  res.removeHeader('Content-Length');
  await pipeline(source, coding === 'br' ? createBrotliCompress({ params: FAST_BROTLI }) : createGzip(), res);
}

/** The compression this request accepts best, or null. */
export function acceptedCoding(req: IncomingMessage): 'br' | 'gzip' | null {
  const accepted = String(req.headers['accept-encoding'] ?? '');
  if (/\bbr\b(?!;\s*q=0(\.0*)?\b)/.test(accepted)) return 'br';
  return /\bgzip\b(?!;\s*q=0(\.0*)?\b)/.test(accepted) ? 'gzip' : null;
}
