import { proposeAccount, validateAccount } from '#app/payment/bank-account.ts';
import { changeDebtor } from '#app/payment/change-settings.ts';
import type { Services } from '#app/platform/services.ts';
import { ibanOf } from '../money/iban.ts';
import { actAt, actConfirmed } from '../stage.ts';
import type { Ground } from './ground.ts';
import { trialIban } from './iban.ts';

/** The account the transfers leave from. Those of the organisations came with their files (`ground.ts`). */
export async function openTrialDebtor(services: Services, ground: Ground): Promise<void> {
  const debtor = { name: services.env.TERRITORY_NAME, iban: ibanOf(1) };
  await actConfirmed(services, services.clock.now(), changeDebtor, ground.authority, debtor);
}

/** The organisation gives an account of its own, two people of the authority validate it: in force from that day. */
export async function changeTrialAccount(
  services: Services,
  { authority, colleague, organisations }: Ground,
  org: number,
  change: number,
): Promise<void> {
  const place = organisations[org];
  if (place === undefined) throw new Error(`no organisation ${org}`);
  const now = services.clock.now();
  const given = { orgId: place.orgId, holderName: place.name, iban: trialIban(org, change) };
  const { accountId } = await actConfirmed(services, now, proposeAccount, place.staff, given);
  for (const actor of [authority, colleague]) await actAt(services, now, validateAccount, actor, { accountId });
}
