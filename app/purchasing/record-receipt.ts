import { intention, ok, refuse } from '#app/platform/intention.ts';
import { brokenConstraint } from '#db/faults.ts';
import { findReceipt, holdFunding, insertReceipt } from '#db/queries/funding-receipts.ts';
import { cancelReceiptSchema, receiptSchema } from './rules/receipt.ts';

/** The authority writes down money that a funder sent. Value: the receipt's id. */
export const recordReceipt = intention({
  name: 'record-receipt',
  input: receiptSchema,
  may: 'purchase.manage',
  async run(tx, given, ctx) {
    if (given.receivedOn > ctx.today) return refuse('RECEIVED_IN_FUTURE');
    if (!(await holdFunding(tx, given.fundingId))) return refuse('UNKNOWN_FUNDING');
    const receiptId = ctx.newId();
    await insertReceipt(tx, { ...given, id: receiptId, cancels: null, by: ctx.actor.userId }, ctx.now);
    return ok({ receiptId });
  },
});

/** Cancels a receipt written by mistake, by a row of the opposite sum, once. Value: the new row's id. */
export const cancelReceipt = intention({
  name: 'cancel-receipt',
  input: cancelReceiptSchema,
  may: 'purchase.manage',
  async run(tx, { receiptId, words }, ctx) {
    const receipt = await findReceipt(tx, receiptId);
    if (receipt === null || receipt.cancels !== null) return refuse('RECEIPT_NOT_FOUND');
    const id = ctx.newId();
    const { fundingId, receivedOn } = receipt;
    try {
      const opposite = { id, fundingId, receivedOn, amountCents: -receipt.amountCents, words, cancels: receiptId };
      await insertReceipt(tx, { ...opposite, by: ctx.actor.userId }, ctx.now);
    } catch (error) {
      if (brokenConstraint(error) === 'funding_receipt_cancelled_once') return refuse('RECEIPT_CANCELLED');
      throw error;
    }
    return ok({ receiptId: id });
  },
});
