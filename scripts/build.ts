import { spawn } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { root } from './dependencies.mjs';
import { buildIsFresh, buildPath, digestOfSources, filesUnder, STAMP } from './sources.mjs';

export { buildPath };

const brotli = promisify(brotliCompress);
const zip = promisify<Buffer, object, Buffer>(gzip);

const COMPRESSIBLE = /\.(css|html|js|json|map|mjs|svg|txt|webmanifest)$/;

/** Builds the application unless its build is that of the sources as they stand. */
export async function ensureBuild(say: (sentence: string) => void = () => undefined): Promise<void> {
  if (buildIsFresh()) return;
  say('Construction des pages…');
  const digest = digestOfSources();
  const name = `build/next-${process.pid}`;
  const next = join(root, name);
  await viteBuild(name);
  await Promise.all([precompress(join(next, 'client')), bundle(next)]);
  writeFileSync(join(next, STAMP), digest);
  // Complete before it takes its place: a build cut short is never served.
  const exchanged = ['client', 'server', 'run', STAMP];
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
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
  }
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (status) => {
      if (status === 0) done();
      else fail(new Error(`Les pages n’ont pas pu être construites.\n${told}`));
    });
  });
}

/**
 * Compresses once, with care, what the server would otherwise compress at every request. Brotli at 10 is
 * 1.5 % larger than at 11, and nearly three times as fast.
 */
async function precompress(folder: string): Promise<void> {
  const compress = async (file: string) => {
    const content = readFileSync(file);
    if (content.length < 600) return;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    const [br, gz] = await Promise.all([brotli(content, { params }), zip(content, { level: 9 })]);
    writeFileSync(`${file}.br`, br);
    writeFileSync(`${file}.gz`, gz);
  };
  await Promise.all(
    filesUnder(folder)
      .filter((file) => COMPRESSIBLE.test(file))
      .map(compress),
  );
}

interface Bundler {
  build(options: object): Promise<unknown>;
}

interface BundlerHooks {
  onLoad(filter: { filter: RegExp }, load: (file: { path: string }) => object | undefined): void;
}

/** Gathers the start, the pages' server side and the packages they use in a few files, quick to read. */
async function bundle(directory: string): Promise<void> {
  // Vite's own bundler: the one at the top of node_modules is an older one, of another package.
  const fromVite = createRequire(createRequire(import.meta.url).resolve('vite'));
  const { build } = (await import(pathToFileURL(fromVite.resolve('esbuild')).href)) as Bundler;
  await build({
    entryPoints: { start: join(root, 'scripts/start.ts'), server: join(directory, 'server/index.js') },
    outdir: join(directory, 'run'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@node-rs/argon2', 'pg-native', 'maplibre-gl', 'tsx', 'vite'],
    define: { 'process.env.NODE_ENV': '"production"' },
    // Packages in CommonJS ask for Node's own modules by `require`, which a module does not have.
    // (`keepOwnAddress` below must not take this line's address for a file's own: hence its spelling.)
    banner: {
      js: `import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.${'url'});`,
    },
    legalComments: 'none',
    logLevel: 'error',
    plugins: [{ name: 'own-address', setup: keepOwnAddress }],
  });
}

/** A file that looks for its neighbours by `import.meta.url` still finds them from the bundle. */
function keepOwnAddress(hooks: BundlerHooks): void {
  hooks.onLoad({ filter: /\.(ts|mjs|js)$/ }, ({ path }) => {
    const code = readFileSync(path, 'utf8');
    const placed = code.replace(/(?<![`'"])import\.meta\.url/g, JSON.stringify(pathToFileURL(path).href));
    return placed === code ? undefined : { contents: placed, loader: path.endsWith('.ts') ? 'ts' : 'js' };
  });
}
