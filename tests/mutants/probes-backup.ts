import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BackupRefused } from '#db/backup/format.ts';
import { takeBackup } from '#db/backup/take.ts';
import { walkBackup } from '#db/backup/walk.ts';
import { expectEqual, type Stage } from './stage.ts';

/** The words of a backup of the stage, changed, as a file that is read again: whether it is refused. */
async function refuses(stage: Stage, change: (words: string) => string): Promise<boolean> {
  const wish = { url: stage.url, passerelle: 'essai', at: new Date(), keyMark: null };
  const pieces: Buffer[] = [];
  for await (const bytes of takeBackup(wish, () => undefined)) pieces.push(bytes);
  const words = Buffer.concat(pieces).toString('utf8');
  const changed = change(words);
  expectEqual(changed !== words, true, 'changed');
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-backup-'));
  try {
    await writeFile(join(folder, 'essai'), gzipSync(changed));
    await walkBackup(join(folder, 'essai'));
    return false;
  } catch (error) {
    if (error instanceof BackupRefused) return true;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The last line says the sum of all that is before: somebody who changes a row may write that sum again. */
function summedAgain(words: string): string {
  const end = words.lastIndexOf('\n', words.length - 2) + 1;
  const sha256 = createHash('sha256').update(words.slice(0, end)).digest('hex');
  return `${words.slice(0, end)}${JSON.stringify({ ...JSON.parse(words.slice(end)), sha256 })}\n`;
}

export const BACKUP_PROBES = {
  'a backup that says it is another': async (stage) => {
    const refused = await refuses(stage, (words) => words.replace('"passerelle":"essai"', '"passerelle":"autre"'));
    expectEqual(refused, true, 'refused');
  },
  'a backup with a row changed, its sum written again': async (stage) => {
    const refused = await refuses(stage, (words) => summedAgain(words.replace('CCAS d’essai', 'CCAS d’autre')));
    expectEqual(refused, true, 'refused');
  },
  'a backup with something after its end': async (stage) => {
    expectEqual(await refuses(stage, (words) => `${words}{}\n`), true, 'refused');
  },
} as const satisfies Record<string, (stage: Stage) => Promise<void>>;
