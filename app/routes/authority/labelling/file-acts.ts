import { z } from 'zod';
import { euros } from '#app/payment/rules/typed-euros.ts';

const id = z.uuid('Rechargez la page.');
const reason = z
  .string({ error: 'Écrivez pourquoi.' })
  .trim()
  .min(5, 'Écrivez pourquoi, en une phrase.')
  .max(500, 'Écrivez 500 signes au plus.');

/** What is validated, by its id. */
export const idForm = z.object({ id });
export const reasonForm = z.object({ id, reason });
export const repaidForm = z.object({ sum: euros, reason });

export const FILE_ACTS = [
  'type-file',
  'validate-file',
  'refuse-file',
  'account',
  'validate-account',
  'refuse-account',
  'repaid',
] as const;
