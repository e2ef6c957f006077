import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { receiveAllocation, sendAllocation } from '#app/allocation/follow-allocation.ts';
import { planAllocation } from '#app/allocation/plan-allocation.ts';
import { addDays, addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import {
  callCommittee,
  completeDecision,
  freezePack,
  keepMinutes,
  recordDecision,
} from '#app/committee/hold-committee.ts';
import { createPartner } from '#app/partners/create-partner.ts';
import { addSite, assignSite } from '#app/partners/manage-sites.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import type { Services } from '#app/platform/services.ts';
import { listAllocationBooklets } from '#db/queries/allocations.ts';
import type { Hire } from '../professionals.ts';
import type { PartnerAtWork } from '../programme.ts';
import { readLotsInStock } from '../rows.ts';
import { actAt, type Deed, HOUR, later, wallTime } from '../stage.ts';

const IDLE = {
  name: 'Maison de la Métropole de Givors',
  address: '8 place Jean Jaurès',
  commune: 'Givors',
  manager: 'Odile Garnier-Roche',
} as const;

/**
 * What the sharing out looks like on an ordinary day: a partner whose stock sleeps under a convention that
 * ends in five months, sites, booklets on their way, and one that did not arrive.
 */
export async function liveSharing(
  services: Services,
  hire: Hire,
  authority: AuthorityActor,
  partners: readonly PartnerAtWork[],
): Promise<void> {
  const today = parisDay(services.clock.now());
  const at = (daysAgo: number, time: string) => wallTime(addDays(today, -daysAgo), time);
  const [old, recent] = await services.db.read(readLotsInStock);
  if (old === undefined || recent === undefined) throw new Error('the demonstration lacks two lots in stock');
  const endsOn = addDays(addMonths(today, 5), 3);
  const { partnerId } = await actAt(services, at(150, '11:00'), createPartner, authority, {
    name: IDLE.name,
    address: IDLE.address,
    commune: IDLE.commune,
    startsOn: addDays(addMonths(endsOn, -24), 1),
    endsOn,
    targetPasses: 300,
    publics: ['ELDERLY', 'JOB_SEEKER'],
    signedForPartner: IDLE.manager,
    signedForAuthority: 'Hélène Vasseur',
  });
  await hire({ displayName: IDLE.manager, role: 'PARTNER_MANAGER', partnerId, orgId: null, since: at(150, '12:00') });
  await actAt(services, at(95, '10:00'), allocateBooklets, authority, { lotId: old, partnerId, count: 30 });
  const [first, second] = partners;
  if (first === undefined || second === undefined) throw new Error('the demonstration lacks partners');
  await nameSites(services, authority, first, at(120, '09:30'));
  await send(services, authority, second, { lotId: recent, count: 12, sentAt: at(2, '10:30'), lost: 0 });
  await send(services, authority, first, { lotId: recent, count: 10, sentAt: at(9, '09:00'), lost: 1 });
}

async function nameSites(
  services: Services,
  authority: AuthorityActor,
  partner: PartnerAtWork,
  at: Date,
): Promise<void> {
  const partnerId = partner.agents[0]?.partnerId;
  const places = [
    { name: 'Accueil central', address: partner.facts.address, commune: partner.facts.commune },
    { name: 'Antenne de la Duchère', address: '227 avenue du Plateau', commune: 'Lyon 9e Arrondissement' },
  ];
  for (const [i, place] of places.entries()) {
    const { siteId } = await actAt(services, at, addSite, authority, { ...place, partnerId });
    await actAt(services, at, assignSite, authority, {
      partnerId,
      siteId,
      membershipId: partner.agents[i]?.membershipId,
    });
  }
}

/** Booklets on their way; `lost` of them are missing on arrival when it is not zero, else nobody has counted yet. */
async function send(
  services: Services,
  authority: AuthorityActor,
  partner: PartnerAtWork,
  { lotId, count, sentAt, lost }: { lotId: string; count: number; sentAt: Date; lost: number },
): Promise<void> {
  const partnerId = partner.agents[0]?.partnerId;
  const plan = { fromPartnerId: null, partnerId, lotId, count, reason: 'Réassort de fin d’année' };
  const { allocationId } = await actAt(services, later(sentAt, -24 * HOUR), planAllocation, authority, plan);
  await actAt(services, sentAt, sendAllocation, authority, { allocationId });
  const manager = partner.agents.at(-1);
  if (lost === 0 || manager === undefined) return;
  const serials = (await services.db.read((tx) => listAllocationBooklets(tx, allocationId))).map(
    ({ serial }) => serial,
  );
  await actAt(services, later(sentAt, 26 * HOUR), receiveAllocation, manager, {
    allocationId,
    counted: count - lost,
    missing: serials.slice(-lost),
    note: 'Compté deux fois, à deux : il en manque un.',
  });
}

/** A committee of six weeks ago: its figures frozen that day, one decision done, two still to follow. */
export function committeeDeed(services: Services, authority: AuthorityActor, partners: readonly PartnerAtWork[]): Deed {
  const today = parisDay(services.clock.now());
  const heldOn = addDays(today, -41);
  const at = wallTime(heldOn, '16:00');
  return { at, person: null, run: () => holdPastCommittee(services, authority, partners, { today, heldOn, at }) };
}

async function holdPastCommittee(
  services: Services,
  authority: AuthorityActor,
  partners: readonly PartnerAtWork[],
  { today, heldOn, at }: { today: string; heldOn: string; at: Date },
): Promise<void> {
  const { committeeId } = await actAt(services, later(at, -20 * 24 * HOUR), callCommittee, authority, {
    title: 'Comité de pilotage d’automne',
    heldOn,
    place: 'Hôtel de la Métropole, salle 4',
    agenda: '1. Où en sont les remises\n2. Les stocks qui dorment\n3. Préparer le renouvellement des conventions',
    guestIds: partners.flatMap(({ agents }) => agents.slice(0, 1).map(({ partnerId }) => partnerId)),
  });
  await actAt(services, at, freezePack, authority, { committeeId });
  await actAt(services, later(at, 48 * HOUR), keepMinutes, authority, {
    committeeId,
    minutes:
      'Les partenaires confirment le rythme des remises. Deux antennes manquent d’ateliers proches.\nLes stocks qui ne bougent pas seront transférés avant la fin de l’année.',
  });
  const decide = (decided: string, owner: string, dueOn: string) =>
    actAt(services, later(at, 48 * HOUR), recordDecision, authority, { committeeId, decided, owner, dueOn });
  const { decisionId } = await decide(
    'Ouvrir deux séries d’ateliers à Vénissieux',
    'Marc Delacroix',
    addDays(heldOn, 30),
  );
  await decide('Transférer les carnets qui dorment', 'Hélène Vasseur', addDays(heldOn, 38));
  await decide('Écrire le bilan des conventions qui finissent au printemps', 'Hélène Vasseur', addDays(today, 60));
  await actAt(services, wallTime(addDays(heldOn, 20), '09:00'), completeDecision, authority, {
    committeeId,
    decisionId,
  });
}
