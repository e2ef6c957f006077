import type { Env } from './env.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

/** Facts of a log line: ids, counts, durations. Never a name, an address, a code or a form's content. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

export type Log = Readonly<Record<Level, (event: string, facts?: LogFacts) => void>>;

/** One JSON object a line on standard output. */
export function createLog(level: Env['LOG_LEVEL'], write: (line: string) => void = writeOut): Log {
  const floor = level === 'silent' ? LEVELS.length : LEVELS.indexOf(level);
  const at =
    (name: Level) =>
    (event: string, facts: LogFacts = {}) => {
      if (LEVELS.indexOf(name) < floor) return;
      write(JSON.stringify({ at: new Date().toISOString(), level: name, event, ...facts }));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function writeOut(line: string): void {
  process.stdout.write(`${line}\n`);
}
