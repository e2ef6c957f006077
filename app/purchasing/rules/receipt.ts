import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { cents } from './funding.ts';

const words = (missing: string) => z.string(missing).trim().min(1, missing).max(120, 'Pas plus de 120 signes.');

/** Money that came in for a funding line, in cents. */
export const receiptSchema = z.object({
  fundingId: z.uuid('Choisissez le financement.'),
  receivedOn: daySchema('Choisissez le jour où la somme est arrivée.'),
  amountCents: cents('Écrivez la somme reçue.'),
  words: words('Écrivez la référence de la recette.'),
});

export const cancelReceiptSchema = z.object({
  receiptId: z.uuid('Rechargez la page.'),
  words: words('Écrivez pourquoi.'),
});
