import { z } from 'zod';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { lockHolder } from '#db/queries/booking.ts';
import { isLabelled, venueBelongsTo } from '#db/queries/organisations.ts';
import { findPassByCode, findRedemptionOfPass, holdVenueStaff, writeWalkIn } from '#db/queries/passes.ts';
import { findHolderByCode } from '#db/queries/people.ts';
import { HOLDER_CODE_LENGTH, plainVoucherCode, readCode, VOUCHER_CODE_LENGTH } from './rules/code.ts';
import { choosePasses, inGrace } from './rules/wallet.ts';

const input = z.object({
  venueId: z.uuid(),
  /** The 8 signs of a ticket (then `count` passes of that person) or the 11 signs of one voucher. */
  code: z.string().max(40),
  count: z.number().int().min(1).max(20),
  /** The Paris day of the service when it is not today: the passes must have been valid then, and their grace not over. */
  servedOn: daySchema('').nullish(),
});

/**
 * A venue redeems passes of somebody who came without a booking. Value: the ledger transaction
 * (what an undo names), how many passes and how many are left. A pass already used tells where and when.
 */
export const redeemWalkIn = intention({
  name: 'redeem-walk-in',
  input,
  may: 'pass.walkIn',
  async run(tx, given, ctx) {
    const { orgId, membershipId } = ctx.actor;
    if (!(await holdVenueStaff(tx, membershipId))) return refuse('NOT_ALLOWED');
    if (!(await venueBelongsTo(tx, given.venueId, orgId))) return refuse('VENUE_NOT_FOUND');
    if (!(await isLabelled(tx, orgId, ctx.today))) return refuse('LABEL_LAPSED');
    const servedOn = given.servedOn ?? ctx.today;
    if (servedOn > ctx.today) return refuse('SERVED_IN_FUTURE');
    const found = await findPasses(tx, { ...given, servedOn }, ctx);
    if (found.kind === 'REFUSE') return refuse(found.refusal, found.facts);
    const txId = ctx.newId();
    const written = await writeWalkIn(
      tx,
      { passIds: found.passIds, holderId: found.holderId, orgId, venueId: given.venueId, today: ctx.today, servedOn },
      { txId, actorRef: ctx.actorRef, opKey: ctx.opKey, now: ctx.now },
    );
    if (written !== 'OK') return refuse('PASS_USED', { at: null, where: null });
    return ok({ txId, count: found.passIds.length, left: found.left });
  },
});

type Found =
  | { kind: 'FOUND'; holderId: string; passIds: string[]; left: number }
  | {
      kind: 'REFUSE';
      refusal:
        | 'CODE_MISTYPED'
        | 'CODE_UNKNOWN'
        | 'PASS_USED'
        | 'PASS_RESERVED'
        | 'PASS_NOT_HANDED_OVER'
        | 'PASS_EXPIRED'
        | 'NOT_ENOUGH_PASSES';
      facts: Record<string, string | number | null>;
    };

type Given = z.infer<typeof input> & { servedOn: string };

async function findPasses(tx: Tx, given: Given, ctx: IntentionContext<VenueActor>): Promise<Found> {
  const ticket = readCode(given.code, HOLDER_CODE_LENGTH);
  if (ticket.kind === 'code') {
    const holderId = await findHolderByCode(tx, ctx.secrets.index('holder-code-index', ticket.code));
    return holderId === null ? no('CODE_UNKNOWN') : choose(tx, holderId, given, ctx);
  }
  const voucher = readCode(given.code, VOUCHER_CODE_LENGTH);
  if (voucher.kind === 'code')
    return findVoucher(tx, ctx.secrets.index('pass-code-index', voucher.code), given.servedOn, ctx);
  // A supplier's voucher has signs and a length of its own, and no check sign that we know.
  const supplied = plainVoucherCode(given.code);
  const known = supplied === null ? null : ctx.secrets.index('pass-code-index', supplied);
  if (known === null || (await findPassByCode(tx, known)) === null) return no('CODE_MISTYPED');
  return findVoucher(tx, known, given.servedOn, ctx);
}

async function choose(
  tx: Tx,
  holderId: string,
  { count, servedOn }: Given,
  ctx: IntentionContext<VenueActor>,
): Promise<Found> {
  const person = await lockHolder(tx, holderId, ctx.now);
  const all = person?.held ?? [];
  const held = inGrace(all, ctx.today);
  const choice = choosePasses(held, count, servedOn);
  if (choice.kind === 'CHOSEN') {
    return { kind: 'FOUND', holderId, passIds: choice.passIds, left: held.length - count };
  }
  if (choice.kind === 'PASSES_EXPIRE_BEFORE') return no('PASS_EXPIRED', { lastDay: choice.lastDay });
  if (all.length >= count) return no('PASS_EXPIRED', { lastDay: all.at(-1)?.expiresOn ?? null });
  return no('NOT_ENOUGH_PASSES', { price: count, held: choice.held });
}

async function findVoucher(
  tx: Tx,
  codeHmac: string,
  servedOn: string,
  ctx: IntentionContext<VenueActor>,
): Promise<Found> {
  const first = await findPassByCode(tx, codeHmac);
  if (first === null) return no('CODE_UNKNOWN');
  const person = first.holderId === null ? null : await lockHolder(tx, first.holderId, ctx.now);
  // Read again under the person's lock: another device may have used it while we waited.
  const pass = await findPassByCode(tx, codeHmac);
  if (pass === null || pass.holderId === null || person === null) return no('PASS_NOT_HANDED_OVER');
  if (pass.state === 'RESERVED') return no('PASS_RESERVED');
  if (pass.state !== 'HELD') {
    const used = await findRedemptionOfPass(tx, pass.id);
    return no('PASS_USED', { at: used?.at.toISOString() ?? null, where: used?.orgName ?? null });
  }
  const held = person.held.find(({ id }) => id === pass.id);
  if (pass.expiresOn < servedOn || (held?.redeemUntil ?? pass.expiresOn) < ctx.today)
    return no('PASS_EXPIRED', { lastDay: pass.expiresOn });
  return { kind: 'FOUND', holderId: pass.holderId, passIds: [pass.id], left: person.held.length - 1 };
}

function no(
  refusal: Extract<Found, { kind: 'REFUSE' }>['refusal'],
  facts: Record<string, string | number | null> = {},
): Found {
  return { kind: 'REFUSE', refusal, facts };
}
