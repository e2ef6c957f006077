import type { ClaimState } from '#app/passes/rules/claim.ts';

/** Where a used pass is on its way to being paid, as a venue reads it. */
export const PLACES = ['TO_CLAIM', 'CLAIMED', 'CONTESTED', 'APPROVED', 'ORDERED', 'PAID', 'REFUSED'] as const;
export type Place = (typeof PLACES)[number];

/** The place of one line from its claim, what was said of it, and whether it was refused for good. */
export function placeOf(line: {
  claimState: ClaimState | null;
  approved: boolean;
  contested: boolean;
  refused: boolean;
}): Place {
  if (line.refused) return 'REFUSED';
  switch (line.claimState) {
    case null:
      return 'TO_CLAIM';
    case 'SUBMITTED':
      return line.approved ? 'APPROVED' : line.contested ? 'CONTESTED' : 'CLAIMED';
    case 'APPROVED':
      return 'APPROVED';
    case 'ORDERED':
      return 'ORDERED';
    case 'PAID':
      return 'PAID';
    case 'REJECTED':
      return 'REFUSED';
  }
}
