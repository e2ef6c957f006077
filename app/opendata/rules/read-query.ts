import type { z } from 'zod';
import { Problem } from './problem.ts';

/**
 * Reads the parameters of an address: the first value of each name the schema knows; what is empty, as
 * forms send it, is absent. Throws a Problem that names each wrong parameter.
 */
export function readQuery<S extends z.ZodObject>(schema: S, params: URLSearchParams): z.infer<S> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = params.get(name)?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => ({ parametre: String(path[0]), message }));
  throw new Problem('PARAMETRES', { wrong });
}
