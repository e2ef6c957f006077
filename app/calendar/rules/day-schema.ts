import { z } from 'zod';
import { isDay } from './paris-time.ts';

/** A day asked by a form, 'YYYY-MM-DD', that exists in the calendar. */
export function daySchema(missing: string) {
  return z.string({ error: missing }).refine(isDay, 'Cette date n’existe pas. Exemple\u00a0: 30/06/2027.');
}
