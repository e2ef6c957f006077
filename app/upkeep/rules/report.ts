import { z } from 'zod';
import { isMobile } from './confirm.ts';
import { REPORT_SUBJECTS } from './states.ts';

/** A mailbox or a mobile phone somebody leaves to be answered. Null when it is neither. */
export function contactOf(typed: string): { channel: 'EMAIL' | 'SMS'; address: string } | null {
  const email = z.email().max(200).safeParse(typed.trim().toLowerCase());
  if (email.success) return { channel: 'EMAIL', address: email.data };
  const digits = typed.replace(/[\s.\-/()]/g, '').replace(/^0(?=[67]\d{8}$)/, '+33');
  return isMobile(digits) ? { channel: 'SMS', address: digits } : null;
}

const words = z
  .string('Dites ce qui ne va pas, en quelques mots.')
  .min(3, 'Dites ce qui ne va pas, en quelques mots.')
  .max(1000, 'C’est trop long : 1 000 caractères au plus.');

/** What a passer-by fills in. */
export const reportForm = z.object({
  subject: z.enum(REPORT_SUBJECTS, 'Choisissez ce qui est faux.'),
  words,
  contact: z
    .string()
    .max(200, 'C’est trop long : 200 caractères au plus.')
    .refine((typed) => contactOf(typed) !== null, 'Écrivez une adresse e-mail ou un numéro de mobile, ou laissez vide.')
    .optional(),
  /** Nobody sees this field: a machine that fills everything fills it too. */
  siteWeb: z.string().optional(),
});

export const reportSchema = reportForm.omit({ siteWeb: true }).extend({ venueId: z.uuid() });

/** The answer of those who handle a report. */
export const handleForm = z
  .object({
    reportId: z.uuid('Choisissez un signalement.'),
    state: z.enum(['CORRECTED', 'UNCHANGED'], 'Dites si la fiche est corrigée.'),
    answer: z.string().max(600, 'C’est trop long : 600 caractères au plus.').optional(),
  })
  .refine(({ state, answer }) => state === 'CORRECTED' || answer !== undefined, {
    path: ['answer'],
    error: 'Dites pourquoi la fiche ne change pas : la personne lira cette phrase.',
  });
