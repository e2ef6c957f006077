import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Sql } from 'postgres';

export interface Statement {
  text: string;
  /** As the driver writes them: text, or null; a truth stays one, for postgres.js writes any text as false. */
  values: (string | boolean | null)[];
}

/** Runs a task and tells the statements it sent to the database, word for word. */
export async function statementsOf(task: () => Promise<unknown>): Promise<Statement[]> {
  const sent: Statement[] = [];
  const { query } = pg.Client.prototype;
  const noting = function (this: pg.Client, ...args: unknown[]): unknown {
    const [asked, values] = args as [string | { text?: string; values?: unknown[] }, unknown[] | undefined];
    const text = typeof asked === 'string' ? asked : asked.text;
    const given = Array.isArray(values) ? values : typeof asked === 'string' ? [] : (asked.values ?? []);
    if (text !== undefined)
      sent.push({ text, values: given.map((value) => (typeof value === 'boolean' ? value : written(value))) });
    return Reflect.apply(query, this, args);
  };
  pg.Client.prototype.query = noting as typeof query;
  try {
    await task();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

/** The same statements straight through postgres.js, one after the other. */
export async function replay(straight: Sql, statements: readonly Statement[]): Promise<void> {
  for (const { text, values } of statements) await straight.unsafe(text, values);
}

function written(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function element(value: unknown): string {
  const text = written(value);
  return text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** With these, PostgreSQL writes the plan of each statement that takes longer than 20 ms, as it ran. */
export const EXPLAIN_FLAGS = Object.entries({
  shared_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '20',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_parameter_max_length': '60',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const SLOWEST = 6;

/** The slowest plans of the server's log, each statement once: EXPLAIN (ANALYZE, BUFFERS) of what was really asked. */
export function slowestPlans(folder: string): string[] {
  const log = readFileSync(join(folder, 'server.log'), 'utf8');
  const plans = [...log.matchAll(/duration: ([\d.]+) ms {2}plan:\n((?:\t.*\n)+)/g)].map(
    ([, duration = '0', body = '']) => ({ duration: Number(duration), body: body.replace(/^\t/gm, '') }),
  );
  const slowest = new Map<string, { duration: number; body: string }>();
  for (const plan of plans.sort((a, b) => b.duration - a.duration)) {
    // The same statement for another place or another word is the same.
    const name = (plan.body.split('\n', 1)[0] ?? '').replace(/\d+|'[^']*'/g, '?');
    if (/^Query Text: select\b/i.test(plan.body) && !slowest.has(name)) slowest.set(name, plan);
  }
  return [...slowest.values()].slice(0, SLOWEST).map(({ duration, body }) => `${duration.toFixed(0)} ms\n${body}`);
}
