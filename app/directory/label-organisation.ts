import { intention, ok, refuse } from '#app/platform/intention.ts';
import {
  attachVenues,
  countSessionsAfter,
  findLabelForUpdate,
  insertOrganisation,
  writeLabelEnd,
} from '#db/queries/organisations.ts';
import { decideLabelEnd, labelEndSchema, organisationSchema } from './rules/label.ts';

/**
 * The authority writes an organisation down with the venues it runs. It accepts no pass yet: a label comes only
 * from a file that two people validated (`payment/label-file.ts`). Value: the organisation.
 */
export const createOrganisation = intention({
  name: 'create-organisation',
  input: organisationSchema,
  may: 'organisation.label',
  async run(tx, given, ctx) {
    const orgId = ctx.newId();
    await insertOrganisation(tx, { id: orgId, name: given.name, siret: given.siret ?? null, now: ctx.now });
    const attached = await attachVenues(tx, orgId, given.venueIds);
    if (attached < new Set(given.venueIds).size) return refuse('VENUE_TAKEN');
    return ok({ orgId });
  },
});

/**
 * Brings the last day of a label nearer: one person may stop what two have opened, and only a file lengthens it
 * (the trigger `org_label_two_people` says the same). Never in the past: what was redeemed under it stays lawful.
 * Value: how many open sessions come after that day, where nobody can book any more.
 */
export const endLabel = intention({
  name: 'end-label',
  input: labelEndSchema,
  may: 'organisation.label',
  async run(tx, { labelId, endsOn }, ctx) {
    const label = await findLabelForUpdate(tx, labelId);
    if (label === null) return refuse('LABEL_NOT_FOUND');
    const refusal = decideLabelEnd(label, endsOn, ctx.today);
    if (refusal !== null) return refuse(refusal, { startsOn: label.startsOn, endsOn: label.endsOn });
    await writeLabelEnd(tx, labelId, endsOn);
    return ok({ labelId, sessionsAfter: await countSessionsAfter(tx, label.orgId, endsOn) });
  },
});
