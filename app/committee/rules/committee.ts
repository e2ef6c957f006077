import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';

const text = (missing: string, max: number) =>
  z.string({ error: missing }).trim().min(1, missing).max(max, `C’est trop long\u00a0: ${max} caractères au plus.`);

/** A steering committee as the authority calls it. */
export const committeeSchema = z.object({
  title: text('Donnez un nom à ce comité.', 120),
  heldOn: daySchema('Choisissez le jour du comité.'),
  place: z.string().trim().max(200, 'C’est trop long\u00a0: 200 caractères au plus.').optional(),
  agenda: text('Écrivez l’ordre du jour.', 5000),
  guestIds: z.array(z.uuid()).max(200).default([]),
});

/** What was said. */
export const minutesSchema = z.object({ minutes: text('Écrivez le compte rendu.', 20_000) });

/** What was decided, who does it, by when. */
export const decisionSchema = z.object({
  committeeId: z.uuid(),
  decided: text('Écrivez ce qui est décidé.', 500),
  owner: text('Écrivez qui s’en charge.', 120),
  dueOn: daySchema('Choisissez pour quand.'),
});
