import { proposeAccount, validateAccount } from '#app/payment/bank-account.ts';
import { changeDebtor } from '#app/payment/change-settings.ts';
import type { Services } from '#app/platform/services.ts';
import { ibanOf } from '../money/iban.ts';
import { actAt } from '../stage.ts';
import type { Ground } from './ground.ts';

/** The account of an organisation of the trial, and those that replaced it: the bank knows them by it. */
export function trialIban(org: number, change = 0): string {
  return ibanOf(1000 + org * 100 + change);
}

/** The account the transfers leave from, and one for each organisation, validated by two people. */
export async function openTrialAccounts(services: Services, ground: Ground): Promise<void> {
  const debtor = { name: services.env.TERRITORY_NAME, iban: ibanOf(1) };
  await actAt(services, services.clock.now(), changeDebtor, ground.authority, debtor);
  for (let org = 0; org < ground.organisations.length; org += 1) await changeTrialAccount(services, ground, org, 0);
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
  const { accountId } = await actAt(services, now, proposeAccount, place.staff, given);
  for (const actor of [authority, colleague]) await actAt(services, now, validateAccount, actor, { accountId });
}
