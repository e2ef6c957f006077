import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const eslint = new ESLint({ cwd: root });

/** Lints a text as if it stood in the place of a file, with that file's types. */
async function faults(code: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const RULES_FILE = 'app/training/rules/session.ts';
const SHELL_FILE = 'db/queries/health.ts';

test.each([
  ['no-restricted-syntax', 'export const now = () => new Date();'],
  ['no-restricted-syntax', 'export const now = () => Date();'],
  ['no-restricted-properties', 'export const now = () => Date.now();'],
  ['no-restricted-properties', 'export const chance = () => Math.random();'],
  ['no-restricted-globals', 'export const home = () => process.env.HOME;'],
  ['no-restricted-globals', 'export const id = () => crypto.randomUUID();'],
])('rules/ are pure: %s refuses %s', async (rule, code) => {
  expect(await faults(code, RULES_FILE)).toEqual([rule]);
  expect(await faults(code, SHELL_FILE)).toEqual([]);
});

test('rules/ may read a date they are given', async () => {
  expect(
    await faults('export const day = (now: Date) => new Date(now.getTime() + 1).toISOString();', RULES_FILE),
  ).toEqual([]);
});

test('a promise nobody awaits', async () => {
  expect(await faults('export function f(p: Promise<void>): void { p; }', SHELL_FILE)).toEqual([
    '@typescript-eslint/no-floating-promises',
  ]);
});

test('a drizzle query nobody awaits never runs', async () => {
  const code = `
    import type { Tx } from '#db/client.ts';
    import { systemFact } from '#db/schema/platform.ts';
    export async function forget(tx: Tx): Promise<void> { tx.delete(systemFact); }
  `;
  expect(await faults(code, SHELL_FILE)).toEqual(['@typescript-eslint/no-floating-promises']);
});

test('a promise taken for an answer', async () => {
  const code = 'export async function f(p: Promise<boolean>): Promise<string> { if (p) return "yes"; return "no"; }';
  expect(await faults(code, SHELL_FILE)).toEqual(['@typescript-eslint/no-misused-promises']);
});

test('a switch that forgets a case', async () => {
  const code = "export function f(x: 'a' | 'b'): number { switch (x) { case 'a': return 1; } return 0; }";
  expect(await faults(code, SHELL_FILE)).toEqual(['@typescript-eslint/switch-exhaustiveness-check']);
});
