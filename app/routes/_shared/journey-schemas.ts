import { z } from 'zod';
import { DIFFERENCE_OUTCOMES } from '#app/allocation/rules/states.ts';

/** The forms of a journey's page. */
export const JOURNEY_ACTS = ['send', 'cancel', 'receive', 'settle'] as const;
export type JourneyAct = (typeof JOURNEY_ACTS)[number];

export const sendForm = z.object({});
export const cancelForm = z.object({
  reason: z.string('Écrivez pourquoi.').max(300, 'C’est trop long\u00a0: 300 caractères au plus.'),
});
export const receiveForm = z.object({
  counted: z
    .number('Écrivez combien de carnets vous avez comptés.')
    .int('Écrivez un nombre entier.')
    .min(0, 'Écrivez un nombre à partir de 0.')
    .max(2000, 'Ce nombre est trop grand.'),
  missing: z.array(z.string().max(40)).max(400, 'Cochez au plus 400 carnets à la fois.').default([]),
  note: z.string().max(500, 'C’est trop long\u00a0: 500 caractères au plus.').optional(),
});
export const settleForm = z.object({
  differenceIds: z.array(z.uuid()).min(1, 'Cochez au moins un carnet.').max(400),
  outcome: z.enum(DIFFERENCE_OUTCOMES, 'Dites ce que ces carnets sont devenus.'),
  reason: z.string('Écrivez ce qui a été constaté.').max(500, 'C’est trop long\u00a0: 500 caractères au plus.'),
});
