import { z } from 'zod';
import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { findLookup } from '#db/queries/lookups.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { findMerge, insertMerge, listLiveLinks, lockHolders, writeMergeUndone } from '#db/queries/person-merges.ts';
import { lookupOpens } from './rules/lookup.ts';
import { decideMerge } from './rules/merge.ts';

type Merger = PartnerActor | AuthorityActor;

/**
 * Says that two identities are one person, written down twice. Nothing moves: passes, seats and the ledger keep their ids, and
 * figures count one person from now on. By a manager of a partner that knows both, or by the authority, which has looked
 * both up. Value: the merge.
 */
export const mergePeople = intention({
  name: 'merge-people',
  input: z.object({ keptId: z.uuid(), goneId: z.uuid(), lookupId: z.uuid().optional() }),
  may: 'person.merge',
  async run(tx, { keptId, goneId, lookupId }, ctx) {
    if (!(await mayKnow(tx, [keptId, goneId], lookupId, ctx))) return refuse('HOLDER_NOT_FOUND');
    await lockHolders(tx, [keptId, goneId]);
    const verdict = decideMerge(await listLiveLinks(tx, [keptId, goneId]), { goneId, keptId });
    if (verdict !== 'OK') return refuse(verdict);
    const mergeId = ctx.newId();
    await insertMerge(tx, { id: mergeId, goneId, keptId, by: ctx.actorRef, now: ctx.now });
    return ok({ mergeId });
  },
});

/** Says that they were two people after all. Value: the merge. */
export const undoMerge = intention({
  name: 'undo-merge',
  input: z.object({ mergeId: z.uuid(), lookupId: z.uuid().optional() }),
  may: 'person.merge',
  async run(tx, { mergeId, lookupId }, ctx) {
    const merge = await findMerge(tx, mergeId);
    if (merge === null || !(await mayKnow(tx, [merge.keptId], lookupId, ctx))) return refuse('MERGE_NOT_FOUND');
    await lockHolders(tx, [merge.keptId, merge.goneId]);
    if (!(await writeMergeUndone(tx, mergeId, ctx.actorRef, ctx.now))) return refuse('MERGE_NOT_FOUND');
    return ok({ mergeId });
  },
});

async function mayKnow(
  tx: Tx,
  ids: readonly string[],
  lookupId: string | undefined,
  { actor, now }: IntentionContext<Merger>,
): Promise<boolean> {
  if (actor.role === 'AUTHORITY') {
    const lookup = lookupId === undefined ? null : await findLookup(tx, lookupId);
    return (
      lookup !== null &&
      lookupOpens(lookup, actor.userId, now) &&
      ids.every((holderId) => lookup.holderIds.includes(holderId))
    );
  }
  if (!(await holdPartner(tx, actor.partnerId, actor.membershipId))) return false;
  for (const holderId of ids) if ((await findPersonForPartner(tx, holderId, actor.partnerId)) === null) return false;
  return true;
}
