import { z } from 'zod';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import { findHandOver, writeHandOverVoided } from '#db/queries/allocations.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { handlerOf } from './follow-allocation.ts';
import { mayVoid } from './rules/handling.ts';

/**
 * Takes back a hand-over made by mistake: the passes return to the partner, if none of them is reserved,
 * used, expired or blocked. Its partner may the same day, the authority always. Value: the serial.
 */
export const voidHandOver = intention({
  name: 'void-hand-over',
  input: z.object({ distributionId: z.uuid(), reason: z.string().trim().min(1).max(300) }),
  may: 'handOver.void',
  async run(tx, { distributionId, reason }, ctx) {
    const { actor } = ctx;
    if (actor.role !== 'AUTHORITY' && !(await holdPartner(tx, actor.partnerId, actor.membershipId)))
      return refuse('PARTNER_CLOSED');
    const found = await findHandOver(tx, distributionId);
    const verdict =
      found === null
        ? 'NOT_YOURS'
        : mayVoid(handlerOf(actor), { partnerId: found.partnerId, day: parisDay(found.at) }, ctx.today);
    if (found === null || verdict === 'NOT_YOURS') return refuse('HAND_OVER_NOT_FOUND');
    if (verdict === 'TOO_LATE') return refuse('VOID_TOO_LATE');
    const stamp = { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    const written = await writeHandOverVoided(tx, { distributionId, reason }, stamp);
    if (written === 'GONE') return refuse('HAND_OVER_NOT_FOUND');
    return written === 'OK' ? ok({ serial: found.serial }) : refuse('BOOKLET_TOUCHED');
  },
});
