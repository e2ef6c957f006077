/** One person written down twice: `goneId` counts as `keptId` in every figure, until it is undone. */
export interface MergeLink {
  readonly goneId: string;
  readonly keptId: string;
}

export type MergeVerdict = 'OK' | 'SAME_PERSON' | 'MERGED_ALREADY';

/**
 * Whether two identities may become one. `live` are the merges in force that name either of them. No chain and no cycle: who
 * is gone is nowhere else, and who is kept is not gone (the trigger `person_merge_flat` says the same). Several may be
 * gone into one.
 */
export function decideMerge(live: readonly MergeLink[], { goneId, keptId }: MergeLink): MergeVerdict {
  if (goneId === keptId) return 'SAME_PERSON';
  const taken = live.some((link) => link.goneId === goneId || link.keptId === goneId || link.goneId === keptId);
  return taken ? 'MERGED_ALREADY' : 'OK';
}
