import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the built application is. */
export const buildPath = join(root, 'build');

/** What the build is made of: when none of it changed, neither would the build. */
const SOURCES = ['app', 'db', 'public', 'vite.config.ts', 'remix.config.js', 'tsconfig.json', 'package.json', 'package-lock.json'];
const COMPRESSIBLE = /\.(css|html|js|json|map|mjs|svg|txt|webmanifest)$/;

/** Builds the application unless its build is that of the sources as they stand. */
export async function ensureBuild(say: (sentence: string) => void = () => undefined): Promise<void> {
  const wanted = digestOfSources();
  const stamp = 'sources.sha256';
  if (existsSync(join(buildPath, stamp)) && readFileSync(join(buildPath, stamp), 'utf8') === wanted) return;
  say('Construction des pages…');
  const name = `build/next-${process.pid}`;
  const next = join(root, name);
  await viteBuild(name);
  precompress(join(next, 'client'));
  writeFileSync(join(next, stamp), wanted);
  // Complete before it takes its place: a build cut short is never served.
  const exchanged = ['client', 'server', stamp];
  for (const part of exchanged) rmSync(join(buildPath, part), { recursive: true, force: true });
  for (const part of exchanged) renameSync(join(next, part), join(buildPath, part));
  rmSync(next, { recursive: true, force: true });
}

function viteBuild(directory: string): Promise<void> {
  const cli = join(root, 'node_modules/@remix-run/dev/dist/cli.js');
  const child = spawn(process.execPath, [cli, 'vite:build', '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', BUILD_DIRECTORY: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (told += chunk.toString()));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (status) => {
      if (status === 0) done();
      else fail(new Error(`Les pages n’ont pas pu être construites.\n${told}`));
    });
  });
}

function digestOfSources(): string {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    for (const file of filesUnder(path).filter((name) => !/\.test\.tsx?$/.test(name))) {
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/** A file is itself; a folder, every file in it. */
function filesUnder(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Compresses once, as small as can be, what the server would otherwise compress at every request. */
function precompress(folder: string): void {
  for (const file of filesUnder(folder)) {
    const content = COMPRESSIBLE.test(file) ? readFileSync(file) : Buffer.alloc(0);
    if (content.length < 600) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
}
