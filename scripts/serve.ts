import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';
import type { Services } from '#app/platform/services.ts';
import { openFinishedPages } from './server/finished-pages.ts';
import { examine } from './server/guards.ts';
import { answeredPreflight, mayBeFramed, openToReaders } from './server/open-paths.ts';
import { createRemixHandler, logFailure, toRequest } from './server/remix.ts';
import { routePatterns } from './server/route-pattern.ts';
import { contentSecurityPolicy, fixedHeaders } from './server/security-headers.ts';
import { sendResponse } from './server/send-response.ts';
import { openStaticFiles } from './server/static-files.ts';
import { PAGES, type PageName } from './server/texts.fr.ts';

export interface ServeOptions {
  /** The folder `remix vite:build` wrote. */
  buildPath: string;
  /** Once it listens, makes ready what the first search would wait for. */
  warm?: boolean;
}

/** A moment for the first visitors before the machine is used for what may come (milliseconds). */
const WARM_AFTER_MS = 1_000;

/** The product's HTTP server on given services: not yet listening, so that tests choose their port. */
export async function createServer(services: Services, options: ServeOptions): Promise<Server> {
  const { env, log } = services;
  const folder = resolve(options.buildPath);
  const build = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'run/server.mjs')).href)) as ServerBuild;
  const remix = createRemixHandler(build, log);
  const files = openStaticFiles(join(folder, 'client'));
  const pages = openFinishedPages(services);
  const patternOf = routePatterns(build.routes);
  const headers = fixedHeaders(env);
  const policy = contentSecurityPolicy(env);
  const publicOrigin = env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL).origin;

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const requestId = randomBytes(9).toString('base64url');
    const nonce = randomBytes(16).toString('base64');
    for (const [name, value] of headers) res.setHeader(name, value);
    res.setHeader('X-Request-Id', requestId);
    const path = (req.url ?? '').split('?', 1)[0] ?? '';
    res.setHeader('Content-Security-Policy', policy(nonce, mayBeFramed(path)));
    openToReaders(path, res);
    logWhenDone(services, req, res, { requestId, route: () => patternOf(path) });
    try {
      if (answeredPreflight(path, req, res)) return;
      const refused = examine(req, publicOrigin);
      if (refused !== null) {
        await drain(req);
        return sendPage(res, refused, files.stylesheet);
      }
      if (files.serve(path, req, res)) return;
      const keep = await pages.open(path, req, res);
      if (keep === 'sent') return;
      const request = await toRequest(req, res, publicOrigin ?? `http://${req.headers.host}`);
      const clientAddress = addressOf(req, env.TRUST_PROXY);
      const response = await remix(request, { services, nonce, requestId, clientAddress });
      if (req.method === 'POST') pages.doubt();
      await sendResponse(req, res, response, nonce, keep);
    } catch (error) {
      if (res.destroyed || req.destroyed) return;
      logFailure(log, error, requestId);
      if (res.headersSent) res.destroy();
      else sendPage(res, 'BROKEN', files.stylesheet);
    }
  };

  const server = createHttpServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 },
    (req, res) => void answer(req, res),
  );
  if (options.warm === true) warmOnceListening(server, build, log);
  return server;
}

/** The pages' own warming, a moment after the first visitors may come. */
function warmOnceListening(server: Server, build: ServerBuild, log: Services['log']): void {
  const { warm } = build.entry.module as { warm?: () => Promise<void> };
  if (warm === undefined) return;
  const run = () => void warm().catch((error: unknown) => log.warn('not warmed', { error: String(error) }));
  server.once('listening', () => setTimeout(run, WARM_AFTER_MS).unref());
}

/** Stops taking connections, lets the requests under way finish, and cuts those that last too long. */
export async function stopServer(server: Server, graceMs = 10_000): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  // Browsers keep connections open between pages: those are closed as they fall idle.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}

/** Reads a refused request to its end, for a moment: closing on unread bytes would lose the answer on its way. */
async function drain(req: IncomingMessage): Promise<void> {
  req.resume();
  if (!req.complete) await Promise.race([once(req, 'end'), pause(1000)]);
}

/** The address a request came from; a proxy is believed only as far as it is configured. */
function addressOf(req: IncomingMessage, trustedProxies: number): string {
  const direct = req.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return direct;
  const chain = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return chain.at(-trustedProxies) ?? chain[0] ?? direct;
}

interface LoggedRequest {
  requestId: string;
  route: () => string;
}

/** One line a request, by its route's pattern: no address, no query, no code. */
function logWhenDone(services: Services, req: IncomingMessage, res: ServerResponse, logged: LoggedRequest): void {
  const started = performance.now();
  res.once('close', () => {
    services.log.info('request', {
      requestId: logged.requestId,
      method: req.method ?? null,
      route: logged.route(),
      status: res.statusCode,
      ms: Math.round(performance.now() - started),
      finished: res.writableFinished,
    });
  });
}

function sendPage(res: ServerResponse, name: PageName, stylesheet: string | null): void {
  const { status, title, sentence } = PAGES[name];
  const style = stylesheet === null ? '' : `<link rel="stylesheet" href="${stylesheet}">`;
  const body = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Passerelle</title>${style}</head><body><main><h1>${title}</h1><p>${sentence}</p><p><a href="/">Revenir à l’accueil</a></p></main></body></html>`;
  if (status === 405) res.setHeader('Allow', 'GET, HEAD, POST');
  // What was not read of the request would be taken for the next one.
  res.setHeader('Connection', 'close');
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.writeHead(status).end(body);
}
