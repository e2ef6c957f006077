import { z } from 'zod';
import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { mayActUnder } from '#app/partners/rules/convention.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { bookletIsSetAside } from '#db/queries/allocations.ts';
import {
  type BookletToBlock,
  findBooklet,
  holdHolder,
  linkReplacements,
  listUnreplaced,
  writeBlocked,
  writeReplaced,
} from '#db/queries/blocking.ts';
import { holdConventions } from '#db/queries/conventions.ts';
import { holdPartner, writeAllocation } from '#db/queries/passes.ts';
import { DECLARED_CAUSES, decideBlock, TOLD_BY } from './rules/block.ts';

const serial = z.string().trim().min(1).max(40);
const input = z.object({
  /** The serial printed on the booklet. */
  serial,
  /** The number of the one pass that is lost; null for the whole booklet. */
  ordinal: z.number().int().min(1).max(100).nullable(),
  cause: z.enum(DECLARED_CAUSES),
  toldBy: z.enum(TOLD_BY),
  /** The serial of the booklet given instead; null to replace later, or never. */
  replaceWith: serial.nullable(),
});

type Blocker = PartnerActor | AuthorityActor;
type Ctx = IntentionContext<Blocker>;

/**
 * Blocks a lost, stolen or damaged booklet, or one pass of it, and gives another if asked. An agent sees the
 * booklets of their partner, the authority all. Value: how many passes are blocked, how many replaced.
 */
export const blockPasses = intention({
  name: 'block-passes',
  input,
  may: 'pass.block',
  async run(tx, given, ctx) {
    const partnerId = ctx.actor.role === 'AUTHORITY' ? null : ctx.actor.partnerId;
    if (partnerId !== null && !(await holdPartner(tx, partnerId, ctx.actor.membershipId)))
      return refuse('PARTNER_REVOKED');
    const booklet = await findBooklet(tx, given.serial, partnerId);
    if (booklet === null) return refuse('BOOKLET_UNKNOWN');
    const verdict = decideBlock(booklet.passes, given);
    if (verdict.kind !== 'BLOCK')
      return refuse(verdict.kind, verdict.kind === 'PASS_IS_RESERVED' ? { count: verdict.count } : {});
    const { passIds, holderId } = verdict;
    if (holderId !== null) await holdHolder(tx, holderId);
    const written = await writeBlocked(tx, { passIds, cause: given.cause, toldBy: given.toldBy }, stampOf(ctx));
    if (written === 'MOVED') return refuse('PASS_MOVED');
    if (given.replaceWith === null) return ok({ blocked: passIds.length, replaced: 0 });
    const replaced =
      holderId === null
        ? await sendInstead(tx, { lost: booklet, passIds, serial: given.replaceWith }, ctx)
        : await giveInstead(tx, { holderId, passIds, serial: given.replaceWith }, ctx);
    return replaced === 'OK' ? ok({ blocked: passIds.length, replaced: passIds.length }) : refuse(replaced);
  },
});

/** An agent replaces what a person lost before, with passes of their partner's stock. Value: how many. */
export const replacePasses = intention({
  name: 'replace-passes',
  input: z.object({ holderId: z.uuid(), replaceWith: serial }),
  may: 'pass.replace',
  async run(tx, { holderId, replaceWith }, ctx) {
    if (!(await holdPartner(tx, ctx.actor.partnerId, ctx.actor.membershipId))) return refuse('PARTNER_REVOKED');
    if (!(await holdHolder(tx, holderId))) return refuse('NOTHING_TO_REPLACE');
    const passIds = await listUnreplaced(tx, holderId);
    if (passIds.length === 0) return refuse('NOTHING_TO_REPLACE');
    const replaced = await giveInstead(tx, { holderId, passIds, serial: replaceWith }, ctx);
    return replaced === 'OK' ? ok({ replaced: passIds.length }) : refuse(replaced);
  },
});

type NotReplaced =
  | 'OUTSIDE_CONVENTION'
  | 'REPLACEMENT_UNKNOWN'
  | 'REPLACEMENT_SHORT'
  | 'REPLACEMENT_FACE'
  | 'REPLACED_BY_PARTNER';

/** A booklet of the partner's stock, handed to the person by the agent who has it in their hands. */
async function giveInstead(
  tx: Tx,
  given: { holderId: string; passIds: string[]; serial: string },
  ctx: Ctx,
): Promise<'OK' | NotReplaced> {
  const { actor } = ctx;
  if (actor.role === 'AUTHORITY') return 'REPLACED_BY_PARTNER';
  const conventions = (await holdConventions(tx, actor.partnerId)) ?? [];
  if (mayActUnder(conventions, ctx.today, actor.membershipId) !== 'OK') return 'OUTSIDE_CONVENTION';
  const booklet = await findBooklet(tx, given.serial, actor.partnerId);
  if (booklet === null || (await bookletIsSetAside(tx, booklet.id))) return 'REPLACEMENT_UNKNOWN';
  const replacing = {
    originalIds: given.passIds,
    holderId: given.holderId,
    bookletId: booklet.id,
    partnerId: actor.partnerId,
    agentId: actor.membershipId,
    distributionId: ctx.newId(),
    restTxId: ctx.newId(),
    today: ctx.today,
  };
  const written = await writeReplaced(tx, replacing, stampOf(ctx));
  const words = {
    OK: 'OK',
    GONE: 'REPLACEMENT_UNKNOWN',
    SHORT: 'REPLACEMENT_SHORT',
    FACE: 'REPLACEMENT_FACE',
  } as const;
  return words[written];
}

/** A booklet of the authority's stock, sent to the partner who lost one. */
async function sendInstead(
  tx: Tx,
  given: { lost: BookletToBlock; passIds: string[]; serial: string },
  ctx: Ctx,
): Promise<'OK' | NotReplaced> {
  const { partnerId } = given.lost;
  if (ctx.actor.role !== 'AUTHORITY' || partnerId === null) return 'REPLACEMENT_UNKNOWN';
  const conventions = (await holdConventions(tx, partnerId)) ?? [];
  if (mayActUnder(conventions, ctx.today, null) !== 'OK') return 'OUTSIDE_CONVENTION';
  const booklet = await findBooklet(tx, given.serial, null);
  if (booklet === null || booklet.partnerId !== null) return 'REPLACEMENT_UNKNOWN';
  if (booklet.passes.filter(({ state }) => state === 'STOCK').length < given.passIds.length) return 'REPLACEMENT_SHORT';
  const stamp = stampOf(ctx);
  const allocation = { id: ctx.newId(), lotId: booklet.lotId, bookletIds: [booklet.id], partnerId };
  if ((await writeAllocation(tx, allocation, stamp)) !== 'OK') return 'REPLACEMENT_UNKNOWN';
  const linked = await linkReplacements(tx, given.passIds, booklet.id, stamp);
  return linked === given.passIds.length ? 'OK' : 'REPLACEMENT_FACE';
}

function stampOf(ctx: Ctx) {
  return { txId: ctx.newId(), actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now };
}
