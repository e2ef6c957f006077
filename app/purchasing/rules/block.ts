import type { PassState } from '#app/passes/rules/pass.ts';

/** What happened to the paper. */
export const BLOCK_CAUSES = ['LOST', 'STOLEN', 'DAMAGED', 'SURPLUS'] as const;
export type BlockCause = (typeof BLOCK_CAUSES)[number];

/** What people may declare; SURPLUS is written by a replacement only: what is left of the booklet it opens. */
export const DECLARED_CAUSES = ['LOST', 'STOLEN', 'DAMAGED'] as const satisfies readonly BlockCause[];

/** Who said it. */
export const TOLD_BY = ['HOLDER', 'AGENT', 'AUTHORITY'] as const;
export type ToldBy = (typeof TOLD_BY)[number];

/** A pass of the booklet that is said lost. */
export interface PassToBlock {
  readonly id: string;
  /** Its number in the booklet, from 1. */
  readonly ordinal: number;
  readonly state: PassState;
  readonly holderId: string | null;
}

export type BlockVerdict =
  | { kind: 'BLOCK'; passIds: string[]; holderId: string | null; state: 'STOCK' | 'ALLOCATED' | 'HELD' }
  | { kind: 'PASS_NOT_IN_BOOKLET' }
  | { kind: 'PASS_IS_RESERVED'; count: number }
  | { kind: 'NOTHING_TO_BLOCK' }
  | { kind: 'HOLDER_MUST_SAY' };

const FREE = ['STOCK', 'ALLOCATED', 'HELD'] as const satisfies readonly PassState[];

/**
 * What to block of a booklet, or of one pass of it (`ordinal`). Reserved passes are never blocked: the
 * booking must be cancelled first, by somebody who knows what it costs the person. What a person holds is
 * lost when that person says so.
 */
export function decideBlock(
  booklet: readonly PassToBlock[],
  { ordinal, toldBy }: { ordinal: number | null; toldBy: ToldBy },
): BlockVerdict {
  const asked = ordinal === null ? booklet : booklet.filter((pass) => pass.ordinal === ordinal);
  if (asked.length === 0) return { kind: 'PASS_NOT_IN_BOOKLET' };
  const reserved = asked.filter(({ state }) => state === 'RESERVED').length;
  if (reserved > 0) return { kind: 'PASS_IS_RESERVED', count: reserved };
  const free = asked.filter(({ state }) => FREE.some((word) => word === state));
  const [first] = free;
  if (first === undefined) return { kind: 'NOTHING_TO_BLOCK' };
  if (free.some(({ state }) => state === 'HELD') && toldBy === 'AGENT') return { kind: 'HOLDER_MUST_SAY' };
  const state = FREE.find((word) => word === first.state) ?? 'STOCK';
  return { kind: 'BLOCK', passIds: free.map(({ id }) => id), holderId: first.holderId, state };
}
