import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { endMembership } from '#db/queries/accounts.ts';

/**
 * Ends somebody's access at once, in every browser: the authority for anybody but oneself, a partner's manager for the
 * agents of its own partner. Value: the membership's id.
 */
export const revokeMembership = intention({
  name: 'revoke-membership',
  input: z.object({ membershipId: z.uuid() }),
  may: 'professional.revoke',
  async run(tx, { membershipId }, { actor, now }) {
    if (membershipId === actor.membershipId) return refuse('ONESELF');
    const agentsOf = actor.role === 'PARTNER_MANAGER' ? actor.partnerId : null;
    return (await endMembership(tx, membershipId, agentsOf, now)) ? ok({ membershipId }) : refuse('MEMBER_NOT_FOUND');
  },
});
