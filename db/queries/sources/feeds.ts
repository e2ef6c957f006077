import { eq, sql } from 'drizzle-orm';
import type { RunOutcome } from '#app/sources/rules/states.ts';
import type { Tx } from '#db/client.ts';
import { venueFeed, venueFeedRun } from '#db/schema/sources.ts';
import { moment } from '../acts.ts';

export type Feed = typeof venueFeed.$inferSelect;
export type FeedInsert = typeof venueFeed.$inferInsert;
export type FeedRun = Omit<typeof venueFeedRun.$inferSelect, 'held'>;

const RUN_COLUMNS = {
  id: venueFeedRun.id,
  feedId: venueFeedRun.feedId,
  at: venueFeedRun.at,
  outcome: venueFeedRun.outcome,
  reason: venueFeedRun.reason,
  report: venueFeedRun.report,
  publishedOn: venueFeedRun.publishedOn,
  decidedAt: venueFeedRun.decidedAt,
  decidedBy: venueFeedRun.decidedBy,
};

export async function insertFeed(tx: Tx, feed: FeedInsert): Promise<void> {
  await tx.insert(venueFeed).values(feed);
}

export async function findFeed(tx: Tx, id: string): Promise<Feed | null> {
  const [row] = await tx.select().from(venueFeed).where(eq(venueFeed.id, id));
  return row ?? null;
}

export interface ListedFeed extends Feed {
  lastOutcome: RunOutcome | null;
  lastAt: Date | null;
}

/** The feeds with how their last reading ended, those that wait for a person first. */
export async function listFeeds(tx: Tx): Promise<ListedFeed[]> {
  const rows = await tx
    .select({
      feed: venueFeed,
      lastOutcome: sql<RunOutcome | null>`(select r.outcome from venue_feed_run r where r.feed_id = ${venueFeed.id} order by r.at desc, r.id desc limit 1)`,
      lastAt: sql<
        string | null
      >`(select r.at from venue_feed_run r where r.feed_id = ${venueFeed.id} order by r.at desc, r.id desc limit 1)`,
    })
    .from(venueFeed)
    .orderBy(
      sql`exists (select 1 from venue_feed_run r where r.feed_id = ${venueFeed.id} and r.outcome = 'HELD') desc`,
      venueFeed.name,
    );
  return rows.map(({ feed, lastOutcome, lastAt }) => ({
    ...feed,
    lastOutcome,
    lastAt: lastAt === null ? null : new Date(lastAt),
  }));
}

/** How many readings wait for a person. */
export async function countHeldRuns(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    sql`select count(*)::int as n from venue_feed_run where outcome = 'HELD'`,
  );
  return row?.n ?? 0;
}

/**
 * Takes the next feed to read and sets its next turn: no other worker reads it meanwhile. One that waits
 * for a person's decision is not read. `onlyId` looks at one feed alone.
 */
export async function claimDueFeed(tx: Tx, now: Date, onlyId?: string): Promise<Feed | null> {
  const only = onlyId === undefined ? sql`true` : sql`d.id = ${onlyId}::uuid`;
  const rows = await tx.execute<{ id: string }>(sql`
    update venue_feed f set next_run_at = ${moment(now)} + make_interval(hours => f.every_hours)
    where f.id = (
      select id from venue_feed d where ${only} and d.stopped_at is null and d.next_run_at <= ${moment(now)}
        and not exists (select 1 from venue_feed_run r where r.feed_id = d.id and r.outcome = 'HELD')
      order by d.next_run_at, d.id limit 1 for update skip locked)
    returning f.id`);
  return rows[0] === undefined ? null : findFeed(tx, rows[0].id);
}

/** A feed asked for at once is due now; not one that is stopped, or that waits for a decision. */
export async function makeFeedDue(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.execute(sql`
    update venue_feed set next_run_at = ${moment(now)} where id = ${id}::uuid and stopped_at is null
      and not exists (select 1 from venue_feed_run r where r.feed_id = venue_feed.id and r.outcome = 'HELD') returning id`);
  return rows.length > 0;
}

export async function writeFeedStopped(tx: Tx, id: string, stoppedAt: Date | null): Promise<boolean> {
  const rows = await tx
    .update(venueFeed)
    .set({ stoppedAt })
    .where(eq(venueFeed.id, id))
    .returning({ id: venueFeed.id });
  return rows.length > 0;
}

/** What the next conditional question will bear, and what a shrinking is measured against. */
export async function writeFeedRead(
  tx: Tx,
  id: string,
  read: { etag: string | null; lastModified: string | null; lastAccepted: number },
): Promise<void> {
  await tx.update(venueFeed).set(read).where(eq(venueFeed.id, id));
}

export async function insertFeedRun(tx: Tx, run: typeof venueFeedRun.$inferInsert): Promise<void> {
  await tx.insert(venueFeedRun).values(run);
}

/** The readings of a feed, the latest first. */
export async function listFeedRuns(tx: Tx, feedId: string, limit: number): Promise<FeedRun[]> {
  return tx
    .select(RUN_COLUMNS)
    .from(venueFeedRun)
    .where(eq(venueFeedRun.feedId, feedId))
    .orderBy(sql`${venueFeedRun.at} desc, ${venueFeedRun.id} desc`)
    .limit(limit);
}

/** A person confirms a held reading, or sets it aside. The feed's id; null when nobody has to decide. */
export async function decideRun(
  tx: Tx,
  id: string,
  decision: 'apply' | 'dismiss',
  by: string,
  now: Date,
): Promise<string | null> {
  const end = decision === 'dismiss' ? sql`, outcome = 'DISMISSED', held = null` : sql``;
  const rows = await tx.execute<{ feedId: string }>(sql`
    update venue_feed_run set decided_at = ${moment(now)}, decided_by = ${by} ${end}
    where id = ${id}::uuid and outcome = 'HELD' and decided_at is null returning feed_id as "feedId"`);
  return rows[0]?.feedId ?? null;
}

export interface ConfirmedRun {
  id: string;
  feed: Feed;
  held: Uint8Array;
  publishedOn: string | null;
}

/** Held readings that a person has confirmed, with their files. */
export async function readConfirmedRuns(tx: Tx): Promise<ConfirmedRun[]> {
  const rows = await tx
    .select({ id: venueFeedRun.id, feed: venueFeed, held: venueFeedRun.held, publishedOn: venueFeedRun.publishedOn })
    .from(venueFeedRun)
    .innerJoin(venueFeed, eq(venueFeed.id, venueFeedRun.feedId))
    .where(sql`${venueFeedRun.outcome} = 'HELD' and ${venueFeedRun.decidedAt} is not null`)
    .orderBy(venueFeedRun.at);
  return rows.flatMap(({ held, ...run }) => (held === null ? [] : [{ ...run, held }]));
}

/** Ends a held reading that was applied: its file is let go, its report kept. */
export async function closeHeldRun(tx: Tx, id: string, end: { outcome: 'APPLIED'; report: unknown }): Promise<void> {
  await tx
    .update(venueFeedRun)
    .set({ ...end, held: null })
    .where(eq(venueFeedRun.id, id));
}
