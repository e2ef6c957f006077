import { readEnv } from '#app/platform/env.ts';
import { restoreBackup } from '#db/backup/restore.ts';
import { keyMark } from '#scripts/start/installation-key.ts';
import { print, readArguments, run, withTarget } from './target.ts';
import { RESTORE_USAGE, sayHead, sayNext, sayRestored, saySeconds } from './texts.fr.ts';

async function restore(): Promise<number> {
  const asked = readArguments();
  if (asked?.file === undefined) {
    process.stderr.write(RESTORE_USAGE);
    return 2;
  }
  const { file } = asked;
  const env = readEnv(process.env);
  const started = performance.now();
  const done = await withTarget(env, asked.url, (url) => restoreBackup(file, url));
  print([
    ...sayHead(done.head),
    ...sayRestored(done),
    ...sayNext(done.head, keyMark(env)),
    `(${saySeconds(performance.now() - started)})`,
  ]);
  return 0;
}

await run(restore);
