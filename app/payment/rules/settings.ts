import { z } from 'zod';

/** What the authority decides about payments, with what holds until it does. */
export const PAYMENT_DEFAULTS = {
  /** Who makes the monthly claims: each venue, or the authority for all. */
  claimMode: 'VENUE' as 'VENUE' | 'AUTHORITY',
  /** Days between a claim and its payment, as promised. */
  promisedDays: 30,
  /** Days a venue has to answer about a line, before the authority may decide without it. */
  answerDays: 15,
  /** Walk-ins of one organisation in a day above which a line is pointed out. */
  walkInsHint: 8,
  debtorName: null as string | null,
  /** Sealed. */
  debtorIban: null as string | null,
  debtorLast4: null as string | null,
};
export type PaymentSettings = typeof PAYMENT_DEFAULTS;

const days = z.coerce.number().int().min(1).max(365);

/** Reads stored settings; what is absent or unreadable takes its default. */
export function readSettings(stored: Readonly<Record<string, string>>): PaymentSettings {
  const d = PAYMENT_DEFAULTS;
  return {
    claimMode: stored.claimMode === 'AUTHORITY' ? 'AUTHORITY' : d.claimMode,
    promisedDays: days.catch(d.promisedDays).parse(stored.promisedDays),
    answerDays: days.catch(d.answerDays).parse(stored.answerDays),
    walkInsHint: days.catch(d.walkInsHint).parse(stored.walkInsHint),
    debtorName: stored.debtorName ?? null,
    debtorIban: stored.debtorIban ?? null,
    debtorLast4: stored.debtorLast4 ?? null,
  };
}
