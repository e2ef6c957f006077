import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { addDays, parisDay } from '#app/calendar/rules/paris-time.ts';
import { approveClaim } from '#app/payment/approve-claim.ts';
import { changeDebtor, changePaymentSettings } from '#app/payment/change-settings.ts';
import { makeOrder } from '#app/payment/make-order.ts';
import { recordPayment } from '#app/payment/record-payment.ts';
import { answerLine, contestLine } from '#app/payment/review-lines.ts';
import { lastMonthEnd } from '#app/payment/rules/claim-dates.ts';
import { submitClaim } from '#app/payment/submit-claim.ts';
import type { Services } from '#app/platform/services.ts';
import { listClaimLines } from '#db/queries/claim-lines.ts';
import { listOrgsToClaim } from '#db/queries/claims.ts';
import { listDues, listOrderPayments } from '#db/queries/payments.ts';
import type { Hire } from '../professionals.ts';
import type { OrganisationAtWork } from '../sessions.ts';
import { actAt, actConfirmed, DAY, HOUR, later, wallTime } from '../stage.ts';
import { ibanOf } from './iban.ts';
import { sendFile } from './label.ts';

interface ClaimCast {
  services: Services;
  /** Three people of the authority. */
  authority: readonly [AuthorityActor, AuthorityActor, AuthorityActor];
  organisations: readonly OrganisationAtWork[];
}

/** Two colleagues of the authority: one alone could not have an account validated. */
export async function hireAccountants(services: Services, hire: Hire): Promise<[AuthorityActor, AuthorityActor]> {
  const since = wallTime(addDays(parisDay(services.clock.now()), -190), '09:00');
  const post = { role: 'AUTHORITY', partnerId: null, orgId: null, since } as const;
  const organisation = services.env.TERRITORY_NAME;
  const one = await hire({ ...post, displayName: 'Sylvie Marchand' });
  const other = await hire({ ...post, displayName: 'Paul Reynier' });
  return [
    { ...one, role: 'AUTHORITY', organisation },
    { ...other, role: 'AUTHORITY', organisation },
  ];
}

/**
 * The money of the demonstration, by the real acts: the account it pays from, the claims of the
 * months past, those of two months ago paid, the last ones in every state, one line contested and answered.
 */
export async function seedClaims(cast: ClaimCast): Promise<void> {
  const today = parisDay(cast.services.clock.now());
  const last = lastMonthEnd(today);
  // Half a month before: the demonstration's sessions reach eight weeks back, months past would be empty.
  const before = addDays(last, -14);
  await openPayments(cast, addDays(before, 1));
  const orgs = cast.organisations.map(({ staff }) => staff);
  for (const cutoff of [before, last]) {
    const toClaim = new Set(await cast.services.db.read((tx) => listOrgsToClaim(tx, cutoff)));
    const at = wallTime(addDays(cutoff, 1), '10:00');
    if (at > cast.services.clock.now()) continue;
    for (const staff of orgs.filter(({ orgId }) => toClaim.has(orgId))) {
      await settle(cast, staff, { cutoff, at, recent: cutoff === last });
    }
    await payApproved(cast, later(at, 3 * HOUR), cutoff === before);
  }
}

async function openPayments({ services, authority, organisations }: ClaimCast, day: string): Promise<void> {
  const [first] = authority;
  const at = wallTime(addDays(day, -20), '09:00');
  const debtor = { name: services.env.TERRITORY_NAME, iban: ibanOf(1) };
  await actConfirmed(services, at, changeDebtor, first, debtor);
  const settings = { claimMode: 'VENUE', promisedDays: 30, answerDays: 15, walkInsHint: 4 };
  await actAt(services, at, changePaymentSettings, first, settings);
  // The last one asks for more time: its file waits for its validations.
  const last = organisations.at(-1);
  if (last === undefined) return;
  const { orgId, organisation } = last.staff;
  await sendFile(services, later(services.clock.now(), -2 * DAY), last.staff, {
    orgId,
    name: organisation,
    number: organisations.length + 100,
    representative: 'Dominique Vial',
    startsOn: parisDay(services.clock.now()),
  });
}

interface Round {
  cutoff: string;
  at: Date;
  /** The last month: some are left to look at. */
  recent: boolean;
}

/** One claim, reviewed as its number in the list says: approved at once, contested, or left for the visitor. */
async function settle(
  { services, authority, organisations }: ClaimCast,
  staff: OrganisationAtWork['staff'],
  round: Round,
): Promise<void> {
  const rank = organisations.findIndex((one) => one.staff.orgId === staff.orgId);
  const { cutoff, at, recent } = round;
  // The first two keep their claim of last month to make: it is what their personas come for.
  if (recent && rank < 2) return;
  const { claimId } = await actAt(services, at, submitClaim, staff, { orgId: staff.orgId, cutoff });
  if (recent && rank % 4 === 3) return;
  if (recent && rank % 4 === 2) {
    const [line] = await services.db.read((tx) => listClaimLines(tx, claimId, 4));
    const one = { claimId, redemptionId: line?.redemptionId };
    const words = 'Deux pass ce jour-là pour la même personne : est-elle venue deux fois ?';
    await actAt(services, later(at, HOUR), contestLine, authority[0], { ...one, words });
    if (rank % 8 === 2) {
      const answer = 'Oui : le matin à l’atelier, puis l’après-midi pour terminer sa démarche.';
      await actAt(services, later(at, 2 * HOUR), answerLine, staff, { ...one, words: answer });
    }
    return;
  }
  await actAt(services, later(at, 2 * HOUR), approveClaim, authority[0], { claimId });
}

/** Orders what is approved; the older order is paid, one claim of the newer is left to order. */
async function payApproved({ services, authority }: ClaimCast, at: Date, paid: boolean): Promise<void> {
  const executeOn = parisDay(later(at, 2 * DAY));
  const dues = (await services.db.read((tx) => listDues(tx, parisDay(at), authority[1].userId))).filter(
    ({ account }) => account !== null,
  );
  const chosen = paid ? dues : dues.slice(0, Math.floor(dues.length / 2));
  if (chosen.length === 0) return;
  const { orderId } = await actAt(services, at, makeOrder, authority[1], {
    dueIds: chosen.map(({ id }) => id),
    executeOn,
  });
  const when = later(at, 4 * DAY);
  if (!paid || when > services.clock.now()) return;
  for (const { id, amountCents } of await services.db.read((tx) => listOrderPayments(tx, orderId))) {
    if (amountCents > 0n)
      await actAt(services, when, recordPayment, authority[0], {
        paymentId: id,
        paidOn: executeOn,
        reference: 'relevé de la banque',
      });
  }
}
