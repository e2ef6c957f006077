import { z } from 'zod';
import { daySchema } from '#app/calendar/rules/day-schema.ts';
import { STATE_MOST_BPS, sumBps, WHOLE_BPS } from './funding-shares.ts';

/** Who pays for passes. */
export const FUNDING_KINDS = ['STATE', 'FEDER', 'OWN', 'OTHER'] as const;
export type FundingKind = (typeof FUNDING_KINDS)[number];

/** Larger than any programme: what a column of cents holds with room to spare. */
const MOST_CENTS = 10n ** 13n;

export const cents = (missing: string) =>
  z.coerce
    .bigint({ error: missing })
    .refine((sum) => sum > 0n && sum <= MOST_CENTS, 'Cette somme est trop petite ou trop grande.');

export const bps = (missing: string) =>
  z.coerce
    .number({ error: missing })
    .int(missing)
    .min(0, 'Un taux va de 0 à 100 %.')
    .max(WHOLE_BPS, 'Un taux va de 0 à 100 %.');

/** A funding line: its rate is the most it may pay of a lot, its cap the most it may pay in all. */
export const fundingSchema = z
  .object({
    kind: z.enum(FUNDING_KINDS, 'Choisissez qui finance.'),
    label: z
      .string('Donnez un nom à ce financement.')
      .trim()
      .min(1, 'Donnez un nom à ce financement.')
      .max(120, 'Ce nom est trop long.'),
    rateBps: bps('Écrivez le taux maximal.'),
    capCents: cents('Écrivez une somme.').nullable(),
    startsOn: daySchema('Choisissez le premier jour.'),
    endsOn: daySchema('Choisissez le dernier jour.'),
  })
  .refine(({ startsOn, endsOn }) => endsOn >= startsOn, {
    path: ['endsOn'],
    error: 'Le dernier jour vient après le premier.',
  })
  .refine(({ kind, rateBps }) => kind !== 'STATE' || rateBps <= STATE_MOST_BPS, {
    path: ['rateBps'],
    error: 'L’État finance 65 % au plus.',
  });

/** What a decision needs to know of a funding line. */
export interface FundingFacts {
  readonly id: string;
  readonly kind: FundingKind;
  readonly rateBps: number;
  /** Both days are in the period. */
  readonly startsOn: string;
  readonly endsOn: string;
}

export type SharesVerdict =
  | { kind: 'OK' }
  | { kind: 'NOT_WHOLE'; sumBps: number }
  | { kind: 'UNKNOWN_FUNDING' }
  | { kind: 'FUNDING_TWICE' }
  | { kind: 'OVER_RATE'; fundingId: string; rateBps: number }
  | { kind: 'STATE_OVER'; sumBps: number }
  | { kind: 'OUT_OF_PERIOD'; fundingId: string };

/**
 * Whether these shares may finance a lot ordered on a day: they make 100 %, each line is in its period
 * and under its rate, and all the State's lines together stay at 65 % or under.
 */
export function decideShares(
  shares: readonly { fundingId: string; shareBps: number }[],
  fundings: readonly FundingFacts[],
  orderedOn: string,
): SharesVerdict {
  const known = new Map(fundings.map((funding) => [funding.id, funding]));
  if (new Set(shares.map(({ fundingId }) => fundingId)).size < shares.length) return { kind: 'FUNDING_TWICE' };
  let state = 0;
  for (const { fundingId, shareBps } of shares) {
    const funding = known.get(fundingId);
    if (funding === undefined) return { kind: 'UNKNOWN_FUNDING' };
    if (orderedOn < funding.startsOn || orderedOn > funding.endsOn) return { kind: 'OUT_OF_PERIOD', fundingId };
    if (funding.kind === 'STATE') state += shareBps;
  }
  if (state > STATE_MOST_BPS) return { kind: 'STATE_OVER', sumBps: state };
  for (const { fundingId, shareBps } of shares) {
    const rateBps = known.get(fundingId)?.rateBps ?? 0;
    if (shareBps > rateBps) return { kind: 'OVER_RATE', fundingId, rateBps };
  }
  const sum = sumBps(shares);
  return sum === WHOLE_BPS ? { kind: 'OK' } : { kind: 'NOT_WHOLE', sumBps: sum };
}
