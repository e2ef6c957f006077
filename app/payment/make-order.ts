import { z } from 'zod';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { sayMonth } from '#app/calendar/rules/french-dates.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { readPaymentSettings } from '#db/queries/claims.ts';
import { type DueRow, insertOrder, listDues, listRefunds, writeOrdered, writePaid } from '#db/queries/payments.ts';
import { deductRefunds, transferId } from './rules/transfer.ts';
import { type Transfer, writeSepaFile } from './sepa-file.ts';

type Part = ReturnType<typeof deductRefunds<DueRow>>[number] & { paymentId: string; iban: string };

/**
 * Orders the payment of approved claims, and again of transfers that came back, in one file for the bank. Each goes
 * to the account in force today, once somebody else has confirmed it if it changed since the approval. Refunds due
 * are deducted. Value: the order.
 */
export const makeOrder = intention({
  name: 'make-order',
  input: z.object({
    /** Claims, and payments that came back. */
    dueIds: z
      .array(z.uuid(), { error: 'Choisissez au moins une demande.' })
      .min(1, 'Choisissez au moins une demande.')
      .max(300),
    executeOn: daySchema('Choisissez le jour du virement.'),
  }),
  may: 'payment.order',
  async run(tx, given, ctx) {
    if (given.executeOn < ctx.today) return refuse('EXECUTION_PAST');
    const debtor = await readDebtor(tx, ctx);
    if (debtor === null) return refuse('NO_DEBTOR');
    const dues = await listDues(tx, ctx.today, ctx.actor.userId, given.dueIds);
    if (dues.length !== new Set(given.dueIds).size) return refuse('DUE_GONE');
    for (const due of dues) {
      if (due.account === null) return refuse('NO_ACCOUNT', { org: due.orgName });
      if (due.changed && !due.confirmedByOther) return refuse('ACCOUNT_CHANGED', { org: due.orgName });
    }
    const refunds = await listRefunds(tx);
    const parts = deductRefunds(dues, refunds).map((part) => ({
      ...part,
      paymentId: ctx.newId(),
      iban: ctx.secrets.unseal('bank-account', part.due.account?.sealed ?? '', part.due.orgId),
    }));
    const orderId = await writeOrder(tx, parts, { ...given, debtor }, ctx);
    for (const part of parts) {
      const refusal = await orderOne(tx, orderId, part, ctx);
      if (refusal !== null) return refuse(refusal);
    }
    return ok({ orderId });
  },
});

async function readDebtor(tx: Tx, ctx: IntentionContext): Promise<{ name: string; iban: string } | null> {
  const { debtorName, debtorIban } = await readPaymentSettings(tx);
  if (debtorName === null || debtorIban === null) return null;
  return { name: debtorName, iban: ctx.secrets.unseal('bank-account', debtorIban, 'debtor') };
}

/** The file is made once and kept sealed: downloaded again, it is the same to the byte. */
async function writeOrder(
  tx: Tx,
  parts: readonly Part[],
  { executeOn, debtor }: { executeOn: string; debtor: { name: string; iban: string } },
  ctx: IntentionContext<AuthorityActor>,
): Promise<string> {
  const orderId = ctx.newId();
  const messageId = `PN${ctx.today.replaceAll('-', '')}-${orderId.slice(-12).toUpperCase()}`;
  const transfers = parts.filter(({ amount }) => amount > 0n).map(toTransfer);
  const file =
    transfers.length === 0 ? null : writeSepaFile({ messageId, createdAt: ctx.now, executeOn, debtor, transfers });
  await insertOrder(tx, {
    id: orderId,
    messageId,
    executeOn,
    lines: transfers.length,
    totalCents: transfers.reduce((sum, { cents }) => sum + cents, 0n),
    fileSealed: file === null ? null : ctx.secrets.seal('payment-file', file, orderId),
    createdBy: ctx.actor.userId,
    now: ctx.now,
  });
  return orderId;
}

function toTransfer({ due, amount, paymentId, iban }: Part): Transfer {
  return {
    endToEndId: transferId(paymentId),
    cents: amount,
    creditorName: due.account?.holderName ?? due.orgName,
    iban,
    words: `Pass numerique ${sayMonth(due.cutoff.slice(0, 7))} ${due.lines} pass`,
  };
}

async function orderOne(tx: Tx, orderId: string, part: Part, ctx: IntentionContext<AuthorityActor>) {
  const { due, amount, deducted, paymentId } = part;
  const written = await writeOrdered(
    tx,
    {
      paymentId,
      orderId,
      claimId: due.claimId,
      accountId: due.account?.id ?? '',
      endToEndId: transferId(paymentId),
      replaces: due.replaces,
      amountCents: amount,
      deductedCents: deducted,
      day: ctx.today,
    },
    ctx,
  );
  if (written === 'GONE') return 'DUE_GONE' as const;
  if (written === 'REFUND_GONE') return 'TRY_AGAIN' as const;
  if (written === 'ACCOUNT_GONE') return 'TRY_AGAIN' as const;
  if (amount > 0n) return null;
  // Wholly deducted: nothing is transferred, it is paid by what the organisation owed.
  const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
  const paid = await writePaid(
    tx,
    { paymentId, paidOn: ctx.today, reference: 'compensation', moneyTxId: ctx.newId() },
    stamp,
  );
  return paid === 'OK' ? null : ('DUE_GONE' as const);
}
