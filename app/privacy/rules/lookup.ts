import { z } from 'zod';

/** For how long a look-up opens the identities it found, to who made it: a request is answered at once, or looked up again. */
export const LOOKUP_MINUTES = 60;
/** A name that so many people share finds nobody: ask for a paper. */
export const FOUND_AT_MOST = 10;

/** How the authority finds who asks: by a paper they hold, or by their name and year of birth. */
export const lookupSchema = z
  .object({
    reason: z
      .string('Écrivez la demande reçue. Exemple\u00a0: courrier du 3 novembre.')
      .trim()
      .min(5, 'Écrivez la demande reçue. Exemple\u00a0: courrier du 3 novembre.')
      .max(200, 'Écrivez 200 signes au plus.'),
    paper: z.string().trim().max(40, 'Ce numéro est trop long.').optional(),
    name: z.string().trim().max(80, 'Ce nom est trop long.').optional(),
    birthYear: z
      .number('Écrivez son année de naissance. Exemple\u00a0: 1958.')
      .int('Écrivez une année.')
      .min(1900, 'Écrivez une année, de 1900 à aujourd’hui.')
      .max(2100, 'Écrivez une année, de 1900 à aujourd’hui.')
      .optional(),
  })
  .refine(({ paper, name }) => (paper === undefined) !== (name === undefined), {
    path: ['paper'],
    error: 'Écrivez un numéro de carnet ou un code, ou bien un nom\u00a0: l’un des deux.',
  })
  .refine(({ name, birthYear }) => name === undefined || birthYear !== undefined, {
    path: ['birthYear'],
    error: 'Avec un nom, écrivez aussi l’année de naissance.',
  });

/** Whether a look-up still opens what it found, to somebody. */
export function lookupOpens(lookup: { by: string; at: Date; holderIds: readonly string[] }, me: string, now: Date) {
  return lookup.by === me && now.getTime() - lookup.at.getTime() <= LOOKUP_MINUTES * 60_000;
}
