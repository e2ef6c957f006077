/** The kinds of file a supplier may send. */
export const FILE_KINDS = ['CSV', 'XLSX'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
