import { z } from 'zod';
import { intention, refuse } from '#app/platform/intention.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { takeSeat } from './take-seat.ts';

/**
 * Books a session for a person who already has passes: the person with their code, or an agent of a
 * partner that knows them. Value: the booking's id. A person of another partner is not found.
 */
export const bookForHolder = intention({
  name: 'book-for-holder',
  input: z.object({ holderId: z.uuid(), sessionId: z.uuid() }),
  may: 'booking.make',
  async run(tx, input, ctx) {
    const { actor } = ctx;
    if (actor.role === 'HOLDER') {
      if (actor.holderId !== input.holderId) return refuse('HOLDER_NOT_FOUND');
      return takeSeat(tx, { ...input, partnerId: null, movedFrom: null }, ctx);
    }
    if (!(await holdPartner(tx, actor.partnerId, actor.membershipId))) return refuse('PARTNER_REVOKED');
    if ((await findPersonForPartner(tx, input.holderId, actor.partnerId)) === null) return refuse('HOLDER_NOT_FOUND');
    return takeSeat(tx, { ...input, partnerId: actor.partnerId, movedFrom: null }, ctx);
  },
});
