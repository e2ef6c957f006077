import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { createLot } from '#app/passes/create-lot.ts';
import type { Services } from '#app/platform/services.ts';
import { activateLot, financeLot } from '#app/purchasing/finance-lot.ts';
import { openFunding } from '#app/purchasing/open-funding.ts';
import { placeOrder, recordPayment } from '#app/purchasing/place-order.ts';
import { actAt } from '../stage.ts';
import type { Ground } from './ground.ts';

/** The State up to 65 %, and the authority's own money for the rest: their lines' ids. */
export interface TrialFundings {
  state: string;
  own: string;
}

export async function openTrialFundings(services: Services, { authority }: Ground): Promise<TrialFundings> {
  const now = services.clock.now();
  const period = { startsOn: parisDay(now), endsOn: '2099-12-31', capCents: null };
  const open = async (kind: 'STATE' | 'OWN', rateBps: number) => {
    const { fundingId } = await actAt(services, now, openFunding, authority, {
      kind,
      label: `Essai ${kind}`,
      rateBps,
      ...period,
    });
    return fundingId;
  };
  return { state: await open('STATE', 6500), own: await open('OWN', 10_000) };
}

export interface TrialLot {
  firstNumber: number;
  bookletCount: number;
  bookletSize: number;
  validUntil: string;
}

/** Buys a lot as the authority does: ordered, financed, paid, opened; then deals all of it to the partners in turn. */
export async function buyAndShare(
  services: Services,
  ground: Ground,
  fundings: TrialFundings,
  lot: TrialLot,
): Promise<{ lotId: string; serials: string[] }> {
  const { authority } = ground;
  const now = services.clock.now();
  const day = parisDay(now);
  const bought = await actAt(services, now, createLot, authority, {
    ...lot,
    label: `Lot d’essai ${lot.firstNumber}`,
    prefix: '069',
    faceCents: '1000',
    validFrom: day,
    nonce: '0123456789abcdef0123456789abcdef',
  });
  const { lotId } = bought;
  const priceCents = BigInt(lot.bookletCount * lot.bookletSize) * 1085n;
  const order = {
    supplier: 'Imprimeur d’essai',
    reference: `C-${lot.firstNumber}`,
    orderedOn: day,
    amountCents: priceCents,
  };
  const { orderId } = await actAt(services, now, placeOrder, authority, order);
  const shares = [
    { fundingId: fundings.state, shareBps: 6500 },
    { fundingId: fundings.own, shareBps: 3500 },
  ];
  await actAt(services, now, financeLot, authority, { lotId, orderId, priceCents, shares });
  await actAt(services, now, recordPayment, authority, { orderId, paidOn: day, reference: `M-${lot.firstNumber}` });
  await actAt(services, now, activateLot, authority, { lotId });
  const share = Math.floor(lot.bookletCount / ground.partners.length);
  for (const [i, { partnerId }] of ground.partners.entries()) {
    const count = i === 0 ? lot.bookletCount - share * (ground.partners.length - 1) : share;
    if (count > 0) await actAt(services, now, allocateBooklets, authority, { lotId, partnerId, count });
  }
  return bought;
}
