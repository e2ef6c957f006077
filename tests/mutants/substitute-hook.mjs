import { readFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { file, remove, put } = JSON.parse(process.env.MUTANT ?? '{}');

/** The source of the changed file; everything else as it is. */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !fileURLToPath(url.split('?')[0]).endsWith(`/${file}`)) return nextLoad(url, context);
  const source = readFileSync(fileURLToPath(url.split('?')[0]), 'utf8');
  const changed = source.replaceAll(remove, put);
  if (changed !== source) writeSync(1, 'substituted\n');
  return { format: 'module', source: changed, shortCircuit: true };
}
