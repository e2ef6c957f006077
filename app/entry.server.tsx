import { PassThrough } from 'node:stream';
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import type { ReactElement } from 'react';
import { renderToPipeableStream, renderToStaticMarkup } from 'react-dom/server';
import { warmCommunes } from '#app/directory/communes.ts';
import { NonceContext } from '#app/ui/layout/nonce.ts';
import { faultCode } from '#db/faults.ts';

/** What the first search would otherwise wait for: called once the server listens. */
export function warm(): Promise<void> {
  return warmCommunes();
}

/** Turns what the routes answered into a page. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> | Response {
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const page = (
    <NonceContext.Provider value={context.nonce}>
      <RemixServer context={remixContext} url={request.url} nonce={context.nonce} />
    </NonceContext.Provider>
  );
  const init = { status, headers };
  if (hasScripts(remixContext)) return streamed(page, init, context);
  // Without scripts nothing is hydrated: static markup is the smallest and fastest rendering there is.
  return new Response(`<!DOCTYPE html>${renderToStaticMarkup(page)}`, init);
}

/** Logs an error no page expected (the server has made 503 of a database away), without what people typed: a database's message may quote it. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted) return;
  const code = faultCode(error);
  const isError = error instanceof Error;
  context.services.log.error('request failed', {
    requestId: context.requestId,
    method: request.method,
    name: isError ? error.name : typeof error,
    code,
    message: isError && code === null && !error.message.startsWith('Failed query') ? error.message : undefined,
    frames: isError ? frames(error) : undefined,
  });
}

function frames(error: Error): string {
  const lines = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return lines
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' | ');
}

function hasScripts({ staticHandlerContext, routeModules }: EntryContext): boolean {
  return staticHandlerContext.matches.some(({ route }) => {
    const handle: unknown = routeModules[route.id]?.handle;
    return typeof handle === 'object' && handle !== null && 'scripts' in handle && handle.scripts === true;
  });
}

function streamed(page: ReactElement, init: ResponseInit, context: AppLoadContext): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce: context.nonce,
      onShellReady() {
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), init));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        context.services.log.error('rendering failed', {
          requestId: context.requestId,
          name: error instanceof Error ? error.name : typeof error,
        });
      },
    });
    setTimeout(abort, 10_000).unref();
  });
}
