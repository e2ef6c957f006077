import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { addDays, addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { createPartner } from '#app/partners/create-partner.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { createLot } from '#app/passes/create-lot.ts';
import { DEMO_BOOKLET_SIZE, DEMO_NONCE } from '#app/passes/demo-sheet.ts';
import type { Services } from '#app/platform/services.ts';
import { awaitPayment, openFundings, payForLot, type SeededFundings } from './buying/purchases.ts';
import { receiveFunds } from './buying/receipts.ts';
import { SEEDED_PARTNERS, type SeededPartner } from './partners.ts';
import type { Hire } from './professionals.ts';
import { analyzePasses } from './rows.ts';
import { actAt, later, MINUTE, wallTime } from './stage.ts';

/** A partner at work: its people who act, the persona first, and its booklets in the order of their serials. */
export interface PartnerAtWork {
  facts: SeededPartner;
  agents: PartnerActor[];
  serials: string[];
}

const LOTS = [
  { daysAgo: 150, bookletCount: 450, firstNumber: 1, shares: { state: 6500, own: 2000, feder: 1500 } },
  { daysAgo: 30, bookletCount: 150, firstNumber: 451, shares: { state: 5000, own: 5000, feder: 0 } },
] as const;

/** The authority's first account, and a colleague. */
export async function foundAuthority(services: Services, hire: Hire): Promise<AuthorityActor> {
  const since = wallTime(addDays(parisDay(services.clock.now()), -200), '09:00');
  const post = { role: 'AUTHORITY', partnerId: null, orgId: null, since } as const;
  const hired = await hire({ ...post, displayName: 'Hélène Vasseur' });
  await hire({ ...post, displayName: 'Marc Delacroix' });
  return { ...hired, role: 'AUTHORITY', organisation: services.env.TERRITORY_NAME };
}

/** Partners with their convention and their people; lots bought, and booklets given to the partners. */
export async function foundPartners(
  services: Services,
  hire: Hire,
  authority: AuthorityActor,
): Promise<PartnerAtWork[]> {
  const today = parisDay(services.clock.now());
  const fundings = await openFundings(services, authority, today);
  const [first, second] = await Promise.all(LOTS.map((lot) => buyLot(services, authority, fundings, today, lot)));
  await awaitPayment(services, authority, fundings, today);
  await receiveFunds(services, authority, fundings, today);
  await services.db.transaction(analyzePasses);
  const partners: PartnerAtWork[] = [];
  for (const facts of SEEDED_PARTNERS) {
    const at = later(wallTime(addDays(today, -190), '10:00'), partners.length * 10 * MINUTE);
    const agents = await foundPartner(services, hire, authority, facts, at);
    partners.push({ facts, agents, serials: [] });
  }
  for (const [lot, daysAgo, share] of [
    [first, 140, 'booklets'],
    [second, 25, 'moreBooklets'],
  ] as const) {
    if (lot === undefined) throw new Error('a lot is missing');
    await shareOut(services, authority, lot, partners, { share, from: wallTime(addDays(today, -daysAgo), '14:00') });
  }
  return partners;
}

async function foundPartner(
  services: Services,
  hire: Hire,
  authority: AuthorityActor,
  facts: SeededPartner,
  at: Date,
): Promise<PartnerActor[]> {
  const { name, address, commune, targetPasses } = facts;
  const startsOn = `${parisDay(at).slice(0, 7)}-01`;
  const endsOn = addDays(addMonths(startsOn, 24), -1);
  const { partnerId } = await actAt(services, at, createPartner, authority, {
    name,
    address,
    commune,
    targetPasses,
    startsOn,
    endsOn,
  });
  const post = { partnerId, orgId: null, since: later(at, 30 * MINUTE) };
  const actors: PartnerActor[] = [];
  for (const displayName of facts.agents) {
    const hired = await hire({ ...post, role: 'AGENT', displayName });
    actors.push({ ...hired, role: 'AGENT', partnerId, organisation: name });
  }
  const manager = await hire({ ...post, role: 'PARTNER_MANAGER', displayName: facts.manager });
  return [...actors, { ...manager, role: 'PARTNER_MANAGER', partnerId, organisation: name }];
}

interface BoughtLot {
  lotId: string;
  serials: string[];
}

async function buyLot(
  services: Services,
  authority: AuthorityActor,
  fundings: SeededFundings,
  today: string,
  lot: (typeof LOTS)[number],
): Promise<BoughtLot> {
  const day = addDays(today, -lot.daysAgo);
  const { bookletCount, firstNumber } = lot;
  const bought = await actAt(services, wallTime(day, '10:00'), createLot, authority, {
    label: `Lot du ${day.split('-').reverse().join('/')}`,
    prefix: '069',
    firstNumber,
    bookletCount,
    bookletSize: DEMO_BOOKLET_SIZE,
    faceCents: 1000n,
    validFrom: day,
    validUntil: addDays(addMonths(day, 18), -1),
    nonce: DEMO_NONCE,
  });
  await payForLot(services, authority, fundings, { lotId: bought.lotId, day, bookletCount, shares: lot.shares });
  return bought;
}

/** Booklets leave the stock in the order of their serials, one partner after the other. */
async function shareOut(
  services: Services,
  authority: AuthorityActor,
  lot: BoughtLot,
  partners: readonly PartnerAtWork[],
  { share, from }: { share: 'booklets' | 'moreBooklets'; from: Date },
): Promise<void> {
  let given = 0;
  for (const [i, partner] of partners.entries()) {
    const count = partner.facts[share];
    const partnerId = partner.agents[0]?.partnerId;
    if (count === 0) continue;
    await actAt(services, later(from, i * 5 * MINUTE), allocateBooklets, authority, {
      lotId: lot.lotId,
      partnerId,
      count,
    });
    partner.serials.push(...lot.serials.slice(given, given + count));
    given += count;
  }
}
