import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { writePaymentSettings } from '#db/queries/claims.ts';
import { isConfirmed } from '#db/queries/confirmations.ts';
import { debtorSchema, paymentSettingsFields } from './rules/forms.ts';
import { lastFour } from './rules/iban.ts';

/** What the authority decides about claims and payments. */
export const changePaymentSettings = intention({
  name: 'change-payment-settings',
  input: z.object(paymentSettingsFields),
  may: 'payment.settings',
  async run(tx, given, ctx) {
    await writePaymentSettings(
      tx,
      {
        claimMode: given.claimMode,
        promisedDays: String(given.promisedDays),
        answerDays: String(given.answerDays),
        walkInsHint: String(given.walkInsHint),
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
