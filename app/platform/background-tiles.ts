import { existsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { PMTiles, type RangeResponse, type Source } from 'pmtiles';
import type { BackgroundTier } from '#app/directory/rules/background.ts';
import type { Env } from './env.ts';

/** A PMTiles archive on this machine's disk: no ranges over the network. */
class DiskSource implements Source {
  readonly #path: string;
  #file: Promise<FileHandle> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  getKey(): string {
    return this.#path;
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    this.#file ??= open(this.#path);
    const file = await this.#file;
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, length, offset);
    return { data: bytes.buffer.slice(0, bytesRead) };
  }
}

const archives = new Map<string, PMTiles>();

/** The background archive of the installation: the configured one, else the one in the data folder. */
export function backgroundFile({ BASEMAP, DATA_FOLDER }: Pick<Env, 'BASEMAP' | 'DATA_FOLDER'>): string | null {
  const path = BASEMAP.startsWith('pmtiles:') ? BASEMAP.slice('pmtiles:'.length) : join(DATA_FOLDER, 'fond.pmtiles');
  return existsSync(path) ? path : null;
}

/** One vector tile, uncompressed; null where the archive has none. */
export async function readBackgroundTile(path: string, z: number, x: number, y: number): Promise<ArrayBuffer | null> {
  let archive = archives.get(path);
  if (archive === undefined) {
    archive = new PMTiles(new DiskSource(path));
    archives.set(path, archive);
  }
  const tile = await archive.getZxy(z, x, y);
  return tile?.data ?? null;
}

const STYLES: Readonly<Record<string, { url: string; name: string }>> = {
  ign: { url: 'https://data.geopf.fr/annexes/ressources/vectorTiles/styles/PLAN.IGN/standard.json', name: 'Plan IGN' },
  openfreemap: { url: 'https://tiles.openfreemap.org/styles/liberty', name: 'OpenFreeMap' },
};

/** The tiers of this installation. */
export function backgroundTiers(env: Pick<Env, 'BASEMAP' | 'DATA_FOLDER'>): BackgroundTier[] {
  const known =
    STYLES[env.BASEMAP] ?? (env.BASEMAP.startsWith('http') ? { url: env.BASEMAP, name: 'carte en ligne' } : undefined);
  const withFile = env.BASEMAP !== 'esquisse' && backgroundFile(env) !== null;
  return [
    ...(known === undefined ? [] : [{ kind: 'style' as const, ...known }]),
    ...(withFile ? [{ kind: 'tiles' as const }] : []),
    { kind: 'sketch' as const },
  ];
}
