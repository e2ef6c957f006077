import { messageOf } from '#app/messages/from-outbox.ts';
import { renderEmail, renderSms } from '#app/messages/render.ts';
import type { Delivery } from '#app/platform/delivery.ts';
import { createMailer, type Mailer } from '#app/platform/mailer.ts';
import { publicOrigin } from '#app/platform/public-origin.ts';
import type { Services } from '#app/platform/services.ts';
import { createSmsSender, type SmsSender } from '#app/platform/sms.ts';
import { messageLinks } from '#app/upkeep/message-link.ts';
import {
  leaseMessages,
  markFailed,
  markSent,
  type OutboxChannel,
  type OutboxRow,
} from '#db/queries/outbox-delivery.ts';

/** Ways out of the house; null is a channel that nothing is configured for: its messages stay in the outbox. */
export interface Transports {
  mailer: Mailer | null;
  sms: SmsSender | null;
}

const BATCH = 10;
/** Longer than a batch can last (every message within its transport's patience), so that a lease outlives its sending. */
const LEASE_MS = 10 * 60_000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 2 * 3_600_000;
const POLL_MS = 2_000;

/**
 * Sends one batch of what is due and returns how many messages were tried.
 *
 * At least once: a message is leased, sent, then marked. A worker that dies after sending leaves it unmarked,
 * and it is sent again when the lease ends, with the same Message-ID and the same idempotency key: mailboxes
 * and providers show it once. No transaction is open while a provider is spoken to.
 */
export async function sendDue(services: Services, { mailer, sms }: Transports): Promise<number> {
  const { db, clock, log } = services;
  const channels: OutboxChannel[] = [
    ...(mailer === null ? [] : ['EMAIL' as const]),
    ...(sms === null ? [] : ['SMS' as const]),
  ];
  if (channels.length === 0) return 0;
  const now = clock.now();
  const leased = await db.transaction((tx) =>
    leaseMessages(tx, channels, BATCH, now, new Date(now.getTime() + LEASE_MS)),
  );
  for (const row of leased) {
    const delivery = await deliver(services, row, mailer, sms);
    await db.transaction((tx) => record(tx, row, delivery, clock.now()));
    log.info('message', {
      id: row.id,
      kind: row.kind,
      channel: row.channel,
      attempt: row.attempts,
      outcome: delivery.kind,
    });
  }
  return leased.length;
}

/** Sends messages as they come, in this process, until stopped. Several processes share the work. */
export function startOutboxWorker(services: Services): { stop(): Promise<void> } {
  const transports: Transports = { mailer: createMailer(services.env), sms: createSmsSender(services.env) };
  if (transports.mailer === null && transports.sms === null) return { stop: () => Promise.resolve() };
  let stopped = false;
  let wake: () => void = () => undefined;
  const pause = () =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, POLL_MS);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  const run = (async () => {
    while (!stopped) {
      const tried = await sendDue(services, transports).catch((error: unknown) => {
        services.log.warn('outbox', { reason: error instanceof Error ? error.name : 'unknown' });
        return 0;
      });
      if (tried === 0 && !stopped) await pause();
    }
    transports.mailer?.close();
  })();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await run;
    },
  };
}

async function deliver(
  services: Services,
  row: OutboxRow,
  mailer: Mailer | null,
  sms: SmsSender | null,
): Promise<Delivery> {
  const sender = { territory: services.env.TERRITORY_NAME, origin: publicOrigin(services.env) };
  const message = messageOf(row, sender, messageLinks(services.secrets, sender.origin));
  if (message === null || row.address === null) return { kind: 'REFUSED', error: 'NO_RECIPIENT' };
  if ('expiresAt' in message && message.expiresAt <= services.clock.now()) return { kind: 'REFUSED', error: 'EXPIRED' };
  if (row.channel === 'EMAIL' && mailer !== null) {
    return mailer.send({ id: row.id, to: row.address, ...renderEmail(message, sender) });
  }
  if (row.channel === 'SMS' && sms !== null)
    return sms.send({ id: row.id, to: row.address, text: renderSms(message, sender) });
  return { kind: 'RETRY', error: 'NO_TRANSPORT' };
}

type Tx = Parameters<typeof markSent>[0];

function record(tx: Tx, row: OutboxRow, delivery: Delivery, now: Date): Promise<void> {
  switch (delivery.kind) {
    case 'SENT':
      return markSent(tx, row.id, now);
    case 'RETRY':
      return markFailed(tx, row.id, delivery.error, new Date(now.getTime() + pauseAfter(row.attempts)));
    case 'REFUSED':
      return markFailed(tx, row.id, delivery.error, null);
  }
}

/** Half a minute after the first failure, then twice as long each time, two hours at most. */
function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1));
}
