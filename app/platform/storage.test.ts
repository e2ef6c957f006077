import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPdf, openFolderStore } from './storage.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('files kept in a folder', () => {
  it('come back as they were sent, once for the same bytes, under their hash', async () => {
    const store = openFolderStore(folder);
    const bytes = Buffer.from('%PDF-1.7 convention');
    const names = await Promise.all([store.put(bytes), store.put(bytes)]);
    expect(names[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(names[1]).toBe(names[0]);
    expect(await readdir(join(folder, names[0].slice(0, 2)))).toEqual([names[0]]);
    expect(Buffer.from((await store.get(names[0])) ?? [])).toEqual(bytes);
  });

  it('are not found under another name, nor outside the folder', async () => {
    const store = openFolderStore(folder);
    for (const name of ['', '../secret.key', 'a'.repeat(64), 'A'.repeat(64)]) expect(await store.get(name)).toBeNull();
  });

  it('are refused when somebody changed them on the disk', async () => {
    const store = openFolderStore(folder);
    const name = await store.put(Buffer.from('%PDF-1.4'));
    await writeFile(join(folder, name.slice(0, 2), name), 'autre chose');
    await expect(store.get(name)).rejects.toThrow('damaged');
  });

  it('are PDF by their first bytes, not by their name', () => {
    expect(isPdf(Buffer.from('%PDF-1.7\n'))).toBe(true);
    for (const other of ['', '%PDF', 'PK\u0003\u0004', '<html>%PDF-']) expect(isPdf(Buffer.from(other))).toBe(false);
  });
});
