import { readBankReturn } from '#app/payment/read-bank-return.ts';
import { sha256 } from '#app/platform/secrets.ts';
import { listClaimLines } from '#db/queries/claim-lines.ts';
import { listDues, listOrderPayments, type PaymentRow } from '#db/queries/payments.ts';
import { trialIban } from '#db/seed/trial/iban.ts';
import { writeNotification } from '#scripts/simulate/bank.ts';
import { hot, type Moment, type Planned, some } from './planned.ts';
import { remember } from './pool.ts';

/** The authority accepts a whole claim, perhaps while somebody contests a line of it. */
export function approve({ pool, dice }: Moment): Planned | null {
  const claim = hot(dice, pool.claims);
  if (claim === null) return null;
  return { act: 'approve-claim', actor: dice.pick(pool.officials), input: { claimId: claim.id } };
}

/** One line is approved, contested, answered for or rejected, in whatever order it comes. */
export async function review({ pool, dice, papers }: Moment): Promise<Planned | null> {
  const claim = hot(dice, pool.claims);
  if (claim === null) return null;
  const lines = await papers.read((tx) => listClaimLines(tx, claim.id, 4), []);
  // The first ones are talked about by everybody: one line, two decisions at once.
  const line = some(dice, dice.chance(0.6) ? lines.slice(0, 2) : lines);
  if (line === null) return null;
  const one = { claimId: claim.id, redemptionId: line.redemptionId };
  const words = 'essai de tempête';
  const official = dice.pick(pool.officials);
  const staff = pool.ground.organisations[claim.org]?.staff ?? official;
  return dice.weighted<Planned>([
    [{ act: 'approve-line', actor: official, input: one }, 2],
    [{ act: 'contest-line', actor: official, input: { ...one, words } }, 4],
    [{ act: 'answer-line', actor: staff, input: { ...one, words } }, 3],
    [{ act: 'reject-line', actor: official, input: { ...one, words, giveBack: dice.chance(0.5) } }, 3],
  ]);
}

/** All that is due, or a part of it, in one order; two people may order the same. */
export async function order({ pool, dice, today, papers }: Moment): Promise<Planned | null> {
  const official = dice.pick(pool.officials);
  const dues = await papers.read((tx) => listDues(tx, today, official.userId), []);
  const changed = dues.find((due) => due.changed && !due.confirmedByOther);
  const other = pool.officials.find((one) => one !== official);
  if (changed !== undefined && other !== undefined && dice.chance(0.7))
    return { act: 'confirm-account-change', actor: other, input: { claimId: changed.claimId } };
  const chosen = dues.filter((due) => due.account !== null && dice.chance(0.8)).map(({ id }) => id);
  if (chosen.length === 0) return null;
  return {
    act: 'make-order',
    actor: official,
    input: { dueIds: chosen, executeOn: today },
    learn: ({ orderId }: { orderId: string }) => remember(pool.orders, orderId, 12),
  };
}

/** The bank's word on one order: by its file, by hand, or both at once; made, refused or sent back. */
export async function pay(at: Moment): Promise<Planned | null> {
  const { pool, dice, papers, today } = at;
  const orderId = hot(dice, pool.orders);
  if (orderId === null) return null;
  const payments = await papers.read((tx) => listOrderPayments(tx, orderId), []);
  const payment = some(dice, payments);
  if (payment === null) return null;
  const actor = dice.pick(pool.officials);
  const reference = 'essai de tempête';
  if (dice.chance(0.4)) return { act: 'import-bank-return', actor, input: notificationOf(at, payments) };
  const what = payment.state === 'PAID' ? 'RETURNED' : dice.chance(0.25) ? 'REJECTED' : null;
  if (what === null)
    return { act: 'record-payment', actor, input: { paymentId: payment.id, paidOn: today, reference } };
  return { act: 'record-payment-failure', actor, input: { paymentId: payment.id, what, reference } };
}

function notificationOf({ dice, today, pool }: Moment, payments: readonly PaymentRow[]) {
  pool.counter.notifications += 1;
  const done = payments.map(({ endToEndId, amountCents, state }) => ({
    transfer: { endToEndId, cents: amountCents, iban: '' },
    word: state === 'PAID' ? ('SENT_BACK' as const) : dice.chance(0.15) ? ('REFUSED' as const) : ('MADE' as const),
  }));
  const bytes = writeNotification(`AVIS-${pool.counter.notifications}`, today, done);
  const reading = readBankReturn(bytes);
  if (reading.kind !== 'READ') throw new Error(`unreadable: ${reading.why}`);
  return {
    sha256: sha256(new TextDecoder().decode(bytes)),
    messageId: reading.messageId,
    entries: reading.entries,
  };
}

/** Too much was paid for a line, or some of it came back. */
export async function correct({ pool, dice, papers }: Moment): Promise<Planned | null> {
  const actor = dice.pick(pool.officials);
  const reason = 'essai de tempête';
  const claim = some(dice, pool.claims);
  if (claim === null) return null;
  const { orgId } = pool.ground.organisations[claim.org] ?? { orgId: '' };
  if (dice.chance(0.3)) return { act: 'record-repaid', actor, input: { orgId, cents: '250', reason } };
  const lines = await papers.read((tx) => listClaimLines(tx, claim.id, 4), []);
  const redemptionId = some(dice, lines)?.redemptionId;
  return { act: 'record-overpaid', actor, input: { redemptionId, cents: dice.pick(['250', '1000']), reason } };
}

/** An organisation gives another account; two people validate it, neither of them twice. */
export function changeAccount({ pool, dice }: Moment): Planned | null {
  const waiting = some(dice, pool.accounts);
  if (waiting !== null && dice.chance(0.8)) {
    return {
      act: 'validate-account',
      actor: dice.pick(pool.officials),
      input: { accountId: waiting },
      learn: ({ complete }: { complete: boolean }) => {
        if (complete) pool.accounts = pool.accounts.filter((id) => id !== waiting);
      },
    };
  }
  const org = dice.int(0, pool.ground.organisations.length - 1);
  const place = pool.ground.organisations[org];
  if (place === undefined) return null;
  return {
    act: 'propose-account',
    actor: place.staff,
    input: { orgId: place.orgId, holderName: place.name, iban: trialIban(org, dice.int(1, 90)) },
    learn: ({ accountId }: { accountId: string }) => remember(pool.accounts, accountId, 8),
  };
}
