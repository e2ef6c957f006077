import type { VenueActor } from '#app/access/rules/actor.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { printedHolderCode } from '#app/passes/holder-code.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { submitClaim } from '#app/payment/submit-claim.ts';
import { perform } from '#app/platform/intention.ts';
import { done, holderWithBooklet, type World } from './world.ts';

const DAY = 86_400_000;

/** The services of a day, `days` from now. */
export function onDay({ services }: World, days: number): World['services'] {
  const at = new Date(services.clock.now().getTime() + days * DAY);
  return { ...services, clock: { now: () => at } };
}

/** Somebody walks in at one of the organisations and uses `count` passes. Returns the ledger transaction and who. */
export async function walkIn(
  world: World,
  {
    org = 0,
    count = 1,
    daysAgo = 40,
    holderId,
  }: { org?: 0 | 1 | 2; count?: number; daysAgo?: number; holderId?: string } = {},
): Promise<{ txId: string; holderId: string }> {
  const who = holderId ?? (await holderWithBooklet(world));
  const code = await world.services.db.read((tx) => printedHolderCode(tx, world.services.secrets, who));
  const { txId } = await done(
    perform(onDay(world, -daysAgo), redeemWalkIn, {
      actor: world.staff[org],
      opKey: world.services.newId(),
      input: { venueId: world.venueIds[org], code, count },
    }),
  );
  return { txId, holderId: who };
}

/** The Paris day `days` before now, YYYY-MM-DD. */
export function dayAgo({ services }: World, days: number): string {
  return parisDay(new Date(services.clock.now().getTime() - days * DAY));
}

/** The venue asks for the payment of what was used up to a day. */
export function claimOf(world: World, org: 0 | 1 | 2, daysAgo: number, actor?: VenueActor) {
  const staff = actor ?? world.staff[org];
  return perform(world.services, submitClaim, {
    actor: staff,
    opKey: world.services.newId(),
    input: { orgId: world.staff[org].orgId, cutoff: dayAgo(world, daysAgo) },
  });
}
