import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { readVenueFile } from '#app/directory/read-venue-file.ts';
import { fetchPublic } from '#app/platform/fetch-public.ts';
import type { Services } from '#app/platform/services.ts';
import type { Tx } from '#db/client.ts';
import {
  claimDueFeed,
  closeHeldRun,
  type Feed,
  insertFeedRun,
  readConfirmedRuns,
  writeFeedRead,
} from '#db/queries/sources/feeds.ts';
import { listAuthorityAccounts, queuePageMessage } from '#db/queries/upkeep/messages.ts';
import { type ImportReport, importInto } from './import-venues.ts';
import { type RowsRead, readRows } from './read-rows.ts';
import { hasShrunk } from './rules/feed.ts';
import type { RunOutcome } from './rules/states.ts';

const compress = promisify(gzip);
const expand = promisify(gunzip);

type Run = Parameters<typeof insertFeedRun>[1];

/** The machine's own turn: what a person confirmed first, then the feeds that are due. Counts by outcome. */
export async function runFeedsJob(services: Services): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = { confirmed: await applyConfirmedRuns(services) };
  for (const outcome of await runDueFeeds(services)) {
    const key = outcome.toLowerCase();
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** Reads every feed whose turn has come (or one alone), one after the other. How each reading ended. */
export async function runDueFeeds(services: Services, onlyId?: string): Promise<RunOutcome[]> {
  const outcomes: RunOutcome[] = [];
  for (;;) {
    const feed = await services.db.transaction((tx) => claimDueFeed(tx, services.clock.now(), onlyId));
    if (feed === null) return outcomes;
    outcomes.push(await runFeed(services, feed));
  }
}

/**
 * Reads one feed: nothing new, or a file that is applied, held for a person because it has shrunk by a
 * fifth, or failed. No transaction is open while the outside is spoken to; what is applied can be
 * applied again.
 */
export async function runFeed(services: Services, feed: Feed): Promise<RunOutcome> {
  const { db, clock, newId, env, log } = services;
  const at = clock.now();
  const fetched = await fetchPublic(feed.url, {
    etag: feed.etag,
    lastModified: feed.lastModified,
    allowPrivate: env.FEEDS_PRIVATE,
  });
  const write = async (run: Pick<Run, 'outcome'> & Partial<Run>, shrunk?: Counts) => {
    await db.transaction(async (tx) => {
      const id = newId();
      await insertFeedRun(tx, { id, feedId: feed.id, at, ...run });
      if (shrunk !== undefined) await tellAuthority(tx, services, feed, id, shrunk);
    });
    log.info('feed', { id: feed.id, outcome: run.outcome });
    return run.outcome;
  };
  if (fetched.kind === 'SAME') return write({ outcome: 'UNCHANGED' });
  if (fetched.kind === 'FAILED') return write({ outcome: 'FAILED', reason: fetched.reason });
  const file = readVenueFile(fetched.bytes);
  if (file.kind === 'unreadable') return write({ outcome: 'FAILED', reason: file.reason });
  const publishedOn = dayOf(fetched.lastModified) ?? parisDay(at);
  const read = readFeedRows(feed, file.rows, publishedOn);
  const counts = { read: file.rows.length, accepted: read.accepted.length, before: feed.lastAccepted };
  if (hasShrunk(feed.lastAccepted, read.accepted.length)) {
    const held = await compress(fetched.bytes);
    return write({ outcome: 'HELD', reason: shrinkWords(counts), report: counts, held, publishedOn }, counts);
  }
  const report = await applyRows(services, feed, file.rows, read, at);
  const { etag, lastModified } = fetched;
  await db.transaction((tx) => writeFeedRead(tx, feed.id, { etag, lastModified, lastAccepted: read.accepted.length }));
  return write({ outcome: 'APPLIED', report, publishedOn });
}

/** One e-mail to each member of the authority about a reading that is held, and never two. */
async function tellAuthority(
  tx: Tx,
  { clock, newId }: Services,
  feed: Feed,
  runId: string,
  { before, accepted }: Counts,
): Promise<void> {
  const facts = { venue: feed.name, before, after: accepted, feedId: feed.id };
  for (const recipientId of await listAuthorityAccounts(tx))
    await queuePageMessage(tx, {
      id: newId(),
      kind: 'source-shrank',
      objectId: runId,
      recipientId,
      channel: 'EMAIL',
      facts,
      now: clock.now(),
    });
}

/** Applies the readings that a person has confirmed: exactly the files that were held. How many. */
export async function applyConfirmedRuns(services: Services): Promise<number> {
  const { db, clock } = services;
  const runs = await db.read(readConfirmedRuns);
  for (const { id, feed, held, publishedOn } of runs) {
    const file = readVenueFile(await expand(held));
    if (file.kind === 'unreadable') throw new Error(`the held file of ${id} cannot be read`);
    const read = readFeedRows(feed, file.rows, publishedOn ?? parisDay(clock.now()));
    const report = await applyRows(services, feed, file.rows, read, clock.now());
    await db.transaction(async (tx) => {
      await writeFeedRead(tx, feed.id, { etag: null, lastModified: null, lastAccepted: read.accepted.length });
      await closeHeldRun(tx, id, { outcome: 'APPLIED', report });
    });
  }
  return runs.length;
}

/** Every row of a feed is filed under its name: two hubs may give the same number to two venues. */
function readFeedRows(feed: Feed, rows: readonly unknown[], publishedOn: string): RowsRead {
  return readRows(rows, { source: feed.name, shape: feed.shape ?? undefined, publishedOn });
}

/** Rows of one transaction: a national file of 20,000 would hold everybody else up. */
const CHUNK = 1_000;

/**
 * Applies the rows of a feed, a thousand at a time. Cut short, it is simply read again: a row already
 * applied is then unchanged.
 */
async function applyRows(
  { db, newId }: Services,
  feed: Feed,
  rows: readonly unknown[],
  { shape, accepted, refused }: RowsRead,
  now: Date,
): Promise<ImportReport> {
  const options = { now, newId, source: feed.name };
  let report: ImportReport | null = null;
  for (let from = 0; from === 0 || from < accepted.length; from += CHUNK) {
    const part = { shape, accepted: accepted.slice(from, from + CHUNK), refused: from === 0 ? refused : [] };
    const done = await db.transaction((tx) => importInto(tx, rows, part, options));
    report = report === null ? done : addReports(report, done);
  }
  if (report === null) throw new Error('a reading has a report');
  return report;
}

function addReports(a: ImportReport, b: ImportReport): ImportReport {
  return {
    ...a,
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    merged: a.merged + b.merged,
    asked: a.asked + b.asked,
  };
}

/** Rows accepted now, and at the last reading that was applied. */
interface Counts {
  accepted: number;
  before: number | null;
}

function shrinkWords({ accepted, before }: Counts): string {
  return `La source donnait ${before ?? 0} lieux, elle n’en donne plus que ${accepted}.`;
}

function dayOf(lastModified: string | null): string | null {
  const at = lastModified === null ? Number.NaN : Date.parse(lastModified);
  return Number.isNaN(at) ? null : parisDay(new Date(at));
}
