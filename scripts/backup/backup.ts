import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '#app/platform/env.ts';
import { keyMark } from '#scripts/start/installation-key.ts';
import { print, readArguments, run, withTarget } from './target.ts';
import { BACKUP_USAGE, sayApart, sayBytes, sayHead, saySeconds } from './texts.fr.ts';
import { writeBackup } from './write-backup.ts';

async function backup(): Promise<number> {
  const asked = readArguments();
  if (asked === null) {
    process.stderr.write(BACKUP_USAGE);
    return 2;
  }
  const env = readEnv(process.env);
  const at = new Date();
  const dated = `passerelle-${at.toISOString().slice(0, 19).replaceAll(':', '')}Z.gz`;
  const file = asked.file ?? join(env.DATA_FOLDER, 'backups', dated);
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const started = performance.now();
  const { head, bytes } = await withTarget(env, asked.url, (url) =>
    writeBackup(file, { url, passerelle: version, at, keyMark: asked.url === undefined ? keyMark(env) : null }),
  );
  print([
    `Sauvegarde écrite : ${file} (${sayBytes(bytes)}, ${saySeconds(performance.now() - started)})`,
    ...sayHead(head),
    ...sayApart(env.DATA_FOLDER),
  ]);
  return 0;
}

await run(backup);
