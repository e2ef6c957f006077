import { approveClaim } from '#app/payment/approve-claim.ts';
import { perform } from '#app/platform/intention.ts';
import { accountOf, colleague } from '#tests/factories/payments.ts';
import { done } from '#tests/factories/world.ts';
import { expectEqual, type Stage } from './stage.ts';

/** Today in Paris, as SQL. */
export const TODAY = `(now() at time zone 'Europe/Paris')::date`;

export const stamp = (stage: Stage) => `'${stage.id()}', 'test', '${stage.id()}', now()`;

/** Calls an act as an intention would, a moment after its look: what it answers is the guard's own word. */
export async function act(stage: Stage, call: string): Promise<string> {
  const rows = await stage.sql
    .begin((sql) =>
      sql.unsafe<{ word: string }[]>(`select ${call} as word`).then((found) => {
        const word = found[0]?.word ?? '';
        // As the intention does: anything but OK is rolled back.
        if (word !== 'OK') throw new Word(word);
        return found;
      }),
    )
    .catch((error: unknown) => {
      if (error instanceof Word) return [{ word: error.message }];
      throw error;
    });
  return rows[0]?.word ?? '';
}

class Word extends Error {}

export interface Claimed {
  claimId: string;
  redemptionId: string;
  passId: string;
  holderId: string;
  orgId: string;
  lotId: string;
}

let cutoffs = 0;

/** One pass used at the first organisation and claimed, or walked in with. */
export async function claimed(stage: Stage, how: 'BOOKED' | 'WALK_IN' = 'BOOKED'): Promise<Claimed> {
  const { passId, holderId } = how === 'BOOKED' ? await stage.attended() : await stage.walkedIn();
  const { orgId } = stage.world.staff[0];
  const claimId = stage.id();
  cutoffs += 1;
  const call = `act_claim('${claimId}', '${orgId}', ${TODAY} + ${cutoffs}, ${TODAY} + 90, '${stage.id()}', ${stamp(stage)})`;
  expectEqual(await act(stage, call), 'OK', 'claim');
  const [row] = await stage.sql<{ id: string; lot: string }[]>`
    select r.id, p.lot_id as lot from redemption r join pass p on p.id = r.pass_id where r.pass_id = ${passId} and r.claim_id = ${claimId}`;
  return { claimId, redemptionId: row?.id ?? '', passId, holderId, orgId, lotId: row?.lot ?? '' };
}

export async function approved(stage: Stage): Promise<Claimed> {
  const one = await claimed(stage);
  const input = { claimId: one.claimId };
  await done(perform(stage.services, approveClaim, { actor: stage.world.authority, opKey: stage.id(), input }));
  return one;
}

/** An account in force at the first organisation. */
export async function account(stage: Stage): Promise<string> {
  return accountOf(stage.world, 0, await colleague(stage.world));
}

export interface Ordered extends Claimed {
  paymentId: string;
  orderId: string;
  accountId: string;
}

/** The call that orders an approved claim; a part of it may be said otherwise. */
export async function orderCall(
  stage: Stage,
  { claimId }: { claimId: string },
  { accountId, amount = 1000, deducted = 0 }: { accountId: string; amount?: number; deducted?: number },
): Promise<{ call: string; paymentId: string; orderId: string }> {
  const [orderId, paymentId] = [stage.id(), stage.id()];
  await stage.sql`
    insert into payment_order (id, message_id, execute_on, lines, total_cents, created_by, created_at)
    values (${orderId}, ${orderId.slice(-12)}, current_date, 1, ${amount}, ${stage.id()}, now())`;
  const call = `act_order_payment('${paymentId}', '${orderId}', '${claimId}', '${accountId}', '${paymentId.slice(-20)}', null, ${amount}, ${deducted}, ${TODAY}, 'test', now())`;
  return { call, paymentId, orderId };
}

export async function ordered(stage: Stage): Promise<Ordered> {
  const accountId = await account(stage);
  const one = await approved(stage);
  const { call, ...made } = await orderCall(stage, one, { accountId });
  expectEqual(await act(stage, call), 'OK', 'order');
  return { ...one, ...made, accountId };
}

export const payCall = (stage: Stage, paymentId: string) =>
  `act_pay('${paymentId}', ${TODAY}, 'relevé', '${stage.id()}', ${stamp(stage)})`;

export async function paid(stage: Stage): Promise<Ordered> {
  const one = await ordered(stage);
  expectEqual(await act(stage, payCall(stage, one.paymentId)), 'OK', 'pay');
  return one;
}

export const overpaidCall = (stage: Stage, redemptionId: string, cents: number) =>
  `act_overpaid('${stage.id()}', '${redemptionId}', ${cents}, 'trop payé', '${stage.id()}', 'test', '${stage.id()}', now())`;
