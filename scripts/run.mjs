// node scripts/run.mjs FILE.ts [args]: installs what is missing, then runs a TypeScript file in this process.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Usage : node scripts/run.mjs FICHIER.ts [arguments]\n');
  process.exit(2);
}
ensureDependencies();
process.argv.splice(1, process.argv.length, resolve(file), ...args);
const { register } = await import('tsx/esm/api');
register();
await import(pathToFileURL(resolve(file)).href);
