import { setImmediate as breathe } from 'node:timers/promises';

/** Rows written before others may be answered: about a millisecond or two. */
const SLICE = 100;

/** Writes each row, letting the process answer others every so often: a long file stops nobody. */
export async function inSlices<Row>(rows: readonly Row[], write: (row: Row) => string): Promise<string[]> {
  const written: string[] = [];
  for (const row of rows) {
    if (written.length % SLICE === SLICE - 1) await breathe();
    written.push(write(row));
  }
  return written;
}
