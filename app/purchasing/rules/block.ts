/** What happened to the paper. */
export const BLOCK_CAUSES = ['LOST', 'STOLEN', 'DAMAGED', 'SURPLUS'] as const;
export type BlockCause = (typeof BLOCK_CAUSES)[number];

/** What people may declare; SURPLUS is written by a replacement only: what is left of the booklet it opens. */
export const DECLARED_CAUSES = ['LOST', 'STOLEN', 'DAMAGED'] as const satisfies readonly BlockCause[];

/** Who said it. */
export const TOLD_BY = ['HOLDER', 'AGENT', 'AUTHORITY'] as const;
export type ToldBy = (typeof TOLD_BY)[number];
