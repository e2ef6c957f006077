import { z } from 'zod';
import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { readBooking, writeCancellation } from '#db/queries/booking.ts';
import { findLookup } from '#db/queries/lookups.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { eraseIdentity, listConfirmedToCome } from '#db/queries/privacy.ts';
import { lookupOpens } from './rules/lookup.ts';

/**
 * Erases who a person is, at their request (RGPD, article 17): names, ways to be reached, code, messages that wait.
 * Everything that was done keeps its place under an id that leads to nobody, so that no figure moves. Seats to come
 * are given back, or kept if the person still wants to come with their paper. Asked of a partner that knows the person,
 * or of the authority, which has looked them up (`lookupId`) and said why. Value: the id, and how many seats.
 */
export const erasePerson = intention({
  name: 'erase-person',
  input: z.object({ holderId: z.uuid(), seats: z.enum(['CANCEL', 'KEEP']), lookupId: z.uuid().optional() }),
  may: 'person.erase',
  async run(tx, { holderId, seats, lookupId }, ctx) {
    const refusal = await mayErase(tx, holderId, lookupId, ctx);
    if (refusal !== null) return refuse(refusal);
    let cancelled = 0;
    for (const bookingId of seats === 'CANCEL' ? await listConfirmedToCome(tx, holderId, ctx.now) : []) {
      if ((await readBooking(tx, bookingId, { holderId })) === null) continue;
      const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
      const by = ctx.actor.role === 'AUTHORITY' ? 'AUTHORITY' : 'PARTNER';
      if ((await writeCancellation(tx, bookingId, by, stamp)) === 'OK') cancelled += 1;
    }
    const by = { actorRef: ctx.actorRef, cause: 'ASKED' as const, now: ctx.now };
    return (await eraseIdentity(tx, holderId, by)) ? ok({ holderId, cancelled }) : refuse('HOLDER_NOT_FOUND');
  },
});

/** A partner erases whom it knows; the authority whom it has just looked up. */
async function mayErase(
  tx: Tx,
  holderId: string,
  lookupId: string | undefined,
  { actor, now }: IntentionContext<PartnerActor | AuthorityActor>,
): Promise<'PARTNER_REVOKED' | 'HOLDER_NOT_FOUND' | 'LOOKUP_OVER' | null> {
  if (actor.role !== 'AUTHORITY') {
    if (!(await holdPartner(tx, actor.partnerId, actor.membershipId))) return 'PARTNER_REVOKED';
    return (await findPersonForPartner(tx, holderId, actor.partnerId)) === null ? 'HOLDER_NOT_FOUND' : null;
  }
  const lookup = lookupId === undefined ? null : await findLookup(tx, lookupId);
  if (lookup === null || !lookup.holderIds.includes(holderId)) return 'HOLDER_NOT_FOUND';
  return lookupOpens(lookup, actor.userId, now) ? null : 'LOOKUP_OVER';
}
