import { z } from 'zod';

/** For how long a password given again opens the act it was given for. The trigger `identity_confirmed` says the same. */
export const CONFIRMED_MINUTES = 5;

/** The question of a form that changes where money goes. Never sent back: read it with `{ hide: ['password'] }`. */
export const confirmationFields = {
  password: z.string('Écrivez votre mot de passe.').max(1000, 'Ce mot de passe est trop long.'),
};
