import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { lotSchema } from '#app/passes/rules/lot.ts';

/** Booklets printed from one page: an old PC opens and prints that many, whatever the size of the lot. */
export const BOOKLETS_A_PAGE = 50;
/** The sheet is printed page after page; a larger order is several lots. */
export const MOST_BOOKLETS = 1000;
const MOST_PASSES = 10_000;

const whole = (missing: string, most: number) =>
  z
    .number({ error: missing })
    .int('Écrivez un nombre entier.')
    .min(1, 'Écrivez un nombre à partir de 1.')
    .max(most, `Écrivez un nombre jusqu’à ${most.toLocaleString('fr-FR')}.`);

const euros = z
  .string({ error: 'Écrivez la valeur d’un pass, en euros.' })
  .regex(/^\d{1,4}([.,]\d{1,2})?$/, 'Écrivez une somme en euros. Exemple\u00a0: 10 ou 12,50.');

/** A lot as it is typed: the value in euros. What it becomes is checked again by the intention. */
export const lotForm = z
  .object({
    label: lotSchema.shape.label,
    prefix: lotSchema.shape.prefix,
    firstNumber: whole('Écrivez le premier numéro.', 9_999_999),
    bookletCount: whole('Écrivez le nombre de carnets.', MOST_BOOKLETS),
    bookletSize: whole('Écrivez le nombre de pass par carnet.', 50),
    faceEuros: euros,
    validFrom: daySchema('Choisissez le premier jour de validité.'),
    validUntil: daySchema('Choisissez le dernier jour de validité.'),
    nonce: lotSchema.shape.nonce,
  })
  .refine(({ validFrom, validUntil }) => validUntil >= validFrom, {
    path: ['validUntil'],
    error: 'Le dernier jour vient après le premier.',
  })
  .refine(({ bookletCount, bookletSize }) => bookletCount * bookletSize <= MOST_PASSES, {
    path: ['bookletCount'],
    error: `Pas plus de ${MOST_PASSES.toLocaleString('fr-FR')} pass à la fois\u00a0: faites plusieurs lots.`,
  });
export type LotForm = z.infer<typeof lotForm>;

/** "12,50" → 1250, without ever passing through a binary fraction. */
export function centsOf(typed: string): number {
  const [whole = '0', part = ''] = typed.split(/[.,]/);
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
