import { z } from 'zod';
import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { mayActUnder } from '#app/partners/rules/convention.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import {
  type HandledRow,
  holdAllocation,
  listAllocationBooklets,
  writeCancelled,
  writeReceived,
  writeSent,
} from '#db/queries/allocations.ts';
import { holdConventions } from '#db/queries/conventions.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { decideCount, type Handler, mayReceive, maySee, maySend } from './rules/handling.ts';

type Either = AuthorityActor | PartnerActor;

/** The actor as the rules of handling see them. */
export function handlerOf(actor: Either): Handler {
  return actor.role === 'AUTHORITY' ? { side: 'AUTHORITY' } : { side: 'PARTNER', partnerId: actor.partnerId };
}

/** The booklets have left. Value: the allocation's id. */
export const sendAllocation = intention({
  name: 'send-allocation',
  input: z.object({ allocationId: z.uuid() }),
  may: 'booklet.send',
  async run(tx, { allocationId }, ctx) {
    const found = await open(tx, allocationId, ctx);
    if (typeof found === 'string') return refuse(found);
    if (!maySend(handlerOf(ctx.actor), found)) return refuse('NOT_YOURS');
    return (await writeSent(tx, allocationId, ctx)) === 'OK' ? ok({ allocationId }) : refuse('ALREADY_GONE');
  },
});

/** What was planned does not leave; its booklets are free again where they are. */
export const cancelAllocation = intention({
  name: 'cancel-allocation',
  input: z.object({ allocationId: z.uuid(), reason: z.string().trim().min(1).max(300) }),
  may: 'booklet.send',
  async run(tx, { allocationId, reason }, ctx) {
    const found = await open(tx, allocationId, ctx);
    if (typeof found === 'string') return refuse(found);
    if (!maySend(handlerOf(ctx.actor), found)) return refuse('NOT_YOURS');
    return (await writeCancelled(tx, allocationId, reason, ctx)) === 'OK'
      ? ok({ allocationId })
      : refuse('ALREADY_GONE');
  },
});

/**
 * Who receives has counted. What arrived changes hands; each booklet that lacks becomes a difference for
 * the authority to settle. Value: how many arrived, how many lack.
 */
export const receiveAllocation = intention({
  name: 'receive-allocation',
  input: z.object({
    allocationId: z.uuid(),
    counted: z.number().int().min(0).max(2000),
    missing: z.array(z.string().max(40)).max(400).default([]),
    note: z.string().trim().max(500).optional(),
  }),
  may: 'booklet.receive',
  async run(tx, given, ctx) {
    const { allocationId } = given;
    const found = await open(tx, allocationId, ctx);
    if (typeof found === 'string') return refuse(found);
    if (!mayReceive(handlerOf(ctx.actor), found)) return refuse('NOT_YOURS');
    if (found.state !== 'SENT') return refuse(found.state === 'PLANNED' ? 'NOT_LEFT_YET' : 'ALREADY_COUNTED');
    const booklets = await listAllocationBooklets(tx, allocationId);
    const verdict = decideCount({ sent: booklets.map(({ serial }) => serial), ...given });
    if (!verdict.ok) {
      const { ok: _, why, ...facts } = verdict;
      return refuse(why, facts);
    }
    const missing = booklets
      .filter(({ serial }) => verdict.missing.includes(serial))
      .map(({ id }) => ({ differenceId: ctx.newId(), bookletId: id }));
    const stamp = { txId: ctx.newId(), txOut: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
    const written = await writeReceived(tx, { id: allocationId, missing, note: given.note ?? null }, stamp);
    return written === 'OK' ? ok({ received: given.counted, lacking: missing.length }) : refuse('ALREADY_COUNTED');
  },
});

/**
 * The allocation, held, if the actor may see it, still acts for their partner, and that partner is under a
 * convention when it is the one that receives. Partners are locked before the allocation.
 */
async function open(
  tx: Tx,
  id: string,
  ctx: IntentionContext<Either>,
): Promise<HandledRow | 'NOT_FOUND' | 'PARTNER_CLOSED' | 'NO_CONVENTION'> {
  const { actor } = ctx;
  let verdict: 'OK' | 'NO_CONVENTION' = 'OK';
  if (actor.role !== 'AUTHORITY') {
    if (!(await holdPartner(tx, actor.partnerId, actor.membershipId))) return 'PARTNER_CLOSED';
    const conventions = (await holdConventions(tx, actor.partnerId)) ?? [];
    if (mayActUnder(conventions, ctx.today, null) !== 'OK') verdict = 'NO_CONVENTION';
  }
  const found = await holdAllocation(tx, id);
  if (found === null || !maySee(handlerOf(actor), found)) return 'NOT_FOUND';
  // Without a convention a partner may still send its booklets back; it receives nothing more.
  const receives = actor.role !== 'AUTHORITY' && found.partnerId === actor.partnerId;
  return verdict === 'OK' || !receives ? found : verdict;
}
