import { z } from 'zod';

const MONEY = /^\d{1,10}([.,]\d{1,2})?$/;

/** A sum as it is typed, "61 274,70"; its cents come from `centsTyped`. */
export const eurosTyped = (missing: string) =>
  z
    .string({ error: missing })
    .transform((typed) => typed.replace(/[\s\u00a0\u202f€]/g, ''))
    .refine((typed) => MONEY.test(typed), 'Écrivez une somme en euros. Exemple\u00a0: 61274,70.');

/** "61274,7" → 6127470n, without ever passing through a binary fraction. */
export function centsTyped(typed: string): bigint {
  const [whole = '0', part = ''] = typed.split(/[.,]/);
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
}

const RATE = /^(100([.,]0{1,2})?|\d{1,2}([.,]\d{1,2})?)$/;

/** A percentage as it is typed, "12,5". */
export const percentTyped = (missing: string) =>
  z
    .string({ error: missing })
    .transform((typed) => typed.replace(/[\s\u00a0\u202f%]/g, ''))
    .refine((typed) => RATE.test(typed), 'Écrivez un pourcentage de 0 à 100. Exemple\u00a0: 65 ou 12,5.');

/** "12,5" → 1250 basis points. */
export function bpsTyped(typed: string): number {
  return Number(centsTyped(typed));
}
