import { z } from 'zod';
import { mayActUnder } from '#app/partners/rules/convention.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { lockFreeBooklets, writePlan } from '#db/queries/allocations.ts';
import { holdConventions } from '#db/queries/conventions.ts';
import { holdPartner } from '#db/queries/passes.ts';
import { siteIsOf } from '#db/queries/sites.ts';

const count = z.number().int().min(1).max(2000);
const reason = z.string().trim().min(1).max(300).optional();

/**
 * The authority plans a journey of booklets: stock → partner, partner → partner, or partner → stock (null
 * ends are the stock). They are set aside at once, so that nobody else gives them away. A closed partner's
 * booklets may leave it, never come to it. Value: the allocation's id.
 */
export const planAllocation = intention({
  name: 'plan-allocation',
  input: z
    .object({
      fromPartnerId: z.uuid().nullable(),
      partnerId: z.uuid().nullable(),
      siteId: z.uuid().optional(),
      lotId: z.uuid().optional(),
      count,
      reason,
    })
    .refine(({ fromPartnerId, partnerId }) => fromPartnerId !== partnerId),
  may: 'booklet.allocate',
  async run(tx, given, ctx) {
    const { partnerId } = given;
    if (partnerId !== null) {
      const conventions = await holdConventions(tx, partnerId);
      if (conventions === null) return refuse('PARTNER_CLOSED');
      if (mayActUnder(conventions, ctx.today, null) !== 'OK') return refuse('NO_CONVENTION');
      if (given.siteId !== undefined && !(await siteIsOf(tx, given.siteId, partnerId))) return refuse('SITE_UNKNOWN');
    }
    return setAside(tx, { ...given, siteId: partnerId === null ? null : (given.siteId ?? null) }, ctx);
  },
});

/** Somebody of a partner sends booklets back to the authority. Value: the allocation's id. */
export const planReturn = intention({
  name: 'plan-return',
  input: z.object({ lotId: z.uuid().optional(), count, reason: z.string().trim().min(1).max(300) }),
  may: 'booklet.return',
  async run(tx, given, ctx) {
    const { partnerId, membershipId } = ctx.actor;
    if (!(await holdPartner(tx, partnerId, membershipId))) return refuse('NOT_YOURS');
    return setAside(tx, { ...given, fromPartnerId: partnerId, partnerId: null, siteId: null }, ctx);
  },
});

interface Journey {
  fromPartnerId: string | null;
  partnerId: string | null;
  siteId: string | null;
  lotId?: string | undefined;
  count: number;
  reason?: string | undefined;
}

async function setAside(tx: Tx, journey: Journey, ctx: IntentionContext) {
  const asked = journey.count;
  const from = { partnerId: journey.fromPartnerId, lotId: journey.lotId ?? null };
  // Locked, then looked at again: a booklet planned elsewhere between the two looks is only seen the second time.
  for (let left = 2; ; left -= 1) {
    const bookletIds = await lockFreeBooklets(tx, from, asked);
    if (bookletIds.length < asked) return refuse('TOO_FEW', { left: bookletIds.length, asked });
    const id = ctx.newId();
    const { fromPartnerId, partnerId, siteId } = journey;
    const plan = { id, fromPartnerId, partnerId, siteId, bookletIds, reason: journey.reason ?? null };
    const written = await writePlan(tx, plan, ctx);
    if (written === 'OK') return ok({ allocationId: id });
    if (left === 0) return refuse('TOO_FEW', { left: 0, asked });
  }
}
