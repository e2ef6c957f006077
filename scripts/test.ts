import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.ts';
import { findChromium } from './test/chromium.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const fast = process.argv.includes('--fast');
const reports = mkdtempSync(join(tmpdir(), 'passerelle-report-'));
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const say = (line: string) => void process.stdout.write(`${line}\n`);

// Each of these keeps one core busy: two at a time, the longest first.
await Promise.all([
  check('promises, switches, purity', ['eslint/bin/eslint.js', '.', '--max-warnings=0']),
  (async () => {
    await check('format and lint', [
      '@biomejs/biome/bin/biome',
      'check',
      '.',
      '--error-on-warnings',
      '--max-diagnostics=50',
    ]);
    await check('types', ['typescript/bin/tsc', '--noEmit', '-p', '.']);
    await check('imports', [
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['app', 'db', 'scripts', 'tests'],
      ...['--config', '.dependency-cruiser.mjs'],
    ]);
  })(),
]);
await vitest('unit', 'arch');
if (!fast) {
  const built = await step('build', () => ensureBuild());
  const browser =
    built &&
    (await step('Chromium', () => {
      process.env.CHROMIUM = findChromium(say);
    }));
  // In one run: one PostgreSQL and one demonstration for all, and no core waits for the last file of each kind.
  await vitest('db', ...(built ? ['http'] : []), ...(browser ? ['browser'] : []));
}
rmSync(reports, { recursive: true, force: true });
say(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

/** Runs a step and tells how long it took. A step that fails is one failure more, so that the last line never lies. */
async function step(name: string, run: () => Promise<void> | void): Promise<boolean> {
  const started = performance.now();
  let failure: string | null = null;
  try {
    await run();
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`${failure === null ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (failure === null) return true;
  total.failed += 1;
  if (failure !== '') say(failure);
  return false;
}

/** A tool that says nothing useful when all is well: its output is shown when it fails. */
function check(name: string, [bin = '', ...args]: string[]): Promise<boolean> {
  return step(name, async () => {
    let output = '';
    const status = await run(bin, args, (chunk) => {
      output += chunk;
    });
    if (status !== 0) throw new Error(output);
  });
}

function vitest(...projects: string[]): Promise<boolean> {
  const report = join(reports, `${projects.join('-')}.json`);
  const chosen = projects.flatMap((project) => ['--project', project]);
  return step(`tests: ${projects.join(', ')}`, async () => {
    const status = await run('vitest/vitest.mjs', [
      'run',
      ...chosen,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ]);
    const failed = addCounts(report);
    if (status === 0) return;
    // Failed tests are counted already, and told by vitest; the rest is told by its status alone.
    total.failed -= Math.min(failed, 1);
    throw new Error(failed > 0 ? '' : `vitest ended with status ${status}`);
  });
}

/** Adds the counts of a run, and returns how many of its tests failed. */
function addCounts(report: string): number {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'));
  total.passed += numPassedTests;
  total.failed += numFailedTests;
  total.skipped += numPendingTests + numTodoTests;
  return numFailedTests;
}

/** Runs a package's program on this Node; its output is shown as it comes unless somebody collects it. */
function run(bin: string, args: string[], collect?: (chunk: string) => void): Promise<number> {
  const child = spawn(process.execPath, [join('node_modules', bin), ...args], {
    stdio: ['ignore', collect === undefined ? 'inherit' : 'pipe', collect === undefined ? 'inherit' : 'pipe'],
  });
  for (const output of [child.stdout, child.stderr]) output?.on('data', (chunk: Buffer) => collect?.(chunk.toString()));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (status) => done(status ?? 1));
  });
}
