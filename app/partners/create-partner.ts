import { intention, ok, refuse } from '#app/platform/intention.ts';
import { brokenConstraint } from '#db/faults.ts';
import { insertConvention, insertPartner, partnerIsActive } from '#db/queries/partners.ts';
import { conventionSchema, partnerSchema } from './rules/partner.ts';

/** The authority adds a partner, with its first convention. Value: the partner's id. */
export const createPartner = intention({
  name: 'create-partner',
  input: partnerSchema,
  may: 'partner.manage',
  async run(tx, given, ctx) {
    const partnerId = ctx.newId();
    try {
      await insertPartner(tx, {
        id: partnerId,
        name: given.name,
        address: given.address ?? null,
        commune: given.commune,
        now: ctx.now,
      });
    } catch (error) {
      if (brokenConstraint(error) === 'partner_name_unique') return refuse('PARTNER_NAME_TAKEN');
      throw error;
    }
    await insertConvention(tx, { ...given, id: ctx.newId(), partnerId });
    return ok({ partnerId });
  },
});

/** Adds a convention to a partner. Two conventions of one partner never overlap. Value: the convention's id. */
export const addConvention = intention({
  name: 'add-convention',
  input: conventionSchema,
  may: 'partner.manage',
  async run(tx, given, ctx) {
    if (!(await partnerIsActive(tx, given.partnerId))) return refuse('PARTNER_REVOKED');
    const conventionId = ctx.newId();
    try {
      await insertConvention(tx, { ...given, id: conventionId });
    } catch (error) {
      if (brokenConstraint(error) === 'partner_convention_no_overlap') return refuse('CONVENTION_OVERLAPS');
      throw error;
    }
    return ok({ conventionId });
  },
});
