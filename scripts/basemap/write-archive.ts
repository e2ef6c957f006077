import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

/** A vector tile, not yet compressed. */
export interface ArchiveTile {
  z: number;
  x: number;
  y: number;
  data: Uint8Array;
}

export interface ArchiveFacts {
  /** West, south, east, north, in degrees. */
  bounds: readonly [number, number, number, number];
  minZoom: number;
  maxZoom: number;
  /** What a style asks of it: attribution, layers. */
  metadata: object;
}

interface Entry {
  id: number;
  offset: number;
  length: number;
  /** Tiles one after the other with these bytes; 0 for a leaf of the directory. */
  run: number;
}

const HEADER_BYTES = 127;
/** Header and root must fit in the first 16 kB, which a reader asks for at once. */
const LARGEST_ROOT = 16_384 - HEADER_BYTES;
const LEAF_ENTRIES = 4_096;
const GZIP = 2;
const VECTOR_TILES = 1;

/** A PMTiles archive, version 3 of its specification: header, directory, metadata, leaves, tiles, all compressed. */
export function writeArchive(tiles: readonly ArchiveTile[], facts: ArchiveFacts): Buffer {
  const sorted = tiles
    .map(({ z, x, y, data }) => ({ id: zxyToTileId(z, x, y), data: gzipSync(data, { level: 9 }) }))
    .sort((a, b) => a.id - b.id);
  const { entries, bytes, contents } = place(sorted);
  const { root, leaves } = directories(entries);
  const metadata = gzipSync(JSON.stringify(facts.metadata));
  const metadataAt = HEADER_BYTES + root.length;
  const leavesAt = metadataAt + metadata.length;
  const tilesAt = leavesAt + leaves.length;
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 'latin1');
  header.writeUInt8(3, 7);
  const numbers = [
    HEADER_BYTES,
    root.length,
    metadataAt,
    metadata.length,
    leavesAt,
    leaves.length,
    tilesAt,
    bytes.length,
    sorted.length,
    entries.length,
    contents,
  ];
  for (const [i, number] of numbers.entries()) header.writeBigUInt64LE(BigInt(number), 8 + 8 * i);
  const [west, south, east, north] = facts.bounds;
  header.set([1, GZIP, GZIP, VECTOR_TILES, facts.minZoom, facts.maxZoom], 96);
  for (const [i, degrees] of [west, south, east, north].entries())
    header.writeInt32LE(tenMillionths(degrees), 102 + 4 * i);
  header.writeUInt8(Math.round((facts.minZoom + facts.maxZoom) / 2), 118);
  header.writeInt32LE(tenMillionths((west + east) / 2), 119);
  header.writeInt32LE(tenMillionths((south + north) / 2), 123);
  return Buffer.concat([header, root, metadata, leaves, bytes]);
}

function tenMillionths(degrees: number): number {
  return Math.round(degrees * 1e7);
}

/** The tiles in their order, those with the same bytes (open country) written once. */
function place(sorted: readonly { id: number; data: Buffer }[]) {
  const known = new Map<string, { offset: number; length: number }>();
  const parts: Buffer[] = [];
  const entries: Entry[] = [];
  let end = 0;
  for (const { id, data } of sorted) {
    const key = data.toString('latin1');
    let found = known.get(key);
    if (found === undefined) {
      found = { offset: end, length: data.length };
      known.set(key, found);
      parts.push(data);
      end += data.length;
    }
    const last = entries.at(-1);
    if (last !== undefined && last.offset === found.offset && last.id + last.run === id) last.run += 1;
    else entries.push({ id, ...found, run: 1 });
  }
  return { entries, bytes: Buffer.concat(parts), contents: known.size };
}

function directories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = writeDirectory(entries);
  if (whole.length <= LARGEST_ROOT) return { root: whole, leaves: Buffer.alloc(0) };
  const leaves: Buffer[] = [];
  const pointers: Entry[] = [];
  let offset = 0;
  for (let at = 0; at < entries.length; at += LEAF_ENTRIES) {
    const leaf = writeDirectory(entries.slice(at, at + LEAF_ENTRIES));
    pointers.push({ id: entries[at]?.id ?? 0, offset, length: leaf.length, run: 0 });
    leaves.push(leaf);
    offset += leaf.length;
  }
  return { root: writeDirectory(pointers), leaves: Buffer.concat(leaves) };
}

/** Four columns, one after the other; an offset of 0 says « just after the former ». */
function writeDirectory(entries: readonly Entry[]): Buffer {
  const numbers = [
    entries.length,
    ...entries.map(({ id }, i) => id - (entries[i - 1]?.id ?? 0)),
    ...entries.map(({ run }) => run),
    ...entries.map(({ length }) => length),
    ...entries.map(({ offset }, i) => {
      const former = entries[i - 1];
      return former !== undefined && offset === former.offset + former.length ? 0 : offset + 1;
    }),
  ];
  return gzipSync(Buffer.from(numbers.flatMap(varint)));
}

/** Seven bits a byte, the least first (the specification’s, and Protocol Buffers’). */
function varint(number: number): number[] {
  const bytes: number[] = [];
  let rest = number;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return [...bytes, rest];
}
