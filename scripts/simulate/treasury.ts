import { approveClaim } from '#app/payment/approve-claim.ts';
import { confirmAccountChange } from '#app/payment/bank-account.ts';
import { recordOverpaid, recordRepaid } from '#app/payment/counter-entry.ts';
import { makeOrder } from '#app/payment/make-order.ts';
import { readBankReturn } from '#app/payment/read-bank-return.ts';
import { importBankReturn, recordPayment } from '#app/payment/record-payment.ts';
import { lastMonthEnd } from '#app/payment/rules/claim-dates.ts';
import { submitAllClaims } from '#app/payment/submit-claim.ts';
import { sha256 } from '#app/platform/secrets.ts';
import type { Services } from '#app/platform/services.ts';
import { listClaims } from '#db/queries/claims.ts';
import { findPaymentByEndToEnd, listDues, listOrders } from '#db/queries/payments.ts';
import { findClaimedLine } from '#db/queries/standing.ts';
import { changeTrialAccount } from '#db/seed/trial/accounts.ts';
import { trialIban } from '#db/seed/trial/iban.ts';
import { type BankTransfer, type BankWord, readTransfers, writeNotification } from './bank.ts';
import type { Programme } from './programme.ts';
import { Review } from './review.ts';
import { FACE_CENTS, type StoryDay, type Use } from './story.ts';

/**
 * Each month's money, by the real acts: claimed on the fifth working day, looked at, ordered in a file that the story's
 * bank reads, and paid as that bank says: made, refused, sent back, or told by nobody and recorded by hand.
 */
export class Treasury {
  readonly #services: Services;
  readonly #programme: Programme;
  readonly #review: Review;
  /** What the bank was asked and has not answered for. */
  #asked: BankTransfer[] = [];
  #sentBack: BankTransfer[] = [];
  #silent: BankTransfer[] = [];
  #claimed: Use[] = [];
  #notifications = 0;

  constructor(services: Services, programme: Programme, seed: number) {
    this.#services = services;
    this.#programme = programme;
    this.#review = new Review(services, programme, seed);
  }

  /** What the treasury does at the end of a working day. */
  async work(at: StoryDay): Promise<void> {
    if (at.month === 0) return;
    switch (at.nth) {
      case 4:
        return this.#claim(at);
      case 5:
        await this.#review.contest(at, this.#claimed);
        return this.#approve();
      case 8:
        return this.#review.answer();
      case 9:
        // Between approval and order, one organisation changes its account: somebody else has to confirm.
        if (at.month % 4 === 1)
          await changeTrialAccount(this.#services, this.#programme.ground, this.#orgOf(at), at.month);
        return;
      case 10:
        await this.#review.decideAnswered();
        return this.#approve();
      case 12:
        return this.#order(at.day);
      case 14:
        return this.#notify(at, (org) => wordOf(org, at.month));
      case 16:
        await this.#sendBack(at.day);
        return this.#recordSilent(at.day);
      case 18:
        return this.#order(at.day);
      case 20:
        return this.#notify(at, () => 'MADE');
      case 21:
        return this.#correct(at);
      case 22:
        await this.#review.decideSilent();
        return this.#approve();
      default:
        return;
    }
  }

  #orgOf({ month }: StoryDay): number {
    return month % this.#programme.ground.organisations.length;
  }

  async #claim({ day }: StoryDay): Promise<void> {
    const { ground, tally } = this.#programme;
    const cutoff = lastMonthEnd(day);
    const claimed = await this.#programme.act(submitAllClaims, ground.authority, { cutoff });
    tally.claims += claimed?.claims ?? 0;
    const order = (a: Use, b: Use) => a.holder.number - b.holder.number || (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);
    this.#claimed = this.#programme.uses.filter((use) => use.day <= cutoff).sort(order);
    this.#programme.uses = this.#programme.uses.filter((use) => use.day > cutoff);
    for (const { passes } of this.#claimed) tally.claimedCents += passes * FACE_CENTS;
  }

  /** Every claim of which no line waits. */
  async #approve(): Promise<void> {
    const waiting = await this.#services.db.read((tx) => listClaims(tx, { state: 'SUBMITTED', limit: 500 }));
    for (const { id } of waiting.filter(({ contested }) => contested === 0)) {
      await this.#programme.act(approveClaim, this.#programme.ground.authority, { claimId: id });
    }
  }

  async #order(day: string): Promise<void> {
    const { ground, tally } = this.#programme;
    const { db, secrets } = this.#services;
    const { authority, colleague } = ground;
    const dues = (await db.read((tx) => listDues(tx, day, authority.userId))).filter((due) => due.account !== null);
    if (dues.length === 0) return;
    for (const due of dues.filter(({ changed, confirmedByOther }) => changed && !confirmedByOther))
      await this.#programme.act(confirmAccountChange, colleague, { claimId: due.claimId });
    const ordered = await this.#programme.act(makeOrder, authority, {
      dueIds: dues.map(({ id }) => id),
      executeOn: day,
    });
    if (ordered === null) return;
    tally.orders += 1;
    const [order] = await db.read((tx) => listOrders(tx, ordered.orderId));
    if (order === undefined || order.fileSealed === null) return;
    this.#asked.push(...readTransfers(secrets.unseal('payment-file', order.fileSealed, ordered.orderId)));
  }

  /** The bank has done its work, and says so in one file. */
  async #notify({ day }: StoryDay, word: (org: number) => BankWord | 'SILENT'): Promise<void> {
    const { tally } = this.#programme;
    const told: { transfer: BankTransfer; word: BankWord }[] = [];
    for (const transfer of this.#asked.splice(0)) {
      const of = word(this.#ownerOf(transfer));
      if (of === 'REFUSED') tally.transfersRefused += 1;
      else tally.transferredCents += Number(transfer.cents);
      if (of === 'SENT_BACK') this.#sentBack.push(transfer);
      if (of === 'SILENT') this.#silent.push(transfer);
      else told.push({ transfer, word: of === 'REFUSED' ? of : 'MADE' });
    }
    await this.#import(day, told);
  }

  async #sendBack(day: string): Promise<void> {
    const back = this.#sentBack.splice(0);
    for (const { cents } of back) this.#programme.tally.sentBackCents += Number(cents);
    await this.#import(
      day,
      back.map((transfer) => ({ transfer, word: 'SENT_BACK' as const })),
    );
  }

  async #import(day: string, told: { transfer: BankTransfer; word: BankWord }[]): Promise<void> {
    if (told.length === 0) return;
    this.#notifications += 1;
    const bytes = writeNotification(`AVIS-${this.#notifications}`, day, told);
    const reading = readBankReturn(bytes);
    if (reading.kind !== 'READ') throw new Error(`the bank's notification is unreadable: ${reading.why}`);
    const { messageId, entries } = reading;
    const input = { sha256: sha256(new TextDecoder().decode(bytes)), messageId, entries };
    const done = await this.#programme.act(importBankReturn, this.#programme.ground.colleague, input);
    if (done?.acted !== told.length) throw new Error(`${told.length} entries, ${done?.acted ?? 0} acted`);
  }

  /** Seen on the account's statement, told by no file. */
  async #recordSilent(day: string): Promise<void> {
    for (const { endToEndId } of this.#silent.splice(0)) {
      const payment = await this.#services.db.read((tx) => findPaymentByEndToEnd(tx, endToEndId));
      const input = { paymentId: payment?.id, paidOn: day, reference: 'relevé de compte' };
      await this.#programme.act(recordPayment, this.#programme.ground.authority, input);
    }
  }

  /** Every other month, half a pass too much was paid for one line: deducted by the next order, or given back at once. */
  async #correct({ month }: StoryDay): Promise<void> {
    if (month % 2 === 0) return;
    const { ground, tally } = this.#programme;
    const cents = FACE_CENTS / 2;
    for (const use of this.#claimed) {
      const line = await this.#services.db.read((tx) => findClaimedLine(tx, use.by));
      if (line?.state !== 'PAID') continue;
      const { redemptionId } = line;
      const reason = 'la séance n’a duré que la moitié du temps';
      const over = await this.#programme.act(recordOverpaid, ground.authority, { redemptionId, cents, reason });
      if (over === null) return;
      tally.overpaidCents += cents;
      if (month % 4 !== 3) return;
      const { orgId } = ground.organisations[use.org] ?? { orgId: '' };
      const repaid = await this.#programme.act(recordRepaid, ground.authority, { orgId, cents, reason: 'chèque reçu' });
      if (repaid !== null) tally.repaidCents += cents;
      return;
    }
  }

  #ownerOf({ iban }: BankTransfer): number {
    const { organisations } = this.#programme.ground;
    for (let org = 0; org < organisations.length; org += 1) {
      for (let change = 0; change < 100; change += 1) if (trialIban(org, change) === iban) return org;
    }
    throw new Error(`nobody has the account ${iban}`);
  }
}

/** One transfer in ten does not go by itself. */
function wordOf(org: number, month: number): BankWord | 'SILENT' {
  switch ((org * 7 + month * 3) % 31) {
    case 3:
      return 'REFUSED';
    case 10:
      return 'SENT_BACK';
    case 17:
      return 'SILENT';
    default:
      return 'MADE';
  }
}
