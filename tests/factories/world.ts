import postgres from 'postgres';
import type { AuthorityActor, PartnerActor, VenueActor } from '#app/access/rules/actor.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { createLot } from '#app/passes/create-lot.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { activateBoughtLot } from '#tests/factories/purchasing.ts';
import type { FreshDatabase } from '#tests/setup/database.ts';

/**
 * The smallest programme in which everything can happen: one authority, two partners, three labelled
 * organisations with a venue each, one lot. Rows with no intention of their own are written directly.
 */
export interface World {
  services: Services;
  sql: postgres.Sql;
  authority: AuthorityActor;
  agents: [PartnerActor, PartnerActor];
  staff: [VenueActor, VenueActor, VenueActor];
  venueIds: [string, string, string];
  lotId: string;
  nonce: string;
  serials: string[];
  close(): Promise<void>;
}

export interface SessionWish {
  org?: 0 | 1 | 2;
  startsAt?: Date;
  minutes?: number;
  capacity?: number;
  pricePasses?: number;
}

const HOUR = 3_600_000;

/** Builds a world on an empty database; `booklets` of `size` passes are given to the first partner. */
export async function buildWorld(
  fresh: Pick<FreshDatabase, 'services' | 'url'>,
  { booklets = 60, size = 10 } = {},
): Promise<World> {
  const { services } = fresh;
  const sql = postgres(fresh.url, { max: 4, onnotice: () => undefined });
  const now = services.clock.now();
  const authority: AuthorityActor = {
    role: 'AUTHORITY',
    ...(await insertProfessional(sql, services, 'AUTHORITY', null, null)),
    organisation: 'Métropole',
  };
  const agents: PartnerActor[] = [];
  for (const name of ['CCAS d’essai', 'Mission d’essai']) {
    const partnerId = services.newId();
    await sql`insert into partner ${sql({ id: partnerId, name, created_at: now })}`;
    await sql`insert into partner_convention ${sql({ id: services.newId(), partner_id: partnerId, starts_on: '2020-01-01', ends_on: '2099-12-31', target_passes: 1000 })}`;
    agents.push({
      role: 'AGENT',
      ...(await insertProfessional(sql, services, 'AGENT', partnerId, null)),
      partnerId,
      organisation: name,
    });
  }
  const staff: VenueActor[] = [];
  const venueIds: string[] = [];
  for (const name of ['MJC un', 'MJC deux', 'MJC trois']) {
    const { orgId, venueId } = await insertOrganisation(sql, services, name);
    staff.push({
      role: 'VENUE_STAFF',
      ...(await insertProfessional(sql, services, 'VENUE_STAFF', null, orgId)),
      orgId,
      organisation: name,
    });
    venueIds.push(venueId);
  }
  const nonce = '0123456789abcdef0123456789abcdef';
  const lot = await done(
    perform(services, createLot, {
      actor: authority,
      opKey: services.newId(),
      input: {
        label: 'Lot d’essai',
        prefix: '069',
        firstNumber: 1,
        bookletCount: booklets + 5,
        bookletSize: size,
        faceCents: '1000',
        validFrom: '2020-01-01',
        validUntil: '2099-12-31',
        nonce,
      },
    }),
  );
  await activateBoughtLot(services, authority, lot.lotId);
  await done(
    perform(services, allocateBooklets, {
      actor: authority,
      opKey: services.newId(),
      input: { lotId: lot.lotId, partnerId: agents[0]?.partnerId, count: booklets },
    }),
  );
  return {
    services,
    sql,
    authority,
    agents: agents as World['agents'],
    staff: staff as World['staff'],
    venueIds: venueIds as World['venueIds'],
    lotId: lot.lotId,
    nonce,
    serials: lot.serials,
    close: () => sql.end(),
  };
}

async function insertProfessional(
  sql: postgres.Sql,
  services: Services,
  role: string,
  partnerId: string | null,
  orgId: string | null,
) {
  const userId = services.newId();
  const membershipId = services.newId();
  const now = services.clock.now();
  await sql`insert into user_account ${sql({ id: userId, email: `${userId}@example.org`, display_name: role, password_hash: 'none', created_at: now })}`;
  await sql`insert into membership ${sql({ id: membershipId, user_id: userId, role, partner_id: partnerId, org_id: orgId, created_at: now })}`;
  return { userId, membershipId, displayName: role };
}

async function insertOrganisation(sql: postgres.Sql, services: Services, name: string) {
  const orgId = services.newId();
  const venueId = services.newId();
  const now = services.clock.now();
  await sql`insert into venue_org ${sql({ id: orgId, name, created_at: now })}`;
  await sql`insert into org_label ${sql({ id: services.newId(), org_id: orgId, starts_on: '2020-01-01', created_at: now })}`;
  await sql`
    insert into venue (id, slug, org_id, source, source_id, content_hash, name, street, postcode, commune, insee_code, emails, websites,
      typologies, services, publics, special_care, fees, programmes, training_labels, other_labels, access_modes, support_modes,
      itinerancy, accepts_pass, in_territory, source_updated_on, imported_at, updated_at)
    values (${venueId}, ${`lieu-${venueId}`}, ${orgId}, 'essai', ${venueId}, '', ${name}, '1 rue de l’Essai', '69100', 'Villeurbanne', '69266',
      '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', true, true, '2026-01-01', ${now}, ${now})`;
  return { orgId, venueId };
}

/** An open session; in three days by default, one hour, ten seats, one pass. */
export async function openSession(world: World, wish: SessionWish = {}): Promise<string> {
  const { sql, services } = world;
  const org = wish.org ?? 0;
  const startsAt = wish.startsAt ?? new Date(services.clock.now().getTime() + 72 * HOUR);
  const [courseId, id] = [services.newId(), services.newId()];
  const now = services.clock.now();
  await sql`insert into course ${sql({ id: courseId, org_id: world.staff[org].orgId, title: 'Premiers pas', description: 'On commence.', theme: 'ORDINATEUR', level: 'DEBUTANT', created_at: now })}`;
  await sql`insert into session ${sql({
    id,
    course_id: courseId,
    org_id: world.staff[org].orgId,
    venue_id: world.venueIds[org],
    starts_at: startsAt,
    ends_at: new Date(startsAt.getTime() + (wish.minutes ?? 60) * 60_000),
    capacity: wish.capacity ?? 10,
    price_passes: wish.pricePasses ?? 1,
    audience: 'EVERYONE',
    languages: ['fr'],
    wheelchair: false,
    state: 'OPEN',
    created_at: now,
    updated_at: now,
  })}`;
  return id;
}

let people = 0;

/** A person as an agent would write them down. */
export function somebody() {
  people += 1;
  const letters = String(people).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? 'x');
  return {
    kind: 'NEW' as const,
    agreed: true as const,
    details: {
      familyName: `Essai ${letters}`,
      givenName: 'Camille',
      birthYear: 1958,
      commune: 'Villeurbanne',
      inseeCode: '69266',
      phone: '06 39 98 00 00',
      email: null,
      publics: ['ELDERLY'],
    },
  };
}

/** The first partner's next booklet. */
export async function nextBooklet(world: World): Promise<string> {
  const rows = await world.sql<{ id: string }[]>`
    select b.id from booklet b where b.partner_id = ${world.agents[0].partnerId}
      and exists (select 1 from pass p where p.booklet_id = b.id and p.state = 'ALLOCATED') order by b.serial limit 1`;
  const row = rows[0];
  if (row === undefined) throw new Error('the world has no booklet left');
  return row.id;
}

/** A person holding one whole booklet. */
export async function holderWithBooklet(world: World): Promise<string> {
  const referred = await done(
    perform(world.services, referPerson, {
      actor: world.agents[0],
      opKey: world.services.newId(),
      input: { person: somebody(), bookletId: await nextBooklet(world), sessionId: null },
    }),
  );
  return referred.holderId;
}

/** The value of an intention that must succeed. */
export async function done<O extends { ok: true; value: unknown } | { ok: false; refusal: string; facts: unknown }>(
  outcome: Promise<O>,
): Promise<Extract<O, { ok: true }>['value']> {
  const answer = await outcome;
  if (!answer.ok) throw new Error(`refused: ${answer.refusal} ${JSON.stringify(answer.facts)}`);
  return answer.value as Extract<O, { ok: true }>['value'];
}
