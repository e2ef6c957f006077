import { z } from 'zod';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { holdClaim, insertDecision, readLineSaid, writeLineRejected } from '#db/queries/claim-lines.ts';
import { readPaymentSettings } from '#db/queries/claims.ts';
import { holdVenueStaff } from '#db/queries/passes.ts';
import { wordsSchema } from './rules/forms.ts';
import { type LineAct, refuseLineAct } from './rules/review.ts';

/** The two ends of a line: its claim and its redemption. */
const line = { claimId: z.uuid(), redemptionId: z.uuid() };

/** The authority accepts one line. */
export const approveLine = intention({
  name: 'approve-line',
  input: z.object(line),
  may: 'claim.review',
  async run(tx, given, ctx) {
    const refusal = await refuseLine(tx, given, 'APPROVE', ctx);
    if (refusal !== null) return refuse(refusal);
    await insertDecision(tx, { ...given, verdict: 'APPROVED', words: null }, ctx);
    return ok({ claimId: given.claimId });
  },
});

/** The authority contests a line and says why; the venue may answer once. */
export const contestLine = intention({
  name: 'contest-line',
  input: z.object({ ...line, words: wordsSchema }),
  may: 'claim.review',
  async run(tx, given, ctx) {
    const refusal = await refuseLine(tx, given, 'CONTEST', ctx);
    if (refusal !== null) return refuse(refusal);
    await insertDecision(tx, { ...given, verdict: 'CONTESTED' }, ctx);
    return ok({ claimId: given.claimId });
  },
});

/** The venue answers about a contested line of its own, once. */
export const answerLine = intention({
  name: 'answer-line',
  input: z.object({ ...line, words: wordsSchema }),
  may: 'claim.answer',
  async run(tx, given, ctx) {
    if (!(await holdVenueStaff(tx, ctx.actor.membershipId))) return refuse('NOT_ALLOWED');
    const refusal = await refuseLine(tx, given, 'ANSWER', ctx, ctx.actor.orgId);
    if (refusal !== null) return refuse(refusal);
    await insertDecision(tx, { ...given, verdict: 'ANSWERED' }, ctx);
    return ok({ claimId: given.claimId });
  },
});

/**
 * The authority rejects a contested line for good: it leaves the claim and is not owed. `giveBack`: nobody
 * came, a walk-in's pass goes back to the person.
 */
export const rejectLine = intention({
  name: 'reject-line',
  input: z.object({ ...line, words: wordsSchema, giveBack: z.boolean().default(false) }),
  may: 'claim.review',
  async run(tx, given, ctx) {
    const refusal = await refuseLine(tx, given, 'REJECT', ctx);
    if (refusal !== null) return refuse(refusal);
    const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    const written = await writeLineRejected(tx, { ...given, backTxId: ctx.newId(), moneyTxId: ctx.newId() }, stamp);
    switch (written) {
      case 'OK':
        return ok({ claimId: given.claimId });
      case 'BOOKED':
        return refuse('LINE_BOOKED');
      case 'CLOSED':
        return refuse('CLAIM_CLOSED');
      case 'NOT_FOUND':
        return refuse('LINE_NOT_FOUND');
    }
  },
});

/** Why the act is refused, its claim being held until the transaction ends; null when it is not. */
async function refuseLine(
  tx: Tx,
  { claimId, redemptionId }: { claimId: string; redemptionId: string },
  act: LineAct,
  ctx: IntentionContext,
  orgId?: string,
) {
  const claim = await holdClaim(tx, claimId);
  if (claim === null || (orgId !== undefined && claim.orgId !== orgId)) return 'CLAIM_NOT_FOUND' as const;
  const found = await readLineSaid(tx, claimId, redemptionId);
  if (found === null) return 'LINE_NOT_FOUND' as const;
  const { answerDays } = await readPaymentSettings(tx);
  const contestedOn = found.contestedAt === null ? null : parisDay(found.contestedAt);
  return refuseLineAct({ claimState: claim.state, said: found.said, contestedOn }, act, ctx.today, answerDays);
}
