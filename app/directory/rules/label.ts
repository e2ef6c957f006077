import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';

/** The period of a label: Paris days, both included; no end means "until further notice". */
const period = {
  startsOn: daySchema('Choisissez le premier jour.'),
  endsOn: daySchema('Choisissez le dernier jour.').optional(),
};

const endsAfterStart = {
  check: ({ startsOn, endsOn }: { startsOn: string; endsOn?: string | undefined }) =>
    endsOn === undefined || endsOn >= startsOn,
  says: { path: ['endsOn'], error: 'Le dernier jour vient après le premier.' },
};

/** An organisation as the authority writes it down: its name, the venues it runs, and until when it may accept passes. */
export const organisationSchema = z
  .object({
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
    ...period,
  })
  .refine(endsAfterStart.check, endsAfterStart.says);

/** One more period for an organisation already known. */
export const labelSchema = z.object({ orgId: z.uuid(), ...period }).refine(endsAfterStart.check, endsAfterStart.says);

/** The last day of a label in force. */
export const labelEndSchema = z.object({ labelId: z.uuid(), endsOn: daySchema('Choisissez le dernier jour.') });
