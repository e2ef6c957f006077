import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { addDays } from '#app/calendar/rules/paris-time.ts';
import type { Services } from '#app/platform/services.ts';
import { recordReceipt } from '#app/purchasing/record-receipt.ts';
import { actAt, wallTime } from '../stage.ts';
import type { SeededFundings } from './purchases.ts';

const RECEIPTS = [
  { from: 'state', daysAgo: 160, amountCents: 2_600_000n, words: 'Acompte de la convention' },
  { from: 'own', daysAgo: 158, amountCents: 2_150_000n, words: 'Budget primitif' },
  { from: 'feder', daysAgo: 90, amountCents: 732_375n, words: 'Premier appel de fonds' },
  { from: 'state', daysAgo: 28, amountCents: 1_370_000n, words: 'Deuxième versement' },
] as const;

/** What the funders have sent so far: enough for the suppliers, not quite for all the venues. */
export async function receiveFunds(
  services: Services,
  authority: AuthorityActor,
  fundings: SeededFundings,
  today: string,
): Promise<void> {
  for (const [i, { from, daysAgo, amountCents, words }] of RECEIPTS.entries()) {
    const receivedOn = addDays(today, -daysAgo);
    const receipt = { fundingId: fundings[from], receivedOn, amountCents, words: `${words}, titre ${i + 101}` };
    await actAt(services, wallTime(receivedOn, '15:00'), recordReceipt, authority, receipt);
  }
}
