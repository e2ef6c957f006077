import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { activateLot, financeLot } from '#app/purchasing/finance-lot.ts';
import { openFunding } from '#app/purchasing/open-funding.ts';
import { placeOrder, recordPayment } from '#app/purchasing/place-order.ts';

/** Carries out an act of the authority that must succeed. */
async function act<R>(
  outcome: Promise<{ ok: true; value: R } | { ok: false; refusal: string; facts: unknown }>,
): Promise<R> {
  const answer = await outcome;
  if (!answer.ok) throw new Error(`refused: ${answer.refusal} ${JSON.stringify(answer.facts)}`);
  return answer.value;
}

/** A funding line of its own that may pay a whole lot; the State's pays 65 %. */
export async function fundingLine(
  services: Services,
  actor: AuthorityActor,
  kind: 'STATE' | 'OWN' | 'FEDER' = 'OWN',
  over: Record<string, unknown> = {},
): Promise<string> {
  const opKey = services.newId();
  const input = {
    kind,
    label: `${kind} ${opKey}`,
    rateBps: kind === 'STATE' ? 6500 : 10_000,
    capCents: null,
    startsOn: '2020-01-01',
    endsOn: '2099-12-31',
    ...over,
  };
  const { fundingId } = await act(perform(services, openFunding, { actor, opKey, input }));
  return fundingId;
}

/** An order of today. */
export async function order(services: Services, actor: AuthorityActor, amountCents = 10_000_000n): Promise<string> {
  const opKey = services.newId();
  const orderedOn = parisDay(services.clock.now());
  const input = { supplier: 'Imprimeur d’essai', reference: `C-${opKey}`, orderedOn, amountCents };
  const { orderId } = await act(perform(services, placeOrder, { actor, opKey, input }));
  return orderId;
}

export async function pay(services: Services, actor: AuthorityActor, orderId: string): Promise<void> {
  const input = { orderId, paidOn: parisDay(services.clock.now()), reference: 'M-1' };
  await act(perform(services, recordPayment, { actor, opKey: services.newId(), input }));
}

/** Puts a lot in an order of its own, paid by one line, records the payment and activates it: all by the real acts. */
export async function activateBoughtLot(services: Services, actor: AuthorityActor, lotId: string): Promise<void> {
  const fundingId = await fundingLine(services, actor);
  const orderId = await order(services, actor);
  const shares = [{ fundingId, shareBps: 10_000 }];
  const financing = { lotId, orderId, priceCents: 100_000n, shares };
  await act(perform(services, financeLot, { actor, opKey: services.newId(), input: financing }));
  await pay(services, actor, orderId);
  await act(perform(services, activateLot, { actor, opKey: services.newId(), input: { lotId } }));
}
