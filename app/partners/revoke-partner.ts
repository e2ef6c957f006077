import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { revokeAccessOfPartner } from '#db/queries/accounts.ts';
import { writeRevocation } from '#db/queries/partners.ts';

/**
 * Closes a partner's access, for good. Its row is locked against every act of its agents: those under
 * way finish first, those that follow are refused, from an open tab too. People it referred keep their
 * passes and bookings. Value: the partner's id.
 */
export const revokePartner = intention({
  name: 'revoke-partner',
  input: z.object({ partnerId: z.uuid() }),
  may: 'partner.manage',
  async run(tx, { partnerId }, ctx) {
    if (!(await writeRevocation(tx, partnerId, ctx.now))) return refuse('PARTNER_REVOKED');
    await revokeAccessOfPartner(tx, partnerId, ctx.now);
    return ok({ partnerId });
  },
});
