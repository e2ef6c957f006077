import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Where uploaded documents are kept. A file is named by the SHA-256 of its bytes: the same document is
 * kept once, and what is read back is what was sent. Who may read it is decided by the page that asks.
 */
export interface FileStore {
  /** Keeps the bytes; answers their name (64 hexadecimal digits). Done once they are on the disk. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of that name; null when there are none. Throws when they are no longer those that were sent. */
  get(name: string): Promise<Uint8Array | null>;
}

const NAME = /^[0-9a-f]{64}$/;

/** Files in a folder of this machine. Another machine needs the same folder, or another store. */
export function openFolderStore(folder: string): FileStore {
  const placeOf = (name: string) => join(folder, name.slice(0, 2), name);
  return {
    async put(bytes) {
      const name = digestOf(bytes);
      const place = placeOf(name);
      await mkdir(join(folder, name.slice(0, 2)), { recursive: true });
      // Written beside, then renamed: nobody ever reads half a file.
      const draft = `${place}.${randomBytes(6).toString('hex')}`;
      await writeFile(draft, bytes, { flush: true, mode: 0o600 });
      await rename(draft, place);
      return name;
    },
    async get(name) {
      if (!NAME.test(name)) return null;
      const bytes = await readFile(placeOf(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (bytes !== null && digestOf(bytes) !== name) throw new Error(`stored file ${name} is damaged`);
      return bytes;
    },
  };
}

/** What a PDF begins with, whatever its name says. */
export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
