import type { FundingKind } from './funding.ts';
import { type Share, shareAmount } from './funding-shares.ts';

/** A sum shared between fundings, in cents: a lot's price, or what its passes cost in venues. */
export interface SharedSum {
  readonly cents: bigint;
  /** In the order that settles equal remainders: labels, then ids. Empty when nobody finances it. */
  readonly shares: readonly Share[];
}

export interface OrderedLot extends SharedSum {
  /** Whether its order is paid to the supplier. */
  readonly paid: boolean;
}

export interface FundingLine {
  readonly id: string;
  readonly label: string;
  readonly kind: FundingKind;
  readonly capCents: bigint | null;
  /** What has come in, corrections included. */
  readonly receivedCents: bigint;
}

/** What a funding line pays, in cents. */
export interface FundingCost extends FundingLine {
  readonly orderedCents: bigint;
  readonly paidCents: bigint;
  readonly venuesCents: bigint;
  /** What its cap still lets it order; null without a cap. */
  readonly leftCents: bigint | null;
}

export interface CostByFunding {
  readonly lines: FundingCost[];
  /** What venues cost with passes of lots that nobody finances. */
  readonly unfundedCents: bigint;
}

/**
 * What each funding line has ordered, paid to suppliers, and cost in venues. Each lot is shared by the largest
 * remainder, so that every column adds up to the cent.
 */
export function costByFunding(
  fundings: readonly FundingLine[],
  lots: readonly OrderedLot[],
  venues: readonly SharedSum[],
): CostByFunding {
  const ordered = sumByFunding(lots);
  const paid = sumByFunding(lots.filter((lot) => lot.paid));
  const used = sumByFunding(venues);
  const of = (sums: ReadonlyMap<string, bigint>, id: string) => sums.get(id) ?? 0n;
  return {
    lines: fundings.map((line) => ({
      ...line,
      orderedCents: of(ordered, line.id),
      paidCents: of(paid, line.id),
      venuesCents: of(used, line.id),
      leftCents: line.capCents === null ? null : line.capCents - of(ordered, line.id),
    })),
    unfundedCents: venues.reduce((sum, { cents, shares }) => (shares.length === 0 ? sum + cents : sum), 0n),
  };
}

/** What each funding pays of these sums. */
export function sumByFunding(sums: readonly SharedSum[]): Map<string, bigint> {
  const total = new Map<string, bigint>();
  for (const { cents, shares } of sums) {
    if (shares.length === 0) continue;
    for (const { fundingId, amountCents } of shareAmount(cents, shares))
      total.set(fundingId, (total.get(fundingId) ?? 0n) + amountCents);
  }
  return total;
}

/**
 * The first funding that these shares of a price would bring over its cap, with what it may still pay; null when all
 * hold. `ordered` is what each has ordered already, this lot apart. The trigger `lot_funding_caps` says the same.
 */
export function overCap(
  lot: SharedSum,
  caps: ReadonlyMap<string, bigint | null>,
  ordered: ReadonlyMap<string, bigint>,
): { fundingId: string; leftCents: bigint } | null {
  for (const { fundingId, amountCents } of shareAmount(lot.cents, lot.shares)) {
    const cap = caps.get(fundingId) ?? null;
    if (cap === null) continue;
    const leftCents = cap - (ordered.get(fundingId) ?? 0n);
    if (amountCents > leftCents) return { fundingId, leftCents: leftCents < 0n ? 0n : leftCents };
  }
  return null;
}
