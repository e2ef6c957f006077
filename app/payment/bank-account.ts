import { z } from 'zod';
import type { AuthorityActor, VenueActor } from '#app/access/rules/actor.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { brokenConstraint } from '#db/faults.ts';
import {
  findAccountForUpdate,
  findAccountInForce,
  insertAccount,
  insertChangeConfirmed,
  writeAccountRefused,
  writeFirstValidation,
  writeSecondValidation,
} from '#db/queries/bank-accounts.ts';
import { isConfirmed } from '#db/queries/confirmations.ts';
import { organisationExists } from '#db/queries/organisations.ts';
import { holdVenueStaff } from '#db/queries/passes.ts';
import { findChangedAccount } from '#db/queries/payments.ts';
import { accountFields } from './rules/forms.ts';
import { lastFour } from './rules/iban.ts';
import { decideValidation } from './rules/validation.ts';

/**
 * An organisation gives another account, by somebody who gave their password again for it. Two people of the authority
 * validate it before anything is paid on it.
 */
export const proposeAccount = intention({
  name: 'propose-account',
  input: z.object({ orgId: z.uuid(), ...accountFields }),
  may: 'label.type',
  async run(tx, given, ctx) {
    const { actor } = ctx;
    if (actor.role === 'VENUE_STAFF') {
      if (actor.orgId !== given.orgId) return refuse('ORGANISATION_NOT_FOUND');
      if (!(await holdVenueStaff(tx, actor.membershipId))) return refuse('NOT_ALLOWED');
    } else if (!(await organisationExists(tx, given.orgId))) return refuse('ORGANISATION_NOT_FOUND');
    if (!(await isConfirmed(tx, ctx.opKey, actor.userId, ctx.now))) return refuse('IDENTITY_UNCONFIRMED');
    try {
      return ok({ accountId: await addAccount(tx, given, ctx) });
    } catch (error) {
      if (brokenConstraint(error) === 'org_bank_account_one_open') return refuse('ACCOUNT_OPEN');
      throw error;
    }
  },
});

/** One of the two people who validate an account; the second puts it in force the same day. */
export const validateAccount = intention({
  name: 'validate-account',
  input: z.object({ accountId: z.uuid() }),
  may: 'label.validate',
  async run(tx, { accountId }, ctx) {
    const account = await findAccountForUpdate(tx, accountId);
    if (account === null) return refuse('ACCOUNT_NOT_FOUND');
    if (account.inFile) return refuse('ACCOUNT_IN_FILE');
    const verdict = decideValidation(account, ctx.actor.userId);
    if (verdict.kind === 'REFUSE') return refuse(verdict.refusal);
    if (verdict.kind === 'FIRST') {
      await writeFirstValidation(tx, accountId, ctx.actor.userId, ctx.now);
      return ok({ accountId, complete: false });
    }
    if (await startedToday(tx, account.orgId, ctx.today)) return refuse('ACCOUNT_CHANGED_TODAY');
    await writeSecondValidation(tx, account, ctx.actor.userId, ctx.today, ctx.now);
    return ok({ accountId, complete: true });
  },
});

/** The authority refuses an account that waits, and says why. */
export const refuseAccount = intention({
  name: 'refuse-account',
  input: z.object({
    accountId: z.uuid(),
    reason: z.string({ error: 'Écrivez pourquoi.' }).trim().min(5, 'Écrivez pourquoi.').max(500),
  }),
  may: 'label.validate',
  async run(tx, { accountId, reason }, ctx) {
    const account = await findAccountForUpdate(tx, accountId);
    if (account === null) return refuse('ACCOUNT_NOT_FOUND');
    if (account.inFile) return refuse('ACCOUNT_IN_FILE');
    if (account.secondBy !== null || account.refusedAt !== null) return refuse('VALIDATION_OVER');
    await writeAccountRefused(tx, accountId, ctx.actor.userId, reason, ctx.now);
    return ok({ accountId });
  },
});

/** Somebody confirms that an approved claim will be paid on the account that replaced the one of its approval. */
export const confirmAccountChange = intention({
  name: 'confirm-account-change',
  input: z.object({ claimId: z.uuid() }),
  may: 'payment.order',
  async run(tx, { claimId }, ctx) {
    const accountId = await findChangedAccount(tx, claimId, ctx.today);
    if (accountId === null) return refuse('ACCOUNT_UNCHANGED');
    await insertChangeConfirmed(tx, { id: ctx.newId(), claimId, accountId, by: ctx.actor.userId, now: ctx.now });
    return ok({ claimId });
  },
});

/** Writes an account down, sealed; returns its id. Throws on `org_bank_account_one_open`. */
export async function addAccount(
  tx: Tx,
  given: { orgId: string; holderName: string; iban: string },
  ctx: IntentionContext<VenueActor | AuthorityActor>,
): Promise<string> {
  const id = ctx.newId();
  await insertAccount(tx, {
    id,
    orgId: given.orgId,
    holderName: given.holderName,
    sealed: ctx.secrets.seal('bank-account', given.iban, given.orgId),
    last4: lastFour(given.iban),
    typedBy: ctx.actor.userId,
    now: ctx.now,
  });
  return id;
}

/** Whether the account in force began this very day: a period lasts a day at least. */
export async function startedToday(tx: Tx, orgId: string, today: string): Promise<boolean> {
  return (await findAccountInForce(tx, orgId, today))?.startsOn === today;
}
