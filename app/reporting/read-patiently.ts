import type { Services } from '#app/platform/services.ts';
import type { Tx } from '#db/client.ts';

/** Two seconds for a large territory over three years, half a minute for ten times as many passes. */
const READING_MS = 5 * 60_000;

/** One consistent picture for figures, on a connection that may take its time: who asks for a year's report would rather wait. */
export async function readPatiently<T>({ db }: Pick<Services, 'db'>, use: (tx: Tx) => Promise<T>): Promise<T> {
  const patient = db.patient(READING_MS);
  try {
    return await patient.snapshot(use);
  } finally {
    await patient.close();
  }
}
