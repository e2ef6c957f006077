import { Agent, request } from 'node:http';

export interface Shot {
  path: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | null;
}

export interface Answer {
  status: number;
  bytes: number;
}

export interface LoadResult {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  sent: number;
  /** How many answers of each status. */
  statuses: Record<string, number>;
}

/** How long a round goes on at most (milliseconds): on a busy machine fewer are sent, and the bench still ends. */
const ROUND_MS = 1_500;

/**
 * Sends shots from `clients` keep-alive connections, each waiting for its answer before the next; no new
 * one after `atMostMs`.
 */
export async function runLoad(
  origin: string,
  clients: number,
  shots: readonly Shot[],
  atMostMs = ROUND_MS,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const statuses: Record<string, number> = {};
  try {
    return {
      ...(await runTogether(
        clients,
        shots,
        async (shot) => {
          const { status } = await fire(origin, agent, shot);
          statuses[status] = (statuses[status] ?? 0) + 1;
        },
        atMostMs,
      )),
      statuses,
    };
  } finally {
    agent.destroy();
  }
}

/** Runs one task per item, `clients` at a time, and measures each; no new one after `atMostMs`. */
export async function runTogether<T>(
  clients: number,
  items: readonly T[],
  task: (item: T) => Promise<void>,
  atMostMs = Number.POSITIVE_INFINITY,
): Promise<Omit<LoadResult, 'statuses'>> {
  const durations: number[] = [];
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    while (next < items.length && performance.now() - began < atMostMs) {
      const item = items[next] as T;
      next += 1;
      const started = performance.now();
      await task(item);
      durations.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: clients }, worker));
  const seconds = (performance.now() - began) / 1000;
  return {
    perSecond: durations.length / seconds,
    p50Ms: percentile(durations, 0.5),
    p95Ms: percentile(durations, 0.95),
    sent: durations.length,
  };
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** One request, its answer read to the end. */
export function fire(origin: string, agent: Agent | undefined, shot: Shot): Promise<Answer & { body: Buffer }> {
  return new Promise((done, fail) => {
    const req = request(`${origin}${shot.path}`, { method: shot.method, headers: shot.headers, agent }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () => {
        const body = Buffer.concat(chunks);
        done({ status: res.statusCode ?? 0, bytes: body.length, body });
      });
      res.on('error', fail);
    });
    req.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed a resting connection as it was taken again: nothing was carried out, as a browser knows.
      if (req.reusedSocket && error.code === 'ECONNRESET') fire(origin, agent, shot).then(done, fail);
      else fail(error);
    });
    req.end(shot.body ?? undefined);
  });
}
