import { setTimeout as pause } from 'node:timers/promises';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { ping } from '#db/queries/health.ts';
import { version } from '../../../package.json';

/** Monitors give up after a few seconds: a database slower than this is as good as away. */
const PATIENCE_MS = 1500;

/** GET /sante: what a monitor or a load balancer asks. 503 when the database does not answer. */
export async function loader({ context }: LoaderFunctionArgs) {
  const database = await state(context.services.db.read(ping));
  const body = {
    status: database === 'ok' ? 'ok' : 'degraded',
    database,
    version,
    uptimeSeconds: Math.round(process.uptime()),
  };
  return Response.json(body, { status: database === 'ok' ? 200 : 503, headers: { 'Cache-Control': 'no-store' } });
}

async function state(answer: Promise<void>): Promise<'ok' | 'away'> {
  const late = new AbortController();
  try {
    return await Promise.race([
      answer.then(() => 'ok' as const),
      pause(PATIENCE_MS, 'away' as const, { signal: late.signal }),
    ]);
  } catch {
    return 'away';
  } finally {
    late.abort();
  }
}
