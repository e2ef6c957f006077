import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pbf': 'application/x-protobuf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

interface StaticFile {
  type: string;
  etag: string;
  cacheControl: string;
  plain: Buffer;
  br: Buffer | null;
  gzip: Buffer | null;
}

export interface StaticFiles {
  /** Answers when the path is a file of the build; says whether it did. */
  serve(path: string, req: IncomingMessage, res: ServerResponse): boolean;
  /** The application's style sheet, for the pages the server writes itself. */
  stylesheet: string | null;
}

/** Reads the client build once: some megabytes, compressed at build time, answered from memory. */
export function openStaticFiles(folder: string): StaticFiles {
  const files = new Map<string, StaticFile>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[extname(name)];
    if (type !== undefined) files.set(`/${name.split(sep).join('/')}`, read(folder, name, type));
  }
  return {
    stylesheet: [...files.keys()].find((path) => /^\/assets\/passerelle-.*\.css$/.test(path)) ?? null,
    serve: (path, req, res) => {
      const file = files.get(path);
      if (file === undefined || req.method === 'POST') return false;
      send(file, req, res);
      return true;
    },
  };
}

function read(folder: string, name: string, type: string): StaticFile {
  const path = join(folder, name);
  const plain = readFileSync(path);
  const variant = (suffix: string) => (existsSync(path + suffix) ? readFileSync(path + suffix) : null);
  return {
    type,
    plain,
    br: variant('.br'),
    gzip: variant('.gz'),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    // Names under assets/ carry a hash of their content; the others keep their name when they change.
    cacheControl: name.startsWith('assets') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
  };
}

function send(file: StaticFile, req: IncomingMessage, res: ServerResponse): void {
  const accepted = String(req.headers['accept-encoding'] ?? '');
  res.setHeader('Cache-Control', file.cacheControl);
  res.setHeader('ETag', file.etag);
  if (file.br !== null || file.gzip !== null) res.setHeader('Vary', 'Accept-Encoding');
  if (req.headers['if-none-match'] === file.etag) {
    res.writeHead(304).end();
    return;
  }
  let body = file.plain;
  if (file.br !== null && /\bbr\b/.test(accepted)) {
    body = file.br;
    res.setHeader('Content-Encoding', 'br');
  } else if (file.gzip !== null && /\bgzip\b/.test(accepted)) {
    body = file.gzip;
    res.setHeader('Content-Encoding', 'gzip');
  }
  res.setHeader('Content-Type', file.type);
  res.setHeader('Content-Length', body.length);
  res.writeHead(200).end(req.method === 'HEAD' ? undefined : body);
}
