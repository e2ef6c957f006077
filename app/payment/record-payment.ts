import { z } from 'zod';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { brokenConstraint } from '#db/faults.ts';
import { insertBankReturn, insertReturnEntry } from '#db/queries/bank-returns.ts';
import { findPaymentByEndToEnd, writePaid, writeRejected, writeReturned } from '#db/queries/payments.ts';
import { type BankEntry, matchEntry } from './rules/bank-return.ts';
import type { ReturnOutcome } from './rules/states.ts';

const reference = z
  .string({ error: 'Écrivez d’où vous le savez.' })
  .trim()
  .min(3, 'Écrivez d’où vous le savez.')
  .max(140);

/** Records by hand that a transfer was made. Recorded twice, the second is refused. */
export const recordPayment = intention({
  name: 'record-payment',
  input: z.object({ paymentId: z.uuid(), paidOn: daySchema('Choisissez le jour du paiement.'), reference }),
  may: 'payment.record',
  async run(tx, given, ctx) {
    if (given.paidOn > ctx.today) return refuse('PAID_LATER');
    const written = await pay(tx, given, ctx);
    if (written === 'OK') return ok({ paymentId: given.paymentId });
    return refuse(written === 'NOT_FOUND' ? 'PAYMENT_NOT_FOUND' : 'PAYMENT_RECORDED');
  },
});

/** Records by hand that the bank did not make a transfer, or that it came back. */
export const recordFailure = intention({
  name: 'record-payment-failure',
  input: z.object({
    paymentId: z.uuid(),
    what: z.enum(['REJECTED', 'RETURNED'], 'Dites ce qui s’est passé.'),
    reference,
  }),
  may: 'payment.record',
  async run(tx, given, ctx) {
    const written =
      given.what === 'REJECTED'
        ? await writeRejected(tx, given.paymentId, given.reference, ctx)
        : await writeReturned(tx, given.paymentId, given.reference, ctx.newId(), ctx);
    switch (written) {
      case 'OK':
        return ok({ paymentId: given.paymentId });
      case 'NOT_FOUND':
        return refuse('PAYMENT_NOT_FOUND');
      case 'NOT_ORDERED':
      case 'NOT_PAID':
        return refuse('PAYMENT_ELSEWHERE');
    }
  },
});

const entry = z.object({
  endToEndId: z.string().max(35).nullable(),
  cents: z.coerce.bigint().min(0n),
  bookedOn: z.string().nullable(),
  what: z.enum(['MADE', 'SENT_BACK', 'REFUSED', 'PENDING']),
  reason: z.string().max(140).nullable(),
});

/**
 * Takes in the bank's return, once: each entry is matched by its end-to-end id, acts when it is whole, and is kept
 * with what became of it. Value: the return, and how many entries acted.
 */
export const importBankReturn = intention({
  name: 'import-bank-return',
  input: z.object({
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    messageId: z.string().min(1).max(35),
    entries: z.array(entry).max(2000),
  }),
  may: 'payment.record',
  async run(tx, given, ctx) {
    const returnId = ctx.newId();
    const { sha256, messageId } = given;
    try {
      await insertBankReturn(tx, { id: returnId, sha256, messageId, by: ctx.actor.userId, now: ctx.now });
    } catch (error) {
      if (brokenConstraint(error)?.startsWith('bank_return_sha256') === true) return refuse('RETURN_KNOWN');
      throw error;
    }
    let acted = 0;
    for (const one of given.entries) {
      const { outcome, paymentId } = await takeEntry(tx, one, ctx);
      if (outcome === 'PAID' || outcome === 'REJECTED' || outcome === 'RETURNED') acted += 1;
      await insertReturnEntry(tx, { ...one, id: ctx.newId(), returnId, paymentId, outcome });
    }
    return ok({ returnId, acted, entries: given.entries.length });
  },
});

async function takeEntry(
  tx: Tx,
  given: BankEntry,
  ctx: IntentionContext<AuthorityActor>,
): Promise<{ outcome: ReturnOutcome; paymentId: string | null }> {
  const payment = given.endToEndId === null ? null : await findPaymentByEndToEnd(tx, given.endToEndId);
  const outcome = matchEntry(given, payment === null ? null : { state: payment.state, cents: payment.amountCents });
  if (payment === null) return { outcome, paymentId: null };
  const words = given.reason ?? 'retour de la banque';
  const written =
    outcome === 'PAID'
      ? await pay(
          tx,
          { paymentId: payment.id, paidOn: given.bookedOn ?? ctx.today, reference: 'retour de la banque' },
          ctx,
        )
      : outcome === 'REJECTED'
        ? await writeRejected(tx, payment.id, words, ctx)
        : outcome === 'RETURNED'
          ? await writeReturned(tx, payment.id, words, ctx.newId(), ctx)
          : 'OK';
  return { outcome: written === 'OK' ? outcome : 'ALREADY', paymentId: payment.id };
}

function pay(
  tx: Tx,
  given: { paymentId: string; paidOn: string; reference: string },
  ctx: IntentionContext<AuthorityActor>,
) {
  const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
  return writePaid(tx, { ...given, moneyTxId: ctx.newId() }, stamp);
}
