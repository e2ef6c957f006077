import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';

/** An organisation as the authority writes it down: its name and the venues it runs. Its label comes from a file. */
export const organisationSchema = z.object({
  name: z
    .string({ error: 'Écrivez le nom de la structure.' })
    .trim()
    .min(1, 'Écrivez le nom de la structure.')
    .max(120, 'Ce nom est trop long.'),
  siret: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{14}$/, 'Un SIRET a 14 chiffres.'))
    .optional(),
  venueIds: z
    .array(z.uuid(), { error: 'Choisissez au moins un lieu.' })
    .min(1, 'Choisissez au moins un lieu.')
    .max(50, 'Pas plus de 50 lieux à la fois.'),
});

/** The last day of a label in force. */
export const labelEndSchema = z.object({ labelId: z.uuid(), endsOn: daySchema('Choisissez le dernier jour.') });

/** A last day as it may be moved by one person: never in the past, never later than what two people validated. */
export function decideLabelEnd(label: { startsOn: string; endsOn: string | null }, endsOn: string, today: string) {
  if (endsOn < today) return 'LABEL_END_PAST';
  if (endsOn < label.startsOn) return 'LABEL_ENDS_BEFORE_START';
  if (label.endsOn !== null && label.endsOn < today) return 'LABEL_OVER';
  return label.endsOn !== null && endsOn > label.endsOn ? 'LABEL_LENGTHENED' : null;
}
