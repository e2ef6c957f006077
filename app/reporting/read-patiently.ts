import type { Services } from '#app/platform/services.ts';
import type { Tx } from '#db/client.ts';

/** One consistent picture for figures, on connections that may take their time: who asks for a year's report would rather wait. */
export function readPatiently<T>({ db }: Pick<Services, 'db'>, use: (tx: Tx) => Promise<T>): Promise<T> {
  return db.unhurried().snapshot(use);
}
