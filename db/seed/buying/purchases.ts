import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { addDays, addMonths } from '#app/calendar/rules/paris-time.ts';
import { createLot } from '#app/passes/create-lot.ts';
import { DEMO_BOOKLET_SIZE, DEMO_NONCE } from '#app/passes/demo-sheet.ts';
import type { Services } from '#app/platform/services.ts';
import { activateLot, financeLot } from '#app/purchasing/finance-lot.ts';
import { openFunding } from '#app/purchasing/open-funding.ts';
import { placeOrder, recordPayment } from '#app/purchasing/place-order.ts';
import { actAt, wallTime } from '../stage.ts';

/** The funding lines of the demonstration, by who pays. */
export type SeededFundings = Readonly<Record<'state' | 'own' | 'feder', string>>;
export type SeededShares = Readonly<Record<keyof SeededFundings, number>>;

/** What the supplier asks for a pass beside its value: printing and delivery, in cents. */
const FEE_CENTS = 85n;
const FACE_CENTS = 1000n;

/** The three lines of a programme of two years: the State up to 65 %, the FEDER, the authority's own money. */
export async function openFundings(
  services: Services,
  authority: AuthorityActor,
  today: string,
): Promise<SeededFundings> {
  const year = Number(addDays(today, -210).slice(0, 4));
  const period = { startsOn: `${year}-01-01`, endsOn: `${year + 2}-12-31` };
  const lines = {
    state: { kind: 'STATE', label: `État, convention Pass numérique ${year}`, rateBps: 6500, capCents: 39_828_555n },
    own: {
      kind: 'OWN',
      label: `Budget de la collectivité, inclusion numérique ${year}`,
      rateBps: 10_000,
      capCents: null,
    },
    feder: { kind: 'FEDER', label: `FEDER, axe inclusion numérique ${year}`, rateBps: 4000, capCents: 12_000_000n },
  } as const;
  const at = wallTime(addDays(today, -198), '11:00');
  const open = async (which: keyof SeededFundings) => {
    const { fundingId } = await actAt(services, at, openFunding, authority, { ...lines[which], ...period });
    return fundingId;
  };
  const [state, own, feder] = await Promise.all([open('state'), open('own'), open('feder')]);
  return { state, own, feder };
}

interface LotToPay {
  lotId: string;
  /** The Paris day of its order. */
  day: string;
  bookletCount: number;
  /** Basis points, 10,000 in all. */
  shares: SeededShares;
}

/** Orders a lot, says who pays, pays it two days later and opens its passes. */
export async function payForLot(
  services: Services,
  authority: AuthorityActor,
  fundings: SeededFundings,
  lot: LotToPay,
): Promise<void> {
  const orderId = await orderLot(services, authority, fundings, lot);
  const paidOn = addDays(lot.day, 2);
  const at = wallTime(paidOn, '15:00');
  await actAt(services, at, recordPayment, authority, { orderId, paidOn, reference: `MANDAT-${paidOn}-0417` });
  await actAt(services, at, activateLot, authority, { lotId: lot.lotId });
}

/** Orders a lot and says who pays, and no more: its passes wait for the payment. */
export async function orderLot(
  services: Services,
  authority: AuthorityActor,
  fundings: SeededFundings,
  { lotId, day, bookletCount, shares }: LotToPay,
): Promise<string> {
  const at = wallTime(day, '11:30');
  const priceCents = BigInt(bookletCount * DEMO_BOOKLET_SIZE) * (FACE_CENTS + FEE_CENTS);
  const { orderId } = await actAt(services, at, placeOrder, authority, {
    supplier: 'Imprimerie des Canuts (fictive)',
    reference: `CMD-${day.slice(0, 4)}-${day.slice(5).replace('-', '')}`,
    orderedOn: day,
    amountCents: priceCents,
  });
  const all = [
    { fundingId: fundings.state, shareBps: shares.state },
    { fundingId: fundings.own, shareBps: shares.own },
    { fundingId: fundings.feder, shareBps: shares.feder },
  ];
  const paying = all.filter(({ shareBps }) => shareBps > 0);
  await actAt(services, at, financeLot, authority, { lotId, orderId, priceCents, shares: paying });
  return orderId;
}

/** A lot delivered last week whose invoice is not paid: its passes cannot leave the stock. */
export async function awaitPayment(
  services: Services,
  authority: AuthorityActor,
  fundings: SeededFundings,
  today: string,
): Promise<void> {
  const day = addDays(today, -7);
  const bookletCount = 40;
  const { lotId } = await actAt(services, wallTime(day, '10:00'), createLot, authority, {
    label: `Lot du ${day.split('-').reverse().join('/')}`,
    prefix: '069',
    firstNumber: 601,
    bookletCount,
    bookletSize: DEMO_BOOKLET_SIZE,
    faceCents: FACE_CENTS,
    validFrom: day,
    validUntil: addDays(addMonths(day, 18), -1),
    nonce: DEMO_NONCE,
  });
  const shares = { state: 4500, own: 2500, feder: 3000 };
  await orderLot(services, authority, fundings, { lotId, day, bookletCount, shares });
}
