import { intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { brokenConstraint } from '#db/faults.ts';
import {
  attachVenues,
  countSessionsAfter,
  findLabelForUpdate,
  insertLabel,
  insertOrganisation,
  organisationExists,
  writeLabelEnd,
} from '#db/queries/organisations.ts';
import { labelEndSchema, labelSchema, organisationSchema } from './rules/label.ts';

/**
 * The authority recognises an organisation: it is written down with the venues it runs, and may accept
 * passes there over a period. Value: the organisation and its label.
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
    const labelId = ctx.newId();
    await insertLabel(tx, labelRow(labelId, orgId, given, ctx));
    return ok({ orgId, labelId });
  },
});

/** Gives an organisation one more period. Two periods of one organisation never overlap. Value: the label. */
export const labelOrganisation = intention({
  name: 'label-organisation',
  input: labelSchema,
  may: 'organisation.label',
  async run(tx, given, ctx) {
    if (!(await organisationExists(tx, given.orgId))) return refuse('ORGANISATION_NOT_FOUND');
    const labelId = ctx.newId();
    return (await addLabel(tx, labelRow(labelId, given.orgId, given, ctx)))
      ? ok({ labelId })
      : refuse('LABEL_OVERLAPS');
  },
});

/**
 * Sets the last day of a label. Never in the past: what was redeemed under it stays lawful. Value: how
 * many open sessions come after that day, where nobody can book any more.
 */
export const endLabel = intention({
  name: 'end-label',
  input: labelEndSchema,
  may: 'organisation.label',
  async run(tx, { labelId, endsOn }, ctx) {
    const label = await findLabelForUpdate(tx, labelId);
    if (label === null) return refuse('LABEL_NOT_FOUND');
    if (endsOn < ctx.today) return refuse('LABEL_END_PAST');
    if (endsOn < label.startsOn) return refuse('LABEL_ENDS_BEFORE_START', { startsOn: label.startsOn });
    if (label.endsOn !== null && label.endsOn < ctx.today) return refuse('LABEL_OVER', { endsOn: label.endsOn });
    try {
      await writeLabelEnd(tx, labelId, endsOn);
    } catch (error) {
      if (brokenConstraint(error) === 'org_label_no_overlap') return refuse('LABEL_OVERLAPS');
      throw error;
    }
    return ok({ labelId, sessionsAfter: await countSessionsAfter(tx, label.orgId, endsOn) });
  },
});

type LabelRow = Parameters<typeof insertLabel>[1];

function labelRow(
  id: string,
  orgId: string,
  given: { startsOn: string; endsOn?: string | undefined },
  ctx: { actor: { userId: string }; now: Date },
): LabelRow {
  return {
    id,
    orgId,
    startsOn: given.startsOn,
    endsOn: given.endsOn ?? null,
    grantedBy: ctx.actor.userId,
    now: ctx.now,
  };
}

/** False when another period of the organisation covers one of the same days. */
async function addLabel(tx: Tx, row: LabelRow): Promise<boolean> {
  try {
    await insertLabel(tx, row);
    return true;
  } catch (error) {
    if (brokenConstraint(error) === 'org_label_no_overlap') return false;
    throw error;
  }
}
