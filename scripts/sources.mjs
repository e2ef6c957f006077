// Plain Node: read before anything is compiled, to know whether the build can be used as it is.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './dependencies.mjs';

/** Where the built application is. */
export const buildPath = join(root, 'build');

/** The file of the build that says what it was made of. */
export const STAMP = 'sources.sha256';

/** What the build is made of: when none of it changed, neither would the build. */
const SOURCES = [
  'app',
  'db',
  'public',
  'scripts',
  'package-lock.json',
  'package.json',
  'remix.config.js',
  'tsconfig.json',
  'vite.config.ts',
];
const NOT_BUILT = /\.test\.tsx?$|^scripts\/(bench|test)\//;

/** Whether the build is that of the sources as they stand. */
export function buildIsFresh() {
  const stamp = join(buildPath, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfSources();
}

/** A digest of all the sources. The folder's own place is part of it: the bundle knows where it stands. */
export function digestOfSources() {
  const hash = createHash('sha256').update(`${root}\0${process.versions.node.split('.')[0]}\0`);
  for (const source of SOURCES) {
    if (!existsSync(join(root, source))) continue;
    for (const file of filesUnder(join(root, source))) {
      const name = file.slice(root.length);
      if (!NOT_BUILT.test(name)) hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * A file is itself; a folder, every file in it.
 * @param {string} path
 * @returns {string[]}
 */
export function filesUnder(path) {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
