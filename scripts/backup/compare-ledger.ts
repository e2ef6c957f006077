import { open } from 'node:fs/promises';
import { readEnv } from '#app/platform/env.ts';
import { compareRegister, NotARegister } from '#app/reporting/compare-register.ts';
import { Database } from '#db/client.ts';
import { print, readArguments, run, withTarget } from './target.ts';
import { COMPARE_USAGE, sayCompared } from './texts.fr.ts';

const DEADLINE_MS = 600_000;

/** Ends with 0 when the database has everything the register has, with 3 when something is missing. */
async function compare(): Promise<number> {
  const asked = readArguments();
  if (asked?.file === undefined) {
    process.stderr.write(COMPARE_USAGE);
    return 2;
  }
  const { file } = asked;
  const compared = await withTarget(readEnv(process.env), asked.url, async (url) => {
    const db = new Database({ url, poolSize: 1, deadlineMs: DEADLINE_MS });
    try {
      return await compareRegister(linesOf(file), db);
    } catch (error) {
      throw error instanceof NotARegister ? new Error(`${file} n’est pas un registre de Passerelle.`) : error;
    } finally {
      await db.close();
    }
  });
  print(sayCompared(compared));
  const whole = Object.values(compared.chains).every(({ lacking }) => lacking === null);
  return whole && compared.reports.length === 0 ? 0 : 3;
}

/** Opened when the first line is asked for: what reads lines loses those that come before anybody listens. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const register = await open(file).catch(() => {
    throw new Error(`Le fichier ${file} ne peut pas être lu.`);
  });
  yield* register.readLines();
}

await run(compare);
