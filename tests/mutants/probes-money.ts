import { confirmAccountChange } from '#app/payment/bank-account.ts';
import { makeOrder } from '#app/payment/make-order.ts';
import { submitClaim } from '#app/payment/submit-claim.ts';
import { perform } from '#app/platform/intention.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { accountOf, colleague, IBANS, openDebtor } from '#tests/factories/payments.ts';
import {
  account,
  act,
  approved,
  claimed,
  orderCall,
  ordered,
  overpaidCall,
  paid,
  payCall,
  stamp,
  TODAY,
} from './money-stage.ts';
import { expectEqual, type Stage } from './stage.ts';

const rejectCall = (stage: Stage, claimId: string, redemptionId: string, giveBack: boolean) =>
  `act_reject_line('${claimId}', '${redemptionId}', 'x', ${giveBack}, '${stage.id()}', '${stage.id()}', ${stamp(stage)})`;

async function contested(stage: Stage, claimId: string, redemptionId: string): Promise<void> {
  await stage.sql`
    insert into claim_line_decision (claim_id, redemption_id, verdict, words, actor, at)
    values (${claimId}, ${redemptionId}, 'CONTESTED', 'x', 'test', now())`;
}

/** Whoever holds the organisation's money makes the others wait. */
async function waitsForOrganisation(stage: Stage, orgId: string, call: string): Promise<void> {
  const holding = stage.sql.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('money:' || ${orgId}::uuid, 0))`;
    const code = await stage.refusal(async (other) => {
      await other.unsafe(`set local lock_timeout = '300ms'`);
      await other.unsafe(`select ${call}`);
    });
    expectEqual(code, '55P03', 'the other');
  });
  await holding;
}

const orgOf = (stage: Stage) => stage.world.staff[0].orgId;
const repaidCall = (stage: Stage, orgId: string, cents: number) =>
  `act_repaid('${stage.id()}', '${orgId}', ${cents}, 'x', '${stage.id()}', 'test', '${stage.id()}', now())`;

/** Each watches one guard of the payments from outside: it throws when the guard does not stand. */
export const MONEY_PROBES = {
  'a refused line is not claimed again': async (stage) => {
    const { claimId, redemptionId, orgId } = await claimed(stage);
    await contested(stage, claimId, redemptionId);
    expectEqual(await act(stage, rejectCall(stage, claimId, redemptionId, false)), 'OK', 'reject');
    const again = `act_claim('${stage.id()}', '${orgId}', ${TODAY} + 900, ${TODAY}, '${stage.id()}', ${stamp(stage)})`;
    expectEqual(await act(stage, again), 'NOTHING', 'claimed again');
  },
  'a line rejected after the approval': async (stage) => {
    const { claimId, redemptionId } = await approved(stage);
    expectEqual(await act(stage, rejectCall(stage, claimId, redemptionId, false)), 'CLOSED', 'reject');
  },
  'a booked presence given back': async (stage) => {
    const { claimId, redemptionId } = await claimed(stage);
    await contested(stage, claimId, redemptionId);
    expectEqual(await act(stage, rejectCall(stage, claimId, redemptionId, true)), 'BOOKED', 'reject');
  },
  'a claim approved over a contested line': async (stage) => {
    const { claimId, redemptionId } = await claimed(stage);
    await contested(stage, claimId, redemptionId);
    const code = await stage.refusal(
      (sql) =>
        sql`update claim set state = 'APPROVED', approved_by = ${stage.id()}, approved_at = now() where id = ${claimId}`,
    );
    expectEqual(code, 'PA008', 'approval');
  },
  'a claim ordered twice': async (stage) => {
    const { accountId, ...one } = await ordered(stage);
    const { call } = await orderCall(stage, one, { accountId });
    expectEqual(await act(stage, call), 'GONE', 'second order');
  },
  'an order of another sum': async (stage) => {
    const accountId = await account(stage);
    const { call } = await orderCall(stage, await approved(stage), { accountId, amount: 1001 });
    expectEqual(await act(stage, call), 'GONE', 'order');
  },
  'a deduction nobody owes': async (stage) => {
    const accountId = await account(stage);
    const { call } = await orderCall(stage, await approved(stage), { accountId, amount: 900, deducted: 100 });
    expectEqual(await act(stage, call), 'REFUND_GONE', 'order');
  },
  'an order on an account that waits': async (stage) => {
    const one = await approved(stage);
    const accountId = stage.id();
    await stage.sql`
      insert into org_bank_account (id, org_id, holder_name, iban_encrypted, iban_last4, typed_by, typed_at)
      values (${accountId}, ${one.orgId}, 'x', 'x', '0000', ${stage.id()}, now())`;
    const { call } = await orderCall(stage, one, { accountId });
    expectEqual(await act(stage, call), 'ACCOUNT_GONE', 'order');
  },
  'an order on another organisation’s account': async (stage) => {
    const accountId = await accountOf(stage.world, 1, await colleague(stage.world), { iban: IBANS[1] });
    const { call } = await orderCall(stage, await approved(stage), { accountId });
    expectEqual(await act(stage, call), 'ACCOUNT_GONE', 'order');
  },
  'a transfer recorded twice': async (stage) => {
    const { paymentId } = await paid(stage);
    expectEqual(await act(stage, payCall(stage, paymentId)), 'NOT_ORDERED', 'second payment');
  },
  'a transfer that came back before it left': async (stage) => {
    const { paymentId } = await ordered(stage);
    const call = `act_payment_returned('${paymentId}', 'x', '${stage.id()}', 'test', '${stage.id()}', now())`;
    expectEqual(await act(stage, call), 'NOT_PAID', 'return');
  },
  'a made transfer rejected': async (stage) => {
    const { paymentId } = await paid(stage);
    expectEqual(
      await act(stage, `act_payment_rejected('${paymentId}', 'x', 'test', now())`),
      'NOT_ORDERED',
      'rejection',
    );
  },
  'money asked back for an unpaid line': async (stage) => {
    const { redemptionId } = await ordered(stage);
    expectEqual(await act(stage, overpaidCall(stage, redemptionId, 500)), 'NOT_PAID', 'overpaid');
  },
  'more asked back than was paid': async (stage) => {
    const { redemptionId } = await paid(stage);
    expectEqual(await act(stage, overpaidCall(stage, redemptionId, 1001)), 'TOO_MUCH', 'overpaid');
  },
  'money asked back twice': async (stage) => {
    const { redemptionId } = await paid(stage);
    expectEqual(await act(stage, overpaidCall(stage, redemptionId, 500)), 'OK', 'first');
    expectEqual(await act(stage, overpaidCall(stage, redemptionId, 500)), 'ALREADY', 'second');
  },
  'more given back than is owed': async (stage) => {
    const { redemptionId, orgId } = await paid(stage);
    expectEqual(await act(stage, overpaidCall(stage, redemptionId, 500)), 'OK', 'overpaid');
    expectEqual(await act(stage, repaidCall(stage, orgId, 501)), 'TOO_MUCH', 'repaid');
  },
  'two claims of one organisation take turns': (stage) =>
    waitsForOrganisation(
      stage,
      orgOf(stage),
      `act_claim('${stage.id()}', '${orgOf(stage)}', ${TODAY}, ${TODAY}, '${stage.id()}', ${stamp(stage)})`,
    ),
  'orders of one organisation take turns': async (stage) => {
    const accountId = await account(stage);
    const { call } = await orderCall(stage, await approved(stage), { accountId });
    await waitsForOrganisation(stage, orgOf(stage), call);
  },
  'repayments of one organisation take turns': (stage) =>
    waitsForOrganisation(stage, orgOf(stage), repaidCall(stage, orgOf(stage), 1)),
  'an account changed between approval and order': async (stage) => {
    const { world, services } = stage;
    const other = await colleague(world);
    await openDebtor(world);
    const { claimId } = await approved(stage);
    await account(stage);
    const order = () => {
      const input = { dueIds: [claimId], executeOn: '2099-01-01' };
      return perform(services, makeOrder, { actor: world.authority, opKey: stage.id(), input });
    };
    const refused = await order();
    expectEqual(refused.ok ? 'OK' : refused.refusal, 'ACCOUNT_CHANGED', 'order');
    const confirm = (actor: typeof other) =>
      perform(services, confirmAccountChange, { actor, opKey: stage.id(), input: { claimId } });
    await confirm(world.authority);
    const still = await order();
    expectEqual(still.ok ? 'OK' : still.refusal, 'ACCOUNT_CHANGED', 'order after one’s own word');
    await confirm(other);
    expectEqual((await order()).ok, true, 'order after somebody else’s');
  },
  'another organisation’s claim': async (stage) => {
    await stage.attended();
    const input = { orgId: orgOf(stage), cutoff: '2020-01-01' };
    const answer = await perform(stage.services, submitClaim, {
      actor: stage.world.staff[1],
      opKey: stage.id(),
      input,
    });
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'ORGANISATION_NOT_FOUND', 'claim');
  },
  'a day that is not over claimed': async (stage) => {
    await stage.attended();
    const input = { orgId: orgOf(stage), cutoff: '2099-01-01' };
    const answer = await perform(stage.services, submitClaim, {
      actor: stage.world.staff[0],
      opKey: stage.id(),
      input,
    });
    expectEqual(answer.ok ? 'OK' : answer.refusal, 'CUTOFF_NOT_OVER', 'claim');
  },
  'both ledgers agree after a payment': async (stage) => {
    const { redemptionId } = await paid(stage);
    expectEqual(await act(stage, overpaidCall(stage, redemptionId, 500)), 'OK', 'overpaid');
    const differences = await stage.services.db.snapshot(reconcile);
    expectEqual(differences.length, 0, differences[0]?.check ?? 'differences');
  },
} as const satisfies Record<string, (stage: Stage) => Promise<void>>;
