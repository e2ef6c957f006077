import { parseArgs } from 'node:util';
import type { Env } from '#app/platform/env.ts';
import { reachDatabase } from '#scripts/start/database.ts';

/** The one file and the address a command was given; null when it was given something else. */
export function readArguments(): { file: string | undefined; url: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { url: { type: 'string' } } });
    const wrong = positionals.length > 1 || (values.url !== undefined && !/^postgres(ql)?:\/\//.test(values.url));
    return wrong ? null : { file: positionals[0], url: values.url };
  } catch {
    return null;
  }
}

/** Hands over the address of the database a command works on, as its owner; the configured one unless told otherwise. */
export async function withTarget<T>(env: Env, url: string | undefined, use: (url: string) => Promise<T>): Promise<T> {
  if (url !== undefined) return use(url);
  // That an embedded server was found running, or is left running, is nothing to whoever saves it every night.
  const database = await reachDatabase(env, () => undefined);
  try {
    return await use(database.ownerUrl);
  } finally {
    await database.stop();
  }
}

/** Runs a command to its exit code; what it throws is a sentence on the error output, and 1. */
export async function run(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

export const print = (lines: readonly string[]) => void process.stdout.write(`${lines.join('\n')}\n`);
