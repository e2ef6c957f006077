import { z } from 'zod';
import { addDays } from '#app/calendar/rules/paris-time.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { brokenConstraint } from '#db/faults.ts';
import {
  findAccountInForce,
  writeAccountRefused,
  writeFirstValidation,
  writeSecondValidation,
} from '#db/queries/bank-accounts.ts';
import { isConfirmed } from '#db/queries/confirmations.ts';
import {
  findFileForUpdate,
  insertDocument,
  insertLabelFile,
  lastLabelDay,
  writeFileRefused,
  writeFileValidated,
  writeOrganisationSiret,
} from '#db/queries/label-files.ts';
import { insertLabel, organisationExists } from '#db/queries/organisations.ts';
import { holdVenueStaff } from '#db/queries/passes.ts';
import { addAccount, startedToday } from './bank-account.ts';
import { AS_BEFORE, another, asBefore, endsAfterStart, labelFileFields } from './rules/forms.ts';
import { decideValidation } from './rules/validation.ts';

/** A document already kept by the storage. */
const documentSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().trim().min(1).max(120),
  mediaType: z.enum(['application/pdf', 'image/png', 'image/jpeg']),
  size: z.number().int().min(1),
});

const sent = { orgId: z.uuid(), ...labelFileFields, documents: z.array(documentSchema).max(10) };

/**
 * An organisation asks to accept passes, or the authority types the file it received on paper. Value: the file.
 * When it names another account, whoever sends it gave their password again, and the IBAN is sealed before it is written, never
 * to leave again but for the bank and the treasury. When the account does not change, the one in force is carried over, sealed as it is:
 * nobody types it, and its validation stands.
 */
export const typeLabelFile = intention({
  name: 'type-label-file',
  input: z
    .discriminatedUnion('account', [z.object({ ...sent, ...asBefore }), z.object({ ...sent, ...another })])
    .refine(endsAfterStart.check, endsAfterStart.says),
  may: 'label.type',
  async run(tx, given, ctx) {
    const { actor } = ctx;
    if (actor.role === 'VENUE_STAFF') {
      if (actor.orgId !== given.orgId) return refuse('ORGANISATION_NOT_FOUND');
      if (!(await holdVenueStaff(tx, actor.membershipId))) return refuse('NOT_ALLOWED');
    } else if (!(await organisationExists(tx, given.orgId))) return refuse('ORGANISATION_NOT_FOUND');
    if (given.account !== AS_BEFORE && !(await isConfirmed(tx, ctx.opKey, actor.userId, ctx.now)))
      return refuse('IDENTITY_UNCONFIRMED');
    const fileId = ctx.newId();
    try {
      const accountId =
        given.account === AS_BEFORE
          ? (await findAccountInForce(tx, given.orgId, ctx.today))?.id
          : await addAccount(tx, given, ctx);
      if (accountId === undefined) return refuse('NO_ACCOUNT_IN_FORCE');
      await insertLabelFile(tx, {
        ...given,
        endsOn: given.endsOn ?? null,
        id: fileId,
        accountId,
        typedBy: actor.userId,
        now: ctx.now,
      });
    } catch (error) {
      const broken = brokenConstraint(error);
      if (broken === 'label_file_one_open' || broken === 'org_bank_account_one_open') return refuse('FILE_OPEN');
      throw error;
    }
    for (const document of given.documents) {
      await insertDocument(tx, { ...document, id: ctx.newId(), fileId, addedBy: actor.userId, now: ctx.now });
    }
    return ok({ fileId });
  },
});

/**
 * One of the two people who validate a file; neither is who typed it. The second opens the label's period
 * and puts the account in force, unless it already was. Value: whether the file is complete.
 */
export const validateLabelFile = intention({
  name: 'validate-label-file',
  input: z.object({ fileId: z.uuid() }),
  may: 'label.validate',
  async run(tx, { fileId }, ctx) {
    const file = await findFileForUpdate(tx, fileId);
    if (file === null) return refuse('FILE_NOT_FOUND');
    const me = ctx.actor.userId;
    const verdict = decideValidation(file, me);
    switch (verdict.kind) {
      case 'REFUSE':
        return refuse(verdict.refusal);
      case 'FIRST':
        await writeFileValidated(tx, fileId, 'FIRST', me, ctx.now);
        if (!file.accountCarried) await writeFirstValidation(tx, file.accountId, me, ctx.now);
        return ok({ fileId, complete: false });
      case 'SECOND':
        if (!file.accountCarried && (await startedToday(tx, file.orgId, ctx.today)))
          return refuse('ACCOUNT_CHANGED_TODAY');
        await writeFileValidated(tx, fileId, 'SECOND', me, ctx.now);
        if (!file.accountCarried)
          await writeSecondValidation(tx, { id: file.accountId, orgId: file.orgId }, me, ctx.today, ctx.now);
        await writeOrganisationSiret(tx, file.orgId, file.siret);
        await openPeriod(tx, file, ctx);
        return ok({ fileId, complete: true });
    }
  },
});

/** The authority refuses a file, and says why. */
export const refuseLabelFile = intention({
  name: 'refuse-label-file',
  input: z.object({
    fileId: z.uuid(),
    reason: z.string({ error: 'Écrivez pourquoi.' }).trim().min(5, 'Écrivez pourquoi.').max(500),
  }),
  may: 'label.validate',
  async run(tx, { fileId, reason }, ctx) {
    const file = await findFileForUpdate(tx, fileId);
    if (file === null) return refuse('FILE_NOT_FOUND');
    if (file.secondBy !== null || file.refusedAt !== null) return refuse('VALIDATION_OVER');
    await writeFileRefused(tx, fileId, ctx.actor.userId, reason, ctx.now);
    if (!file.accountCarried) await writeAccountRefused(tx, file.accountId, ctx.actor.userId, reason, ctx.now);
    return ok({ fileId });
  },
});

/** The days asked that no period of the label covers yet, from the end of the last one. */
async function openPeriod(
  tx: Tx,
  file: { id: string; orgId: string; startsOn: string; endsOn: string | null },
  ctx: IntentionContext<{ role: 'AUTHORITY' } & IntentionContext['actor']>,
): Promise<void> {
  const covered = await lastLabelDay(tx, file.orgId, file.startsOn);
  if (covered === 'ALWAYS') return;
  const startsOn = covered === null ? file.startsOn : addDays(covered, 1);
  if (file.endsOn !== null && startsOn > file.endsOn) return;
  const { id: fileId, orgId, endsOn } = file;
  const by = { grantedBy: ctx.actor.userId, now: ctx.now };
  await insertLabel(tx, { id: ctx.newId(), fileId, orgId, startsOn, endsOn, ...by });
}
