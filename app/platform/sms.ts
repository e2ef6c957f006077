import type { Delivery } from './delivery.ts';
import type { Env } from './env.ts';

export interface OutgoingSms {
  /** The message's own id, sent as the idempotency key: the same on every attempt. */
  id: string;
  to: string;
  text: string;
}

export interface SmsSender {
  send(sms: OutgoingSms): Promise<Delivery>;
}

const PATIENCE_MS = 10_000;

/** Sends SMS by an HTTP provider (POST, JSON, bearer token); null when none is configured. */
export function createSmsSender(env: Env): SmsSender | null {
  const url = env.SMS_URL;
  if (url === undefined) return null;
  const headers: Record<string, string> = { 'Content-Type': 'application/json' };
  if (env.SMS_TOKEN !== undefined) headers.Authorization = `Bearer ${env.SMS_TOKEN}`;
  return {
    async send({ id, to, text }) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { ...headers, 'Idempotency-Key': id },
          body: JSON.stringify({ to, text, reference: id }),
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        // Read to its end, so that the connection serves again.
        await response.arrayBuffer();
        return response.ok ? { kind: 'SENT' } : refusal(response.status);
      } catch (error) {
        return { kind: 'RETRY', error: error instanceof Error ? error.name : 'HTTP' };
      }
    },
  };
}

/** 400 and 422 speak of this number or text; anything else (token, quota, fault) may be mended. */
function refusal(status: number): Delivery {
  return { kind: status === 400 || status === 422 ? 'REFUSED' : 'RETRY', error: `HTTP ${status}` };
}
