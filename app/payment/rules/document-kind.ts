/** The kinds of document a file may hold, told by their first bytes, whatever their name says. */
export const DOCUMENT_KINDS = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const SIGNATURES: readonly (readonly [DocumentKind, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** What the bytes are; null when they are none of the kinds. */
export function documentKind(bytes: Uint8Array): DocumentKind | null {
  const found = SIGNATURES.find(([, signature]) => signature.every((byte, i) => bytes[i] === byte));
  return found?.[0] ?? null;
}
