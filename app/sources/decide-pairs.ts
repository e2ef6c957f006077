import { z } from 'zod';
import { freeSlug } from '#app/directory/rules/slug.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import {
  bringBackMerges,
  carryMerges,
  closeMerge,
  deleteVenue,
  findMerge,
  forgetRemoval,
  tellMergedInto,
  writeWelcomeNote,
} from '#db/queries/sources/merges.ts';
import { decidePairs, findPair, insertMerges, setApart, type WaitingPair } from '#db/queries/sources/pairs.ts';
import { lockVenueRecords, moveRecords, readRecordsOf, readVenueRow } from '#db/queries/sources/records.ts';
import { readVenueSlugs, writeVenues } from '#db/queries/venue-import.ts';
import { recomposeVenues, venueOf } from './recompose-venues.ts';

const pairSchema = z.object({ a: z.uuid(), b: z.uuid() });

/** Two venues become one: the one kept keeps its id and its address, the other's lead to it. */
export const joinVenues = intention({
  name: 'join-venues',
  input: pairSchema.extend({ keep: z.enum(['a', 'b'], 'Choisissez la fiche à garder.') }),
  may: 'venue.curate',
  async run(tx, { a, b, keep }, ctx) {
    const pair = await waitingPair(tx, a, b);
    if (pair === null) return refuse('PAIR_NOT_FOUND');
    const [keptId, goneId] = keep === 'a' ? [pair.aVenueId, pair.bVenueId] : [pair.bVenueId, pair.aVenueId];
    const gone = await readVenueRow(tx, goneId);
    if (gone === null) return refuse('PAIR_NOT_FOUND');
    if (gone.orgId !== null) return refuse('VENUE_IN_USE', { name: gone.name });
    await decidePairs(tx, [keptId, goneId], 'JOINED', ctx.actorRef, ctx.now);
    const recordIds = (await readRecordsOf(tx, [goneId])).map(({ id }) => id);
    await moveRecords(tx, recordIds, keptId);
    const carriedIds = await carryMerges(tx, goneId, keptId);
    if (!(await deleteVenue(tx, goneId))) return refuse('VENUE_IN_USE', { name: gone.name });
    await tellMergedInto(tx, goneId, keptId);
    await recomposeVenues(tx, [keptId], ctx.now);
    const mergeId = ctx.newId();
    await insertMerges(tx, [
      {
        id: mergeId,
        keptId,
        goneId,
        goneSlug: gone.slug,
        goneWelcomeNote: gone.welcomeNote,
        recordIds,
        carriedIds,
        score: pair.score,
        reasons: pair.reasons,
        automatic: false,
        at: ctx.now,
        by: ctx.actorRef,
      },
    ]);
    return ok({ mergeId, venueId: keptId });
  },
});

/** Two venues stay two, and nobody is asked again. */
export const keepApart = intention({
  name: 'keep-venues-apart',
  input: pairSchema,
  may: 'venue.curate',
  async run(tx, { a, b }, ctx) {
    const pair = await waitingPair(tx, a, b);
    if (pair === null) return refuse('PAIR_NOT_FOUND');
    await decidePairs(tx, [pair.aVenueId, pair.bVenueId], 'APART', ctx.actorRef, ctx.now);
    return ok({ a, b });
  },
});

async function waitingPair(tx: Tx, a: string, b: string): Promise<WaitingPair | null> {
  await lockVenueRecords(tx);
  const pair = await findPair(tx, a, b);
  return pair === null || pair.state !== 'WAITING' || pair.aVenueId === pair.bVenueId ? null : pair;
}

/** What was joined is two again, each exactly as its own sources say; the machine will not join them again. */
export const undoMerge = intention({
  name: 'undo-venue-merge',
  input: z.object({ mergeId: z.uuid() }),
  may: 'venue.curate',
  async run(tx, { mergeId }, ctx) {
    await lockVenueRecords(tx);
    const merge = await findMerge(tx, mergeId);
    if (merge === null || merge.undoneAt !== null) return refuse('MERGE_NOT_FOUND');
    const { keptId, goneId } = merge;
    const all = await readRecordsOf(tx, [keptId]);
    const back = all.filter(({ id }) => merge.recordIds.includes(id));
    const staying = all.filter(({ id }) => !merge.recordIds.includes(id));
    if (back.length === 0 || staying.length === 0) return refuse('MERGE_NOT_FOUND');
    await closeMerge(tx, mergeId, ctx.actorRef, ctx.now);
    const kept = await readVenueRow(tx, keptId);
    const taken = new Set(await readVenueSlugs(tx));
    // In two writes: for a moment both would name the same source row.
    await writeVenues(tx, [venueOf(keptId, staying, ctx.now, (wanted) => kept?.slug ?? wanted)]);
    await writeVenues(tx, [venueOf(goneId, back, ctx.now, (wanted) => merge.goneSlug ?? freeSlug(wanted, taken))]);
    await forgetRemoval(tx, goneId);
    if (merge.goneWelcomeNote !== null) await writeWelcomeNote(tx, goneId, merge.goneWelcomeNote);
    const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id);
    await moveRecords(tx, ids(back), goneId);
    await bringBackMerges(tx, merge.carriedIds, goneId);
    await setApart(tx, ids(back), ids(staying), ctx.actorRef, ctx.now);
    return ok({ keptId, goneId });
  },
});
