import { SMTPServer } from 'smtp-server';

/** A real SMTP server in this process: what a mailbox would receive. */
export interface Mailbox {
  received: { id: string; to: string; raw: string }[];
  /** What the server does with the next messages; accepts them when undefined. */
  answer: (() => Promise<Error | null>) | undefined;
  url: string;
  close(): Promise<void>;
}

/** Opens it on a free port. Close it in `afterAll`. */
export async function openMailbox(): Promise<Mailbox> {
  const box: Mailbox = {
    received: [],
    answer: undefined,
    url: '',
    close: () => new Promise((closed) => server.close(closed)),
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        void (box.answer?.() ?? Promise.resolve(null)).then((error) => {
          const raw = Buffer.concat(chunks).toString();
          const to = session.envelope.rcptTo[0]?.address ?? '';
          if (error === null) box.received.push({ id: /^Message-ID: (.+)$/im.exec(raw)?.[1] ?? '', to, raw });
          callback(error);
        });
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.server.address() as { port: number };
  box.url = `smtp://127.0.0.1:${port}`;
  return box;
}
