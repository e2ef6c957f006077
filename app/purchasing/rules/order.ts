import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { cents } from './funding.ts';

const words = (missing: string, most: number) =>
  z.string(missing).trim().min(1, missing).max(most, `Pas plus de ${most} signes.`);

/** An order of passes to a supplier; the amount is what the supplier asks, in cents. */
export const orderSchema = z.object({
  supplier: words('Écrivez le nom du fournisseur.', 120),
  reference: words('Écrivez la référence de la commande.', 60),
  orderedOn: daySchema('Choisissez le jour de la commande.'),
  amountCents: cents('Écrivez le montant de la commande.'),
});

/** The payment of an order, as the treasury tells it. */
export const paymentSchema = z.object({
  orderId: z.uuid(),
  paidOn: daySchema('Choisissez le jour du paiement.'),
  reference: words('Écrivez la référence du paiement.', 60),
});

export type PaymentVerdict = 'OK' | 'ALREADY_PAID' | 'PAID_BEFORE_ORDERED' | 'PAID_IN_FUTURE';

/** Whether a payment may be recorded; days are Paris days. */
export function decidePayment(
  order: { orderedOn: string; paidOn: string | null },
  paidOn: string,
  today: string,
): PaymentVerdict {
  if (order.paidOn !== null) return 'ALREADY_PAID';
  if (paidOn < order.orderedOn) return 'PAID_BEFORE_ORDERED';
  return paidOn > today ? 'PAID_IN_FUTURE' : 'OK';
}

/** What activating a lot depends on. */
export interface LotToActivate {
  readonly activated: boolean;
  /** Null while the lot is in no order. */
  readonly orderId: string | null;
  readonly paidOn: string | null;
  readonly validUntil: string;
}

export type ActivationVerdict = 'OK' | 'ALREADY_ACTIVE' | 'NOT_ORDERED' | 'NOT_PAID' | 'LOT_EXPIRED';

/** Passes leave the stock once what they cost is paid, never before. `today` is a Paris day. */
export function decideActivation(lot: LotToActivate, today: string): ActivationVerdict {
  if (lot.activated) return 'ALREADY_ACTIVE';
  if (lot.orderId === null) return 'NOT_ORDERED';
  if (lot.paidOn === null) return 'NOT_PAID';
  return lot.validUntil < today ? 'LOT_EXPIRED' : 'OK';
}
