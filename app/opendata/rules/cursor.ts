import { z } from 'zod';
import { isDay } from '#app/calendar/rules/paris-time.ts';
import { HOUR } from '#app/upkeep/rules/stop.ts';
import { Problem } from './problem.ts';

/** Where a list of venues goes on: after this id. */
const venueCursor = z.tuple([z.uuid()]);
/** Where a list of sessions goes on: after this moment (milliseconds) and this id. */
const sessionCursor = z.tuple([z.int().min(0).max(4_102_444_800_000), z.uuid()]);
/** Where a list of stops goes on: after this day, this hour on the wall and this id. */
const stopCursor = z.tuple([z.string().refine(isDay), z.string().regex(HOUR), z.uuid()]);

export const venueCursors = cursors(venueCursor);
export const sessionCursors = cursors(sessionCursor);
export const stopCursors = cursors(stopCursor);

/** Writes and reads the opaque word of a page. Reading throws a Problem when the word is not one of ours. */
function cursors<S extends z.ZodType<readonly (string | number)[]>>(schema: S) {
  return {
    write: (value: z.infer<S>): string =>
      btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, ''),
    read: (word: string): z.infer<S> => {
      const read = schema.safeParse(decode(word));
      if (read.success) return read.data;
      const message = 'Reprenez l’adresse « suivant » telle que la page précédente la donne.';
      throw new Problem('PARAMETRES', { wrong: [{ parametre: 'curseur', message }] });
    },
  };
}

/** What is not base64 of JSON is null, which no schema takes. */
function decode(word: string): unknown {
  try {
    return JSON.parse(atob(word.replace(/-/g, '+').replace(/_/g, '/')));
  } catch {
    return null;
  }
}
