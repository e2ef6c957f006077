import { type Day, daysBetween } from '#app/calendar/rules/paris-time.ts';
import type { ClaimState } from '#app/passes/rules/claim.ts';
import type { LineVerdict } from './states.ts';

/** What has been said of a line, and on which Paris day the authority contested it. */
export interface LineSaid {
  readonly claimState: ClaimState;
  readonly said: readonly LineVerdict[];
  readonly contestedOn: Day | null;
}

export type LineAct = 'APPROVE' | 'CONTEST' | 'ANSWER' | 'REJECT';
export type LineRefusal =
  | 'CLAIM_CLOSED'
  | 'LINE_DECIDED'
  | 'LINE_CONTESTED'
  | 'LINE_NOT_CONTESTED'
  | 'ANSWER_AWAITED'
  | 'ANSWERED_ALREADY';

/**
 * The review of a line: approved, or contested with a reason; then the venue answers once; then the
 * authority decides for good, without an answer too when the time to answer is over. Null: go on.
 */
export function refuseLineAct(line: LineSaid, act: LineAct, today: Day, answerDays: number): LineRefusal | null {
  const has = (verdict: LineVerdict) => line.said.includes(verdict);
  if (line.claimState !== 'SUBMITTED') return 'CLAIM_CLOSED';
  if (has('REJECTED') || has('APPROVED')) return 'LINE_DECIDED';
  switch (act) {
    case 'APPROVE':
      return null;
    case 'CONTEST':
      return has('CONTESTED') ? 'LINE_CONTESTED' : null;
    case 'ANSWER':
      if (!has('CONTESTED')) return 'LINE_NOT_CONTESTED';
      return has('ANSWERED') ? 'ANSWERED_ALREADY' : null;
    case 'REJECT': {
      if (!has('CONTESTED') || line.contestedOn === null) return 'LINE_NOT_CONTESTED';
      const waited = daysBetween(line.contestedOn, today) > answerDays;
      return has('ANSWERED') || waited ? null : 'ANSWER_AWAITED';
    }
  }
}

/** Something to look at, never a reason by itself. */
export const LINE_HINTS = ['SAME_DAY', 'SHEET_OPEN', 'MANY_WALK_INS'] as const;
export type LineHint = (typeof LINE_HINTS)[number];
