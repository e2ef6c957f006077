import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type BackupHead, BackupRefused } from '#db/backup/format.ts';
import { type BackupWish, takeBackup } from '#db/backup/take.ts';
import { faultCode } from '#db/faults.ts';

export interface Written {
  head: BackupHead;
  /** On the disk. */
  bytes: number;
}

/**
 * Writes a backup of a database into a file that only its owner may read: beside it first, under its name when it is
 * whole and on the disk. Never over a file that is there. Throws BackupRefused with a French sentence.
 */
export async function writeBackup(file: string, wish: BackupWish): Promise<Written> {
  const place = resolve(file);
  refuseTaken(place);
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const draft = `${place}.${randomBytes(4).toString('hex')}.part`;
  let head: BackupHead | null = null;
  const lines = takeBackup(wish, (said) => {
    head = said;
  });
  try {
    await pipeline(
      Readable.from(lines, { objectMode: true }),
      createGzip(),
      createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
    );
    refuseTaken(place);
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { force: true });
    throw unwritable(error, place) ?? error;
  }
  if (head === null) throw new Error('a backup without a head');
  return { head, bytes: (await stat(place)).size };
}

function refuseTaken(place: string): void {
  if (existsSync(place)) throw new BackupRefused(`Le fichier ${place} existe déjà : choisissez un autre nom.`);
}

function unwritable(error: unknown, place: string): BackupRefused | null {
  switch (faultCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new BackupRefused(`Le disque est plein : ${place} n’a pas été écrit.`, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new BackupRefused(`${place} ne peut pas être écrit : vérifiez le dossier et vos droits.`, {
        cause: error,
      });
    default:
      return null;
  }
}
