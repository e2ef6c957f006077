import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/access/rules/actor.ts';
import { fetchPublic, isPublicAddress } from '#app/platform/fetch-public.ts';
import { perform } from '#app/platform/intention.ts';
import { addFeed, askFeed, decideHeldRun, stopFeed } from '#app/sources/manage-feeds.ts';
import { runDueFeeds, runFeedsJob } from '#app/sources/run-feed.ts';
import { listPageTasks } from '#app/upkeep/page-tasks.ts';
import { listAuthorityTasks } from '#db/queries/authority-tasks.ts';
import { listOutbox } from '#db/queries/outbox-delivery.ts';
import { claimDueFeed, findFeed, listFeedRuns } from '#db/queries/sources/feeds.ts';
import { insertClaim } from '#db/queries/upkeep/claims.ts';
import { insertReport } from '#db/queries/upkeep/reports.ts';
import { membership, userAccount } from '#db/schema/access.ts';
import { venueOrg } from '#db/schema/directory.ts';
import { createVenue, rawVenue } from '#tests/factories/venues.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const HOUR = 3_600_000;
let now = new Date('2026-11-23T09:00:00Z');
let fresh: FreshDatabase;
let authority: Actor;
let origin: string;
/** What the hub answers next. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let requests: IncomingMessage[] = [];
const hub = createServer((request, response) => {
  requests.push(request);
  answer(request, response);
});

beforeAll(async () => {
  await new Promise<void>((done) => hub.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
  fresh = await freshDatabase({ clock: { now: () => now }, env: { FEEDS_PRIVATE: '1' } });
  authority = { role: 'AUTHORITY', userId: fresh.services.newId(), displayName: 'H', organisation: 'M' } as Actor;
});
beforeEach(async () => {
  requests = [];
  // One source at a time: those of the tests before would take their turn too.
  await fresh.db.transaction((tx) => tx.execute(sql`update venue_feed set stopped_at = now()`));
});
afterAll(async () => {
  hub.closeAllConnections();
  hub.close();
  await fresh.close();
});

const rowsOf = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    rawVenue({
      id: `v${i}`,
      nom: `Atelier ${'abcdefghijklmnopqrstuvwxyz'[i]}ouvert`,
      adresse: `${i + 1} rue ${'abcdefghijklmnopqrstuvwxyz'[i]}lpha`,
      latitude: 45.7 + i / 100,
    }),
  );
const serves = (rows: readonly unknown[], etag = '"1"') => {
  answer = (request, response) => {
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end();
    response.writeHead(200, { ETag: etag, 'Last-Modified': 'Fri, 20 Nov 2026 10:00:00 GMT' });
    return response.end(JSON.stringify(rows));
  };
};
const act = async (intention: Parameters<typeof perform>[1], input: unknown) =>
  (await perform(fresh.services, intention, { actor: authority, opKey: fresh.services.newId(), input })) as {
    ok: boolean;
    refusal?: string;
    value: { feedId: string };
  };
const newFeed = async (name: string, url = `${origin}/lieux.json`) =>
  (await act(addFeed, { name, url, licence: 'Licence Ouverte 2.0', everyHours: 24 })).value.feedId;
const runsOf = (feedId: string) => fresh.db.read((tx) => listFeedRuns(tx, feedId, 20));
const countVenues = async (source: string) =>
  (
    await fresh.db.read((tx) =>
      tx.execute<{ n: number }>(sql`select count(*)::int as n from venue_record where source = ${source}`),
    )
  )[0]?.n;

const tasks = () =>
  fresh.db.read((tx) => listAuthorityTasks(tx, { now, today: '2026-11-24', renewBefore: '2027-02-24' }));
/** Somebody of the authority; `revokedAt` when they have left. */
const newMember = (name: string, revokedAt: Date | null = null) =>
  fresh.db.transaction(async (tx) => {
    const [userId, id] = [fresh.services.newId(), fresh.services.newId()];
    const email = `${name}@metropole.example`;
    await tx.insert(userAccount).values({ id: userId, email, displayName: name, passwordHash: 'none', createdAt: now });
    await tx.insert(membership).values({ id, userId, role: 'AUTHORITY', createdAt: now, revokedAt });
  });

describe('a source that is read regularly', () => {
  it('is read when its turn comes, its report kept; a file that has not changed is not sent again', async () => {
    serves(rowsOf(10));
    const feedId = await newFeed('Hub A');
    expect(await runDueFeeds(fresh.services)).toEqual(['APPLIED']);
    expect(await runDueFeeds(fresh.services)).toEqual([]);
    expect(await countVenues('Hub A')).toBe(10);
    now = new Date(now.getTime() + 24 * HOUR);
    expect(await runDueFeeds(fresh.services)).toEqual(['UNCHANGED']);
    expect(requests[1]?.headers['if-none-match']).toBe('"1"');
    expect(requests[1]?.headers['if-modified-since']).toBe('Fri, 20 Nov 2026 10:00:00 GMT');
    expect(await runsOf(feedId)).toMatchObject([
      { outcome: 'UNCHANGED' },
      { outcome: 'APPLIED', publishedOn: '2026-11-20', report: { read: 10, created: 10, refused: [] } },
    ]);
  });

  it('keeps the refused rows with their reason', async () => {
    serves([...rowsOf(9), rawVenue({ id: 'bad', code_postal: 'x' })], '"a"');
    const feedId = await newFeed('Hub refus');
    await runDueFeeds(fresh.services);
    expect((await runsOf(feedId))[0]?.report).toMatchObject({ refused: [{ row: 10, field: 'code_postal' }] });
  });

  it('that has shrunk by a fifth tells the authority, and changes nothing until somebody confirms', async () => {
    await newMember('a');
    await newMember('b');
    await newMember('gone', now);
    serves(rowsOf(10), '"s1"');
    const feedId = await newFeed('Hub B');
    await runDueFeeds(fresh.services);
    const changed = rowsOf(8).map((row) => ({ ...row, telephone: '0478000009' }));
    serves(changed, '"s2"');
    now = new Date(now.getTime() + 24 * HOUR);
    expect(await runFeedsJob(fresh.services)).toMatchObject({ held: 1, confirmed: 0 });
    const [held] = await runsOf(feedId);
    expect(held).toMatchObject({ outcome: 'HELD', reason: 'La source donnait 10 lieux, elle n’en donne plus que 8.' });
    expect(await tasks()).toEqual([{ kind: 'SOURCE_SHRANK', id: feedId, name: 'Hub B', day: null, count: 2 }]);
    const mails = await fresh.db.read((tx) =>
      listOutbox(tx, { channel: 'EMAIL', state: 'WAITING' }, { limit: 9, offset: 0 }),
    );
    const byAddress = mails.rows.sort((a, b) => (a.address ?? '').localeCompare(b.address ?? ''));
    expect(byAddress.map(({ kind, objectId, address, facts }) => ({ kind, objectId, address, facts }))).toEqual(
      ['a@metropole.example', 'b@metropole.example'].map((address) => ({
        kind: 'source-shrank',
        objectId: held?.id,
        address,
        facts: { venue: 'Hub B', before: 10, after: 8, feedId },
      })),
    );
    const phones = () =>
      fresh.db.read((tx) =>
        tx.execute(sql`select 1 from venue_record where source = 'Hub B' and fields->>'phone' = '+33478000009'`),
      );
    expect(await phones()).toHaveLength(0);
    now = new Date(now.getTime() + 48 * HOUR);
    expect(await fresh.db.transaction((tx) => claimDueFeed(tx, now))).toBeNull();
    expect(await act(decideHeldRun, { runId: held?.id, decision: 'apply' })).toMatchObject({ ok: true });
    expect(await tasks()).toEqual([]);
    expect(await runFeedsJob(fresh.services)).toMatchObject({ confirmed: 1 });
    expect(await phones()).toHaveLength(8);
    expect(await countVenues('Hub B')).toBe(10);
    expect((await runsOf(feedId)).find(({ id }) => id === held?.id)).toMatchObject({
      outcome: 'APPLIED',
      report: { updated: 8 },
    });
    expect(await act(decideHeldRun, { runId: held?.id, decision: 'dismiss' })).toMatchObject({
      refusal: 'RUN_NOT_FOUND',
    });
  });

  it('that has shrunk may be set aside', async () => {
    serves(rowsOf(10), '"d1"');
    const feedId = await newFeed('Hub C');
    await runDueFeeds(fresh.services);
    serves(rowsOf(2), '"d2"');
    await act(askFeed, { feedId });
    await runDueFeeds(fresh.services);
    const [held] = await runsOf(feedId);
    expect(held?.outcome).toBe('HELD');
    expect(await act(decideHeldRun, { runId: held?.id, decision: 'dismiss' })).toMatchObject({ ok: true });
    expect((await runsOf(feedId))[0]).toMatchObject({ outcome: 'DISMISSED' });
    expect((await fresh.db.read((tx) => findFeed(tx, feedId)))?.lastAccepted).toBe(10);
  });

  it.each<[string, (response: ServerResponse) => void, string]>([
    ['an error', (response) => response.writeHead(500).end(), 'Le serveur répond 500.'],
    ['a page instead of a file', (response) => response.end('{"a": '), 'Le fichier JSON est abîmé'],
    ['nothing', (response) => response.end(''), 'Le fichier est vide.'],
    ['a cut', (response) => response.socket?.destroy(), 'Le serveur ne répond pas'],
    ['a circle', (response) => response.writeHead(302, { Location: '/encore' }).end(), 'trop de fois'],
  ])('that answers %s has failed, says why, and is read again at its hour', async (name, reply, reason) => {
    answer = (_, response) => reply(response);
    const feedId = await newFeed(`Hub ${name}`);
    expect(await runDueFeeds(fresh.services)).toContain('FAILED');
    const [run] = await runsOf(feedId);
    expect(run).toMatchObject({ outcome: 'FAILED', reason: expect.stringContaining(reason) });
    await act(stopFeed, { feedId, stop: true });
    expect(await act(askFeed, { feedId })).toMatchObject({ refusal: 'FEED_NOT_FOUND' });
  });

  it('has a name of its own', async () => {
    const twice = await act(addFeed, { name: 'Hub A', url: origin, licence: 'x', everyHours: 24 });
    expect(twice).toMatchObject({ refusal: 'FEED_NAME_TAKEN' });
    expect(await act(addFeed, { name: 'venue', url: origin, licence: 'x', everyHours: 24 })).toMatchObject({
      refusal: 'BAD_INPUT',
    });
  });
});

describe('an address of the outside', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'pas une adresse',
  ])('%s is not public', (ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });
  it.each(['8.8.8.8', '172.32.0.1', '2a01:cb00::1', '::ffff:8.8.8.8'])('%s is public', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });

  it.each([
    'https://localhost/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://127.1/',
  ])('%s is not spoken to', async (url) => {
    expect(await fetchPublic(url)).toMatchObject({ kind: 'FAILED', reason: expect.stringContaining('machine privée') });
  });

  it('must be https', async () => {
    for (const url of [`${origin}/`, 'ftp://example.org/', 'file:///etc/passwd', 'gopher://x/'])
      expect(await fetchPublic(url)).toMatchObject({
        kind: 'FAILED',
        reason: 'L’adresse doit commencer par https://.',
      });
    expect(await fetchPublic('pas une adresse')).toMatchObject({ kind: 'FAILED' });
    expect(requests).toHaveLength(0);
  });

  it('is read within a size and a time', async () => {
    answer = (_, response) => response.end('x'.repeat(5_000_000));
    expect(await fetchPublic(origin, { allowPrivate: true, maxBytes: 1_000_000 })).toEqual({
      kind: 'FAILED',
      reason: 'Le fichier dépasse 1 Mo.',
    });
    answer = (_, response) => void response.write('[');
    expect(await fetchPublic(origin, { allowPrivate: true, patienceMs: 300 })).toEqual({
      kind: 'FAILED',
      reason: 'Le serveur met trop de temps à répondre.',
    });
  });
});

describe('what waits about the pages', () => {
  it('is a line a kind, with how many; nothing when nothing waits', async () => {
    const pageTasks = (today: string) => fresh.db.read((tx) => listPageTasks(tx, new Date(`${today}T12:00:00Z`)));
    expect(await pageTasks('2026-11-24')).toEqual([]);
    await fresh.db.transaction(async (tx) => {
      const { newId } = fresh.services;
      const orgId = newId();
      await tx.insert(venueOrg).values({ id: orgId, name: 'Association', createdAt: now });
      await createVenue(tx, { orgId });
      const { id: venueId } = await createVenue(tx, {});
      const proof = { orgId: null, tokenHash: null, expiresAt: null };
      for (const email of ['une@lieu.example', 'deux@lieu.example'])
        await insertClaim(tx, {
          ...proof,
          id: newId(),
          venueId,
          route: 'AUTHORITY',
          email,
          displayName: 'Nadia Haddad',
          message: 'J’y travaille.',
          now,
        });
      await insertReport(tx, { id: newId(), venueId, subject: 'HOURS', words: 'Fermé le lundi.', contact: null, now });
    });
    const waiting = [
      { kind: 'PAGE_CLAIMS', count: 2 },
      { kind: 'PAGE_REPORTS', count: 1 },
    ];
    expect(await pageTasks('2026-11-24')).toMatchObject(waiting);
    expect(await pageTasks('2027-12-01')).toMatchObject([...waiting, { kind: 'PAGES_OVERDUE', count: 1 }]);
  });
});
