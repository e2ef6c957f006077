import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { readBooking, writeCancellation } from '#db/queries/booking.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { eraseIdentity, listConfirmedToCome } from '#db/queries/privacy.ts';

/**
 * Erases who a person is, at their request (RGPD, article 17): names, ways to be reached, code, messages that wait.
 * Everything that was done keeps its place under an id that leads to nobody, so that no figure moves. Seats to come
 * are given back, or kept if the person still wants to come with their paper. Value: the id, and how many seats.
 */
export const erasePerson = intention({
  name: 'erase-person',
  input: z.object({ holderId: z.uuid(), seats: z.enum(['CANCEL', 'KEEP']) }),
  may: 'person.erase',
  async run(tx, { holderId, seats }, ctx) {
    const { partnerId, membershipId } = ctx.actor;
    if (!(await holdPartner(tx, partnerId, membershipId))) return refuse('PARTNER_REVOKED');
    if ((await findPersonForPartner(tx, holderId, partnerId)) === null) return refuse('HOLDER_NOT_FOUND');
    let cancelled = 0;
    for (const bookingId of seats === 'CANCEL' ? await listConfirmedToCome(tx, holderId, ctx.now) : []) {
      if ((await readBooking(tx, bookingId, { partnerId })) === null) continue;
      const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
      if ((await writeCancellation(tx, bookingId, 'PARTNER', stamp)) === 'OK') cancelled += 1;
    }
    const by = { actorRef: ctx.actorRef, cause: 'ASKED' as const, now: ctx.now };
    return (await eraseIdentity(tx, holderId, by)) ? ok({ holderId, cancelled }) : refuse('HOLDER_NOT_FOUND');
  },
});
