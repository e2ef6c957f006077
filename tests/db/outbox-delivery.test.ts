import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inviteProfessional } from '#app/access/invite-professional.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { perform } from '#app/platform/intention.ts';
import { createMailer } from '#app/platform/mailer.ts';
import type { Services } from '#app/platform/services.ts';
import { createSmsSender } from '#app/platform/sms.ts';
import { Database } from '#db/client.ts';
import { queueBookingMessage } from '#db/queries/outbox.ts';
import { sendDue, startOutboxWorker, type Transports } from '#scripts/worker.ts';
import { buildWorld, done, nextBooklet, openSession, somebody, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';
import { type Mailbox, openMailbox } from '#tests/setup/mailbox.ts';

const SMS_URL = 'https://sms.example.org/messages';

// why: the SMS provider is another company's paid service; what we send it is what is tested.
const provider = setupServer();
interface SentSms {
  key: string | null;
  token: string | null;
  body: { to: string; text: string; reference: string };
}
let sms: SentSms[] = [];
const answering = (status: number) =>
  provider.use(
    http.post(SMS_URL, async ({ request }) => {
      sms.push({
        key: request.headers.get('Idempotency-Key'),
        token: request.headers.get('Authorization'),
        body: (await request.json()) as SentSms['body'],
      });
      return HttpResponse.json({}, { status });
    }),
  );

let box: Mailbox;
let fresh: FreshDatabase;
let world: World;
let services: Services;
let transports: Transports;
let now: Date;

beforeAll(async () => {
  provider.listen({ onUnhandledRequest: 'bypass' });
  box = await openMailbox();
  fresh = await freshDatabase({
    clock: { now: () => now },
    env: {
      SMTP_URL: box.url,
      SMS_URL,
      SMS_TOKEN: 'secret-token',
      PUBLIC_URL: 'https://pass.example.fr',
      DATABASE_POOL: '8',
    },
  });
  services = fresh.services;
  now = new Date('2026-11-24T09:00:00Z');
  world = await buildWorld(fresh, { booklets: 30, size: 2 });
  transports = { mailer: createMailer(services.env), sms: createSmsSender(services.env) };
});
afterAll(async () => {
  provider.close();
  transports.mailer?.close();
  await world.close();
  await fresh.close();
  await box.close();
});
beforeEach(async () => {
  now = new Date('2026-11-24T09:00:00Z');
  sms = [];
  box.received = [];
  box.answer = undefined;
  await world.sql`delete from outbox`;
});
afterEach(() => provider.resetHandlers());

async function book(contact: {
  phone?: string | null;
  email?: string | null;
  sharedContact?: boolean;
}): Promise<string> {
  const person = somebody();
  const referred = await done(
    perform(services, referPerson, {
      actor: world.agents[0],
      opKey: services.newId(),
      input: {
        person: {
          ...person,
          details: { ...person.details, givenName: 'Fatima', phone: null, email: null, ...contact },
        },
        bookletId: await nextBooklet(world),
        sessionId: await openSession(world, { startsAt: new Date('2026-12-01T13:00:00Z') }),
      },
    }),
  );
  const [row] = await world.sql<{ id: string }[]>`select id from booking where holder_id = ${referred.holderId}`;
  return row?.id ?? '';
}

const minutesLater = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));
const rows = () =>
  world.sql`select channel, attempts, sent_at is not null as sent, last_error from outbox order by channel`;
const decoded = (raw: string) =>
  Buffer.from(
    raw
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

describe('sending', () => {
  test('a booking by e-mail and by SMS, each once', async () => {
    answering(202);
    await book({ phone: '06 39 98 12 34', email: 'fatima@example.org' });
    expect(await sendDue(services, transports)).toBe(2);
    expect(await sendDue(services, transports)).toBe(0);
    const [row] = await world.sql<{ id: string }[]>`select id from outbox where channel = 'SMS'`;
    expect(sms).toEqual([
      {
        key: row?.id,
        token: 'Bearer secret-token',
        body: {
          to: '+33639981234',
          reference: row?.id,
          text: "Bonjour Fatima. Votre place est réservée : Premiers pas, mardi 1er décembre à 14 h, MJC un, 1 rue de l'Essai, 69100 Villeurbanne. Changer ou annuler : https://pass.example.fr/mon-pass",
        },
      },
    ]);
    expect(box.received.map(({ to }) => to)).toEqual(['fatima@example.org']);
    expect(decoded(box.received[0]?.raw ?? '')).toContain(
      'Quand\u00a0: mardi 1er décembre 2026 de 14\u00a0h à 15\u00a0h',
    );
    expect([...(await rows())].every((sent) => sent.sent)).toBe(true);
  });

  test('an invitation carries its link, and one withdrawn before it left is not sent', async () => {
    const invite = (email: string) =>
      done(
        perform(services, inviteProfessional, {
          actor: world.authority,
          opKey: services.newId(),
          input: { email, displayName: 'Zoé', role: 'AGENT', partnerId: world.agents[0].partnerId },
        }),
      );
    await invite('zoe@example.org');
    await invite('zoe@example.org');
    await sendDue(services, transports);
    expect(box.received).toHaveLength(1);
    expect(decoded(box.received[0]?.raw ?? '')).toMatch(/https:\/\/pass\.example\.fr\/invitation\/[\w-]{43}/);
    expect(await world.sql`select last_error from outbox where sent_at is null`).toEqual([{ last_error: 'EXPIRED' }]);
  });

  test('two workers at once send each message once', async () => {
    for (let i = 0; i < 6; i += 1) await book({ email: `personne${i}@example.org` });
    const other = { ...transports, mailer: createMailer(services.env) };
    const tried = await Promise.all([
      sendDue(services, transports),
      sendDue(services, other),
      sendDue(services, transports),
    ]);
    other.mailer?.close();
    expect(tried.reduce((a, b) => a + b)).toBe(6);
    expect(new Set(box.received.map(({ to }) => to)).size).toBe(6);
    expect(box.received).toHaveLength(6);
  });

  test('with no provider configured, everything stays in the outbox, untouched', async () => {
    await book({ phone: '06 39 98 12 34', email: 'garde@example.org' });
    expect(await sendDue(services, { mailer: null, sms: null })).toBe(0);
    expect(await sendDue(services, { ...transports, sms: null })).toBe(1);
    expect([...(await rows())]).toEqual([
      { channel: 'EMAIL', attempts: 1, sent: true, last_error: null },
      { channel: 'SMS', attempts: 0, sent: false, last_error: null },
    ]);
  });

  test('a message that could not leave for three days is not sent any more', async () => {
    await book({ email: 'vieux@example.org' });
    minutesLater(3 * 24 * 60 + 1);
    expect(await sendDue(services, transports)).toBe(0);
  });

  test('the worker polls by itself, and stops when asked', async () => {
    await book({ email: 'boucle@example.org' });
    const worker = startOutboxWorker(services);
    await expect.poll(() => box.received.length, { timeout: 5000 }).toBe(1);
    await worker.stop();
    await book({ email: 'apres@example.org' });
    expect(box.received).toHaveLength(1);
  });
});

describe('when a provider fails', () => {
  test('away: tried again later, each time after a longer pause, then it leaves', async () => {
    answering(503);
    await book({ phone: '06 39 98 12 34' });
    await sendDue(services, transports);
    expect(await sendDue(services, transports)).toBe(0);
    expect([...(await rows())]).toEqual([{ channel: 'SMS', attempts: 1, sent: false, last_error: 'HTTP 503' }]);
    minutesLater(0.5);
    expect(await sendDue(services, transports)).toBe(1);
    minutesLater(0.5);
    expect(await sendDue(services, transports)).toBe(0);
    minutesLater(0.5);
    provider.resetHandlers();
    answering(200);
    expect(await sendDue(services, transports)).toBe(1);
    expect([...(await rows())]).toEqual([{ channel: 'SMS', attempts: 3, sent: true, last_error: null }]);
    expect(new Set(sms.map(({ key }) => key)).size).toBe(1);
  });

  test('down for good: given up after ten attempts, never lost', async () => {
    answering(500);
    await book({ phone: '06 39 98 12 34' });
    for (let i = 0; i < 20; i += 1) {
      await sendDue(services, transports);
      minutesLater(121);
    }
    expect([...(await rows())]).toEqual([{ channel: 'SMS', attempts: 10, sent: false, last_error: 'HTTP 500' }]);
  });

  test('an SMTP server that is not there is tried again; one that knows no such mailbox is not', async () => {
    await book({ email: 'absente@example.org' });
    const nowhere = createMailer({ ...services.env, SMTP_URL: 'smtp://127.0.0.1:1' });
    await sendDue(services, { ...transports, mailer: nowhere });
    expect([...(await rows())]).toMatchObject([{ attempts: 1, sent: false, last_error: 'ESOCKET' }]);
    minutesLater(1);
    box.answer = () =>
      Promise.resolve(Object.assign(new Error('absente@example.org: no such user'), { responseCode: 550 }));
    await sendDue(services, transports);
    expect([...(await rows())]).toEqual([{ channel: 'EMAIL', attempts: 10, sent: false, last_error: 'SMTP 550' }]);
    minutesLater(600);
    expect(await sendDue(services, transports)).toBe(0);
  });

  test('a number the provider refuses does not hold back the others', async () => {
    provider.use(
      http.post(SMS_URL, async ({ request }) => {
        const { to } = (await request.json()) as SentSms['body'];
        return HttpResponse.json({}, { status: to.endsWith('99') ? 422 : 200 });
      }),
    );
    await book({ phone: '06 39 98 00 99' });
    await book({ phone: '06 39 98 00 01' });
    await sendDue(services, transports);
    const after = await world.sql`select sent_at is not null as sent, last_error from outbox order by created_at, sent`;
    expect([...after]).toEqual(
      expect.arrayContaining([
        { sent: false, last_error: 'HTTP 422' },
        { sent: true, last_error: null },
      ]),
    );
  });
});

test('a worker that dies between sending and marking: sent again after its lease, as the same message', async () => {
  await book({ email: 'deux-fois@example.org' });
  const dying: Services = {
    ...services,
    db: new Database({ url: fresh.url, poolSize: 1, deadlineMs: 3000 }),
  };
  box.answer = async () => {
    await dying.db.close();
    return null;
  };
  await expect(sendDue(dying, transports)).rejects.toThrow();
  box.answer = undefined;
  expect(box.received).toHaveLength(1);
  expect([...(await rows())]).toMatchObject([{ sent: false, attempts: 1 }]);
  minutesLater(9);
  expect(await sendDue(services, transports)).toBe(0);
  minutesLater(2);
  expect(await sendDue(services, transports)).toBe(1);
  expect([...(await rows())]).toMatchObject([{ sent: true, attempts: 2 }]);
  expect(box.received.map(({ id }) => id)).toEqual([box.received[0]?.id, box.received[0]?.id]);
  expect(box.received[0]?.id).toMatch(/^<[0-9a-f-]{36}@passerelle\.invalid>$/);
});

describe('what is queued', () => {
  test('a shared phone is told less', async () => {
    answering(200);
    await book({ phone: '06 39 98 12 34', sharedContact: true });
    await sendDue(services, transports);
    expect(sms[0]?.body.text).toBe(
      "Bonjour Fatima. Votre rendez-vous est confirmé : mardi 1er décembre à 14 h, MJC un, 1 rue de l'Essai, 69100 Villeurbanne.",
    );
  });

  test('somebody with neither phone nor e-mail: nothing for what was done with them, a letter for what a venue decides', async () => {
    const bookingId = await book({});
    expect([...(await rows())]).toEqual([]);
    await fresh.db.transaction((tx) =>
      queueBookingMessage(tx, 'session-cancelled', [bookingId], services.newId(), now),
    );
    expect([...(await rows())]).toMatchObject([{ channel: 'LETTER', sent: false }]);
    expect(await sendDue(services, transports)).toBe(0);
  });
});
