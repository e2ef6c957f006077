import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { brokenConstraint } from '#db/faults.ts';
import { partnerIsActive } from '#db/queries/partners.ts';
import { insertSite, siteIsOf, writeSiteOfMember } from '#db/queries/sites.ts';
import { siteSchema } from './rules/partner.ts';

/** The authority writes down a place where a partner works. Value: the site's id. */
export const addSite = intention({
  name: 'add-site',
  input: siteSchema,
  may: 'partner.manage',
  async run(tx, given, ctx) {
    if (!(await partnerIsActive(tx, given.partnerId))) return refuse('PARTNER_REVOKED');
    const siteId = ctx.newId();
    try {
      await insertSite(tx, { ...given, id: siteId, address: given.address ?? null, now: ctx.now });
    } catch (error) {
      if (brokenConstraint(error) === 'partner_site_name') return refuse('SITE_NAME_TAKEN');
      throw error;
    }
    return ok({ siteId });
  },
});

/** Says at which site somebody of a partner works; none when it does not matter. */
export const assignSite = intention({
  name: 'assign-site',
  input: z.object({ partnerId: z.uuid(), membershipId: z.uuid(), siteId: z.uuid().optional() }),
  may: 'partner.manage',
  async run(tx, { partnerId, membershipId, siteId }) {
    if (siteId !== undefined && !(await siteIsOf(tx, siteId, partnerId))) return refuse('SITE_NOT_FOUND');
    const written = await writeSiteOfMember(tx, { partnerId, membershipId, siteId: siteId ?? null });
    return written ? ok({ membershipId }) : refuse('MEMBER_NOT_FOUND');
  },
});
