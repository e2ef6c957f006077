import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { brokenConstraint } from '#db/faults.ts';
import { decideRun, insertFeed, makeFeedDue, writeFeedStopped } from '#db/queries/sources/feeds.ts';
import { feedSchema } from './rules/feed.ts';

/** A new place where venues are read from regularly; its first reading is due at once. Value: its id. */
export const addFeed = intention({
  name: 'add-venue-feed',
  input: feedSchema,
  may: 'venue.curate',
  async run(tx, { shape, ...given }, ctx) {
    const feedId = ctx.newId();
    try {
      await insertFeed(tx, { id: feedId, ...given, shape: shape ?? null, nextRunAt: ctx.now, createdAt: ctx.now });
    } catch (error) {
      if (brokenConstraint(error) === 'venue_feed_name_unique') return refuse('FEED_NAME_TAKEN');
      throw error;
    }
    return ok({ feedId });
  },
});

/** Makes a feed due now. Who reads it is the machine, when this is written. */
export const askFeed = intention({
  name: 'ask-venue-feed',
  input: z.object({ feedId: z.uuid() }),
  may: 'venue.curate',
  async run(tx, { feedId }, ctx) {
    return (await makeFeedDue(tx, feedId, ctx.now)) ? ok({ feedId }) : refuse('FEED_NOT_FOUND');
  },
});

/** Stops reading a feed, or starts again. What it said stays. */
export const stopFeed = intention({
  name: 'stop-venue-feed',
  input: z.object({ feedId: z.uuid(), stop: z.boolean().default(false) }),
  may: 'venue.curate',
  async run(tx, { feedId, stop }, ctx) {
    return (await writeFeedStopped(tx, feedId, stop ? ctx.now : null)) ? ok({ feedId }) : refuse('FEED_NOT_FOUND');
  },
});

/** Confirms a reading that was held, which the machine then applies as it was; or sets it aside. */
export const decideHeldRun = intention({
  name: 'decide-held-feed-run',
  input: z.object({ runId: z.uuid(), decision: z.enum(['apply', 'dismiss'], 'Choisissez.') }),
  may: 'venue.curate',
  async run(tx, { runId, decision }, ctx) {
    const feedId = await decideRun(tx, runId, decision, ctx.actorRef, ctx.now);
    return feedId === null ? refuse('RUN_NOT_FOUND') : ok({ feedId });
  },
});
