import type { FileStore } from '#app/platform/storage.ts';
import { type DocumentKind, documentKind } from './rules/document-kind.ts';

export const MOST_DOCUMENTS = 5;
const MOST_BYTES = 4 * 1024 * 1024;

export interface KeptDocument {
  sha256: string;
  name: string;
  mediaType: DocumentKind;
  size: number;
}

/** Keeps the documents sent with a form; or the French sentence that says why not, and then nothing is kept. */
export async function keepDocuments(store: FileStore, files: readonly File[]): Promise<KeptDocument[] | string> {
  if (files.length > MOST_DOCUMENTS) return `Joignez ${MOST_DOCUMENTS} documents au plus.`;
  const read: { bytes: Uint8Array; name: string; mediaType: DocumentKind }[] = [];
  for (const file of files) {
    const name = plainName(file.name);
    if (file.size > MOST_BYTES) return `«\u00a0${name}\u00a0» est trop gros\u00a0: 4 mégaoctets au plus.`;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const mediaType = documentKind(bytes);
    if (mediaType === null) return `«\u00a0${name}\u00a0» n’est pas un PDF, ni une image PNG ou JPEG.`;
    read.push({ bytes, name, mediaType });
  }
  const kept: KeptDocument[] = [];
  for (const { bytes, ...facts } of read) kept.push({ ...facts, sha256: await store.put(bytes), size: bytes.length });
  return kept;
}

/** A name that can stand in a page and in a header. */
function plainName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._()-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? 'document' : plain.slice(-120);
}
