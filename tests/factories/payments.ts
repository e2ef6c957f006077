import { type AuthorityActor, actorRef, type ProfessionalActor } from '#app/access/rules/actor.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { approveClaim } from '#app/payment/approve-claim.ts';
import { proposeAccount, validateAccount } from '#app/payment/bank-account.ts';
import { changeDebtor } from '#app/payment/change-settings.ts';
import { makeOrder } from '#app/payment/make-order.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { writeConfirmation } from '#db/queries/confirmations.ts';
import { done, type World } from './world.ts';

/** IBANs that exist nowhere: the bank of their examples. */
export const IBANS = ['FR7630006000011234567890189', 'DE89370400440532013000', 'BE68539007547034'] as const;

/** Somebody else of the authority. */
export async function colleague(world: World): Promise<AuthorityActor> {
  const { sql, services } = world;
  const [userId, membershipId] = [services.newId(), services.newId()];
  const now = services.clock.now();
  await sql`insert into user_account ${sql({ id: userId, email: `${userId}@example.org`, display_name: 'Collègue', password_hash: 'none', created_at: now })}`;
  await sql`insert into membership ${sql({ id: membershipId, user_id: userId, role: 'AUTHORITY', partner_id: null, org_id: null, created_at: now })}`;
  return { role: 'AUTHORITY', userId, membershipId, displayName: 'Collègue', organisation: 'Métropole' };
}

/** The key of an act for which somebody has just given their password again. */
export async function confirmed(services: Services, actor: ProfessionalActor): Promise<string> {
  const given = {
    id: services.newId(),
    opKey: services.newId(),
    userId: actor.userId,
    actor: actorRef(actor),
    right: true,
  };
  await services.db.transaction((tx) => writeConfirmation(tx, { ...given, now: services.clock.now() }));
  return given.opKey;
}

/** The venue gives an account, two people of the authority validate it. Returns the account's id. */
export async function accountOf(
  world: World,
  org: 0 | 1 | 2,
  second: AuthorityActor,
  { iban = IBANS[0] as string, services = world.services }: { iban?: string; services?: Services } = {},
): Promise<string> {
  const { accountId } = await done(
    perform(services, proposeAccount, {
      actor: world.staff[org],
      opKey: await confirmed(services, world.staff[org]),
      input: { orgId: world.staff[org].orgId, holderName: 'Association d’essai', iban },
    }),
  );
  for (const actor of [world.authority, second])
    await done(perform(services, validateAccount, { actor, opKey: services.newId(), input: { accountId } }));
  return accountId;
}

/** The account the transfers leave from. */
export async function openDebtor(world: World): Promise<void> {
  const input = { name: 'Métropole d’essai', iban: 'FR1420041010050500013M02606' };
  const opKey = await confirmed(world.services, world.authority);
  await done(perform(world.services, changeDebtor, { actor: world.authority, opKey, input }));
}

/** Approves a claim whole. */
export async function approve(world: World, claimId: string, services: Services = world.services): Promise<void> {
  await done(perform(services, approveClaim, { actor: world.authority, opKey: services.newId(), input: { claimId } }));
}

/** Orders what is due, today. */
export function order(
  world: World,
  dueIds: string[],
  actor: AuthorityActor = world.authority,
  services: Services = world.services,
) {
  const executeOn = parisDay(services.clock.now());
  return perform(services, makeOrder, { actor, opKey: services.newId(), input: { dueIds, executeOn } });
}
