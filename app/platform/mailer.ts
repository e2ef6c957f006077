import { createTransport } from 'nodemailer';
import type { Delivery } from './delivery.ts';
import type { Env } from './env.ts';

export interface OutgoingEmail {
  /** The message's own id: the same on every attempt, so that a mailbox shows it once. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailer {
  send(email: OutgoingEmail): Promise<Delivery>;
  close(): void;
}

const PATIENCE_MS = 10_000;

/** Sends e-mails by SMTP; null when no server is configured. */
export function createMailer(env: Env): Mailer | null {
  if (env.SMTP_URL === undefined) return null;
  const transport = createTransport({
    url: env.SMTP_URL,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  const domain = /@([\w.-]+)/.exec(env.MAIL_FROM)?.[1] ?? 'passerelle.invalid';
  return {
    async send({ id, ...email }) {
      try {
        await transport.sendMail({
          ...email,
          from: env.MAIL_FROM,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'SENT' };
      } catch (error) {
        return failure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Only codes are kept of a failure: servers quote addresses in their sentences. */
function failure(error: unknown): Delivery {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  // 55x: this mailbox, this message. Any other refusal (sign-in, quota) may be mended.
  if (responseCode !== undefined && responseCode >= 550 && responseCode <= 556)
    return { kind: 'REFUSED', error: `SMTP ${responseCode}` };
  return { kind: 'RETRY', error: responseCode === undefined ? (code ?? 'SMTP') : `SMTP ${responseCode}` };
}
