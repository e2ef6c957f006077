import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AppLoadContext, createRequestHandler, type ServerBuild } from '@remix-run/node';
import type { Log } from '#app/platform/log.ts';
import { DatabaseAway, faultCode, isContention } from '#db/faults.ts';
import { maxBodyBytes } from './guards.ts';
import { pagesAlone } from './pages-alone.ts';

export type RemixHandler = (request: Request, context: AppLoadContext) => Promise<Response>;

/** The application's pages, from its build, with what every route would otherwise have to repeat. */
export function createRemixHandler(build: ServerBuild, log: Log): RemixHandler {
  const routes = Object.fromEntries(
    Object.entries(build.routes).map(([id, route]) => {
      const module = { ...route.module };
      if (module.loader !== undefined) module.loader = answeringFaults(module.loader, log);
      if (module.action !== undefined) module.action = answeringFaults(module.action, log);
      return [id, { ...route, module }];
    }),
  );
  const guarded = { ...build, routes };
  const whole = createRequestHandler(guarded, 'production');
  const alone = new Map(
    [...pagesAlone(guarded)].map(([path, part]) => [path, createRequestHandler(part, 'production')] as const),
  );
  return (request, context) => (alone.get(new URL(request.url).pathname) ?? whole)(request, context);
}

type DataFunction = NonNullable<ServerBuild['routes'][string]>['module']['loader'];

/**
 * A fault of the database becomes a response here, at its source: what a loader throws otherwise reaches
 * the error page emptied of its meaning.
 */
function answeringFaults<F extends NonNullable<DataFunction>>(run: F, log: Log): F {
  const guarded = async (args: Parameters<F>[0]) => {
    try {
      return await run(args);
    } catch (error) {
      const code = faultCode(error);
      const requestId = args.context.requestId;
      if (error instanceof DatabaseAway || isContention(error) || code?.startsWith('53') === true) {
        log.error('database away', { requestId, reason: error instanceof Error ? error.name : null, code });
        throw new Response(null, { status: 503, statusText: 'Service Unavailable' });
      }
      // Text that PostgreSQL cannot read as an id, a number or a string: the address or the form was forged.
      if (code === '22P02' || code === '22021' || code === '22003' || code === '22P05') {
        log.warn('unreadable input', { requestId, code });
        throw new Response(null, { status: 400, statusText: 'Bad Request' });
      }
      throw error;
    }
  };
  return Object.assign(guarded, run) as unknown as F;
}

/** Says what failed and where, never with which values: a driver's message quotes the query's parameters. */
export function logFailure(log: Log, error: unknown, requestId: string): void {
  const known = error instanceof Error;
  const spoken = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
  log.error('request failed', {
    requestId,
    error: known ? error.name : typeof error,
    message: spoken ? error.message : null,
    code: faultCode(error),
    at: known ? whereabouts(error) : null,
  });
  log.debug('request failed, in full', { requestId, stack: known ? (error.stack ?? null) : String(error) });
}

function whereabouts(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return frames
    .slice(0, 4)
    .map((line) => line.trim())
    .join(' ');
}

/** Makes the web Request that Remix reads. `origin` is the address people see. */
export async function toRequest(req: IncomingMessage, res: ServerResponse, origin: string): Promise<Request> {
  const headers = new Headers();
  for (let i = 0; i < req.rawHeaders.length; i += 2)
    headers.append(req.rawHeaders[i] ?? '', req.rawHeaders[i + 1] ?? '');
  // Remix compares Origin with these: only the configured address is to be believed.
  headers.delete('x-forwarded-host');
  headers.set('host', new URL(origin).host);
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableEnded) gone.abort();
  });
  const init: RequestInit = { method: req.method ?? 'GET', headers, signal: gone.signal };
  if (req.method === 'POST') init.body = await readBody(req);
  return new Request(`${origin}${req.url}`, init);
}

async function readBody(req: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  const most = maxBodyBytes(req.url ?? '/');
  for await (const chunk of req as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new RangeError('body longer than announced');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
