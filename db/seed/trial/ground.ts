import type { AuthorityActor, PartnerActor, VenueActor } from '#app/access/rules/actor.ts';
import type { Role } from '#app/access/rules/roles.ts';
import { addDays, addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { createOrganisation } from '#app/directory/label-organisation.ts';
import { createPartner } from '#app/partners/create-partner.ts';
import type { Services } from '#app/platform/services.ts';
import { insertAccount } from '#db/queries/sign-in.ts';
import { writeVenues } from '#db/queries/venue-import.ts';
import { labelByFile } from '../money/label.ts';
import { actAt, later, MINUTE } from '../stage.ts';
import { trialIban } from './iban.ts';

/** Who acts, and where, in a programme on trial: nobody real, no place real. */
export interface Ground {
  authority: AuthorityActor;
  /** Somebody else of the authority: what takes two people takes them both. */
  colleague: AuthorityActor;
  partners: { partnerId: string; name: string; agents: PartnerActor[] }[];
  organisations: { orgId: string; name: string; staff: VenueActor; venueIds: string[] }[];
}

export interface GroundSize {
  partners: number;
  /** Agents of each partner. */
  agents: number;
  organisations: number;
  /** Venues in all, shared between the organisations in turn. */
  venues: number;
}

const COMMUNES = [
  ['Villeurbanne', '69266', '69100'],
  ['Bron', '69029', '69500'],
  ['Vénissieux', '69259', '69200'],
  ['Oullins-Pierre-Bénite', '69149', '69600'],
  ['Givors', '69091', '69700'],
] as const;

/** A commune of the trial: its name, its INSEE code and a postcode. */
export function communeOf(n: number): (typeof COMMUNES)[number] {
  return COMMUNES[n % COMMUNES.length] ?? COMMUNES[0];
}

/** Founds partners under convention and labelled organisations by the real acts, at the clock's moment. Accounts have no password. */
export async function foundGround(services: Services, size: GroundSize): Promise<Ground> {
  const hire = (role: Role, at: { partnerId?: string; orgId?: string }) => hireAt(services, role, at);
  const official = async (): Promise<AuthorityActor> => ({
    ...(await hire('AUTHORITY', {})),
    role: 'AUTHORITY',
    organisation: services.env.TERRITORY_NAME,
  });
  const authority = await official();
  const ground: Ground = { authority, colleague: await official(), partners: [], organisations: [] };
  const now = services.clock.now();
  const startsOn = parisDay(now);
  for (let i = 0; i < size.partners; i += 1) {
    const name = `Partenaire d’essai ${i + 1}`;
    const { partnerId } = await actAt(services, later(now, i * MINUTE), createPartner, authority, {
      name,
      commune: communeOf(i)[0],
      startsOn,
      endsOn: addDays(addMonths(startsOn, 120), -1),
      targetPasses: 10_000,
    });
    const agents: PartnerActor[] = [];
    for (let a = 0; a < size.agents; a += 1) {
      agents.push({ ...(await hire('AGENT', { partnerId })), role: 'AGENT', partnerId, organisation: name });
    }
    ground.partners.push({ partnerId, name, agents });
  }
  const venueIds = await plantVenues(services, size.venues);
  for (let i = 0; i < size.organisations; i += 1) {
    const name = `Structure d’essai ${i + 1}`;
    const own = venueIds.filter((_, v) => v % size.organisations === i);
    const { orgId } = await actAt(services, now, createOrganisation, authority, { name, venueIds: own });
    const staff: VenueActor = {
      ...(await hire('VENUE_STAFF', { orgId })),
      role: 'VENUE_STAFF',
      orgId,
      organisation: name,
    };
    const wish = { orgId, name, number: i + 10, iban: trialIban(i), representative: staff.displayName, startsOn };
    await labelByFile(services, now, staff, [authority, ground.colleague], wish);
    ground.organisations.push({ orgId, name, staff, venueIds: own });
  }
  return ground;
}

async function hireAt(services: Services, role: Role, at: { partnerId?: string; orgId?: string }) {
  const hired = { userId: services.newId(), membershipId: services.newId(), displayName: 'Personne d’essai' };
  const account = {
    ...hired,
    role,
    email: `${hired.userId}@example.org`,
    passwordHash: 'none',
    partnerId: at.partnerId ?? null,
    orgId: at.orgId ?? null,
    now: services.clock.now(),
  };
  await services.db.transaction((tx) => insertAccount(tx, account));
  return hired;
}

async function plantVenues(services: Services, count: number): Promise<string[]> {
  const now = services.clock.now();
  const rows = Array.from({ length: count }, (_, i) => venueRow(services.newId(), i, now));
  await services.db.transaction((tx) => writeVenues(tx, rows));
  return rows.map(({ id }) => id);
}

type VenueRow = Parameters<typeof writeVenues>[1][number];

function venueRow(id: string, i: number, now: Date): VenueRow {
  const [commune, inseeCode, postcode] = communeOf(i);
  const none: string[] = [];
  return {
    id,
    slug: `lieu-d-essai-${i + 1}`,
    source: 'essai',
    sourceId: String(i + 1),
    contentHash: '',
    name: `Lieu d’essai ${i + 1}`,
    street: `${i + 1} rue de l’Essai`,
    postcode,
    commune,
    inseeCode,
    emails: none,
    websites: none,
    typologies: none,
    services: none,
    publics: none,
    specialCare: none,
    fees: none,
    programmes: none,
    trainingLabels: none,
    otherLabels: none,
    accessModes: none,
    supportModes: none,
    itinerancy: none,
    acceptsPass: true,
    inTerritory: true,
    sourceUpdatedOn: parisDay(now),
    importedAt: now,
    updatedAt: now,
  };
}
