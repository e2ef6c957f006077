import { z } from 'zod';

/** A sum as it is typed, in euros. */
export const euros = z
  .string({ error: 'Écrivez une somme en euros.' })
  .transform((typed) => typed.replace(/[\s\u00a0\u202f€]/g, ''))
  .pipe(z.string().regex(/^\d{1,10}([.,]\d{1,2})?$/, 'Écrivez une somme en euros. Exemple\u00a0: 10 ou 12,50.'));

/** "12,50" → 1250n, without ever passing through a binary fraction. */
export function centsOf(typed: string): bigint {
  const [whole = '0', part = ''] = typed.split(/[.,]/);
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
}
