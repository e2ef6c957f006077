import { z } from 'zod';

/** How long the link works: the time to open one's mail, not to lose it in a mailbox. */
export const RESET_MINUTES = 60;

export const askResetSchema = z.object({
  email: z
    .string({ error: 'Écrivez votre adresse e-mail.' })
    .trim()
    .toLowerCase()
    .pipe(
      z
        .email('Cette adresse e-mail ne va pas. Exemple\u00a0: nom@exemple.fr.')
        .max(200, 'Cette adresse est trop longue.'),
    ),
});

const password = z.string({ error: 'Choisissez un mot de passe.' }).max(1000, 'Ce mot de passe est trop long.');

export const newPasswordSchema = z.object({ password });

/** Typed twice, so that a slip of the finger does not lock its owner out again. */
export const newPasswordForm = newPasswordSchema
  .extend({ again: password })
  .refine((typed) => typed.password === typed.again, {
    path: ['again'],
    error: 'Les deux mots de passe sont différents. Écrivez deux fois le même.',
  });

/** A link as it stands when it is opened. */
export interface OpenedReset {
  usedAt: Date | null;
  expiresAt: Date;
}

export type ResetFlaw = 'RESET_UNKNOWN' | 'RESET_USED' | 'RESET_EXPIRED';

/** Why a link no longer changes a password, or null. */
export function resetFlaw(reset: OpenedReset | null, now: Date): ResetFlaw | null {
  if (reset === null) return 'RESET_UNKNOWN';
  if (reset.usedAt !== null) return 'RESET_USED';
  return reset.expiresAt <= now ? 'RESET_EXPIRED' : null;
}
