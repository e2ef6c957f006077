import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import type { Tx } from '#db/client.ts';
import { holdFundings } from '#db/queries/funding.ts';
import { listOrderedLots } from '#db/queries/funding-receipts.ts';
import { lockLot, lockOrder, sumOtherLots, writeActivation, writeFinancing, writeGrace } from '#db/queries/orders.ts';
import { overCap, sumByFunding } from './rules/cost-by-funding.ts';
import { bps, decideShares } from './rules/funding.ts';
import type { Share } from './rules/funding-shares.ts';
import { decideActivation } from './rules/order.ts';

const financing = z.object({
  lotId: z.uuid(),
  orderId: z.uuid(),
  /** What this lot costs, in cents. */
  priceCents: z.coerce.bigint().refine((cents) => cents >= 0n && cents <= 10n ** 13n),
  shares: z.array(z.object({ fundingId: z.uuid(), shareBps: bps('Écrivez une part.').min(1) })).max(20),
});

/** Puts a lot in an order, at its price, with who pays which share. Until it is activated, it may be said again. */
export const financeLot = intention({
  name: 'finance-lot',
  input: financing,
  may: 'purchase.manage',
  async run(tx, { lotId, orderId, priceCents, shares }) {
    const order = await lockOrder(tx, orderId);
    if (order === null) return refuse('ORDER_NOT_FOUND');
    const lot = await lockLot(tx, lotId);
    if (lot === null) return refuse('LOT_NOT_FOUND');
    if (lot.activated) return refuse('ALREADY_ACTIVE');
    const left = order.amountCents - (await sumOtherLots(tx, orderId, lotId));
    if (priceCents > left) return refuse('OVER_ORDER', { leftCents: left.toString() });
    const fundings = await holdFundings(
      tx,
      shares.map(({ fundingId }) => fundingId),
    );
    const verdict = decideShares(shares, fundings, order.orderedOn);
    if (verdict.kind !== 'OK') {
      const { kind, ...facts } = verdict;
      return refuse(kind, facts);
    }
    const over = await findOverCap(tx, { lotId, priceCents, shares }, fundings);
    if (over !== null) return refuse('OVER_CAP', over);
    await writeFinancing(tx, { lotId, orderId, priceCents, shares });
    return ok({ lotId });
  },
});

/** The first funding whose cap this lot would pass, with what it may still pay; or null. */
async function findOverCap(
  tx: Tx,
  lot: { lotId: string; priceCents: bigint; shares: readonly Share[] },
  fundings: Awaited<ReturnType<typeof holdFundings>>,
): Promise<{ funding: string; leftCents: string } | null> {
  const share = new Map(lot.shares.map((one) => [one.fundingId, one.shareBps]));
  // In the order of labels, as everywhere a lot is shared: equal remainders fall the same way.
  const shares = fundings.map(({ id }) => ({ fundingId: id, shareBps: share.get(id) ?? 0 }));
  const caps = new Map(fundings.map(({ id, capCents }) => [id, capCents]));
  const ordered = sumByFunding(await listOrderedLots(tx, lot.lotId));
  const over = overCap({ cents: lot.priceCents, shares }, caps, ordered);
  if (over === null) return null;
  const funding = fundings.find(({ id }) => id === over.fundingId)?.label ?? '';
  return { funding, leftCents: over.leftCents.toString() };
}

/** Opens the passes of a paid lot: from now on they may leave the stock. Value: the lot's id. */
export const activateLot = intention({
  name: 'activate-lot',
  input: z.object({ lotId: z.uuid() }),
  may: 'purchase.manage',
  async run(tx, { lotId }, ctx) {
    const lot = await lockLot(tx, lotId);
    if (lot === null) return refuse('LOT_NOT_FOUND');
    const verdict = decideActivation(lot, ctx.today);
    if (verdict !== 'OK') return refuse(verdict);
    await writeActivation(tx, lotId, ctx.actor.userId, ctx.now);
    return ok({ lotId });
  },
});

/** How many days after the last one a venue may still declare a service given in time. Value: the lot's id. */
export const setGrace = intention({
  name: 'set-lot-grace',
  input: z.object({ lotId: z.uuid(), graceDays: z.number().int().min(0).max(366) }),
  may: 'purchase.manage',
  async run(tx, { lotId, graceDays }) {
    if ((await lockLot(tx, lotId)) === null) return refuse('LOT_NOT_FOUND');
    await writeGrace(tx, lotId, graceDays);
    return ok({ lotId, graceDays });
  },
});
