import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';

/** A report as it is asked for: a title and a period of Paris days, both included. */
export const reportWishSchema = z
  .object({
    title: z
      .string({ error: 'Donnez un titre au rapport.' })
      .trim()
      .min(1, 'Donnez un titre au rapport.')
      .max(120, 'Ce titre est trop long\u00a0: 120 caractères au plus.'),
    firstDay: daySchema('Choisissez le premier jour de la période.'),
    lastDay: daySchema('Choisissez le dernier jour de la période.'),
  })
  .refine(({ firstDay, lastDay }) => lastDay >= firstDay, {
    path: ['lastDay'],
    error: 'Le dernier jour vient après le premier.',
  });
