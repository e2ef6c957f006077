import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { writePaymentSettings } from '#db/queries/claims.ts';
import { isConfirmed } from '#db/queries/confirmations.ts';
import { debtorSchema, paymentSettingsFields } from './rules/forms.ts';
import { lastFour } from './rules/iban.ts';

/** What the authority decides about claims and payments. `fundsCents` null: the money available is not known. */
export const changePaymentSettings = intention({
  name: 'change-payment-settings',
  input: z.object({
    ...paymentSettingsFields,
    fundsCents: z.coerce
      .bigint()
      .min(0n)
      .max(10n ** 14n)
      .nullable(),
  }),
  may: 'payment.settings',
  async run(tx, given, ctx) {
    await writePaymentSettings(
      tx,
      {
        claimMode: given.claimMode,
        promisedDays: String(given.promisedDays),
        answerDays: String(given.answerDays),
        walkInsHint: String(given.walkInsHint),
        fundsCents: given.fundsCents === null ? null : String(given.fundsCents),
      },
      ctx,
    );
    return ok({});
  },
});

/** The account the transfers leave from. Sealed like the others. */
export const changeDebtor = intention({
  name: 'change-debtor-account',
  input: debtorSchema,
  may: 'payment.settings',
  async run(tx, { name, iban }, ctx) {
    if (!(await isConfirmed(tx, ctx.opKey, ctx.actor.userId, ctx.now))) return refuse('IDENTITY_UNCONFIRMED');
    const debtorIban = ctx.secrets.seal('bank-account', iban, 'debtor');
    await writePaymentSettings(tx, { debtorName: name, debtorIban, debtorLast4: lastFour(iban) }, ctx);
    return ok({});
  },
});
