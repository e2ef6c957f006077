import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VARIABLES } from '#app/platform/env.ts';
import { MADE, root, textOf, written } from './source-files.ts';

/** All there is at the top: a newcomer reads it in one glance. A new entry is a decision, taken here. */
const TOP_LEVEL = [
  '.ci',
  '.dependency-cruiser.mjs',
  '.gitignore',
  '.npmrc',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'app',
  'biome.json',
  'db',
  'docs',
  'drizzle.config.ts',
  'eslint.config.js',
  'package-lock.json',
  'package.json',
  'public',
  'remix.config.js',
  'scripts',
  'tests',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
];

test('the top of the repository is what it says', () => {
  // Local settings and caches are ignored by git.
  const local = new Set([...MADE, '.env', '.eslintcache']);
  expect(
    readdirSync(root)
      .filter((name) => !local.has(name))
      .sort(),
  ).toEqual([...TOP_LEVEL].sort());
});

test('nothing speaks of the machine or the conversation it was written on', () => {
  // In pieces, so that this file does not find itself.
  const everywhere = new RegExp(
    ['/wo' + 'rk/', 'Anthro' + 'pic', 'Chat' + 'GPT', '\\bLL' + 'M\\b', 'sub-?ag' + 'ent', 'brief\\.m' + 'd'].join('|'),
    'i',
  );
  // Tests may look for real files beside the repository, and pass without them.
  const outsideTests = /\.\.\/shared/;
  const text = written().files.filter((file) =>
    /\.(ts|tsx|js|mjs|json|md|css|sql|html|svg|txt)$|^\.[a-z]+|^LICENSE$/.test(file),
  );
  const speaks = (file: string) =>
    everywhere.test(textOf(file)) || (!file.startsWith('tests/') && outsideTests.test(textOf(file)));
  expect(text.filter(speaks)).toEqual([]);
});

test('the README’s table names every variable, and no other', () => {
  const rows = [...textOf('README.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]);
  expect(rows).toEqual([...VARIABLES]);
});

test('the README’s pictures and links lead somewhere', () => {
  const documents = written().files.filter((file) => file.endsWith('.md'));
  const broken = documents.flatMap((file) => {
    const folder = join(root, file, '..');
    const targets = [...textOf(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map((match) => match[1] ?? '');
    return targets.filter((target) => !existsSync(join(folder, target))).map((target) => `${file}: ${target}`);
  });
  expect(broken).toEqual([]);
});

test('every script of package.json runs a file that exists', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const files = Object.values(scripts).flatMap((line) => line.match(/scripts\/[\w./-]+/g) ?? []);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('the lock file knows the packages of every platform', () => {
  // why: npm leaves out of the lock what a partial registry does not have, and `npm ci` then fails everywhere.
  const { packages } = JSON.parse(textOf('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: object }>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) =>
        packages[`${path}/node_modules/${name}`] === undefined && packages[`node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});
