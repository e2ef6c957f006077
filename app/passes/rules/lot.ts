import { z } from 'zod';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Écrivez une date, par exemple 30/06/2027.');
const whole = (wrong: string) => z.coerce.number({ error: wrong }).int(wrong);

/** A lot as the authority describes it. Money in cents; days are Paris days, both included. */
export const lotSchema = z
  .object({
    label: z
      .string({ error: 'Donnez un nom au lot.' })
      .trim()
      .min(1, 'Donnez un nom au lot.')
      .max(80, 'Ce nom est trop long.'),
    prefix: z
      .string()
      .trim()
      .regex(/^[0-9A-Z]{2,6}$/, 'Le préfixe a de 2 à 6 chiffres ou lettres majuscules.'),
    firstNumber: whole('Écrivez le premier numéro.')
      .min(1, 'Le premier numéro est au moins 1.')
      .max(9_999_999, 'Ce numéro est trop grand.'),
    bookletCount: whole('Écrivez un nombre de carnets.')
      .min(1, 'Au moins un carnet.')
      .max(2000, 'Pas plus de 2 000 carnets à la fois.'),
    bookletSize: whole('Écrivez un nombre de pass.')
      .min(1, 'Au moins un pass par carnet.')
      .max(50, 'Pas plus de 50 pass par carnet.'),
    faceCents: z.coerce
      .bigint()
      .refine((cents) => cents > 0n && cents <= 100_000n, 'La valeur va de 0,01 € à 1 000 €.'),
    validFrom: day,
    validUntil: day,
    /** 128 random bits in hexadecimal, made with the form and stored nowhere. */
    nonce: z.string().regex(/^[0-9a-f]{32}$/),
  })
  .refine((lot) => lot.validUntil >= lot.validFrom, {
    path: ['validUntil'],
    message: 'La fin de validité vient après le début.',
  });
export type LotInput = z.infer<typeof lotSchema>;

/** A booklet's serial: the prefix and a number on at least five digits, "069-00412". */
export function serialOf(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(5, '0')}`;
}
