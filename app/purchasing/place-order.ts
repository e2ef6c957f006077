import { intention, ok, refuse } from '#app/platform/intention.ts';
import { brokenConstraint } from '#db/faults.ts';
import { insertOrder, lockOrder, writePayment } from '#db/queries/orders.ts';
import { decidePayment, orderSchema, paymentSchema } from './rules/order.ts';

/** The authority writes down an order to a supplier. Value: its id. */
export const placeOrder = intention({
  name: 'place-order',
  input: orderSchema,
  may: 'purchase.manage',
  async run(tx, given, ctx) {
    const orderId = ctx.newId();
    try {
      await insertOrder(tx, { ...given, id: orderId, createdBy: ctx.actor.userId }, ctx.now);
    } catch (error) {
      if (brokenConstraint(error) === 'pass_order_reference_unique') return refuse('ORDER_REFERENCE_TAKEN');
      throw error;
    }
    return ok({ orderId });
  },
});

/** Records that an order is paid, once. Value: the order's id. */
export const recordPayment = intention({
  name: 'record-order-payment',
  input: paymentSchema,
  may: 'purchase.manage',
  async run(tx, { orderId, paidOn, reference }, ctx) {
    const order = await lockOrder(tx, orderId);
    if (order === null) return refuse('ORDER_NOT_FOUND');
    const verdict = decidePayment(order, paidOn, ctx.today);
    if (verdict !== 'OK') return refuse(verdict);
    await writePayment(tx, { orderId, paidOn, reference, by: ctx.actor.userId }, ctx.now);
    return ok({ orderId });
  },
});
