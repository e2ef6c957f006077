import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the clone. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Made or fetched by tools: never written by hand, never in git. */
export const MADE = new Set(['.git', '.data', '.cache', 'build', 'node_modules']);

/** Every folder and file written by hand, as paths from the root. */
export function written(): { folders: string[]; files: string[] } {
  const folders: string[] = [];
  const files: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (folder === '' && MADE.has(entry.name)) continue;
      if (entry.isDirectory()) {
        folders.push(path);
        walk(path);
      } else if (entry.isFile()) files.push(path);
    }
  };
  walk('');
  return { folders, files };
}

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
