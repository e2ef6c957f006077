import type { FundingKind } from '#app/purchasing/rules/funding.ts';
import { type CappedShare, shareAmount, shareWithCaps, stateShare } from '#app/purchasing/rules/funding-shares.ts';

/** Who pays which share of a lot that is paid to its supplier. Sums in cents. */
export interface PaidLot {
  readonly lotId: string;
  readonly priceCents: bigint;
  readonly shares: readonly {
    fundingId: string;
    label: string;
    kind: FundingKind;
    shareBps: number;
    /** Null without a cap. */
    capCents: bigint | null;
  }[];
}

export interface FundingPart {
  fundingId: string;
  label: string;
  kind: FundingKind;
  capCents: bigint | null;
  /** What its shares of the lots make, before any cap. */
  sharesCents: bigint;
  /** What it pays, caps held. */
  paysCents: bigint;
}

export interface CoFinancing {
  /** The eligible expense: the price of the lots. */
  eligibleCents: bigint;
  parts: FundingPart[];
  /** What is over caps and rates, and comes back to the authority. */
  restCents: bigint;
}

/** Takes what is over a cap: no funding line has an empty name. */
const REST = '';

/**
 * R8. Shares each lot by the largest remainder, lot after lot in the order given, and holds each funding to what its
 * cap leaves; the State's lines are held also to 65 % of the expense so far, rounded down to the cent
 * (`stateShare`). What is over comes back to the authority, so that the parts and the rest always make the expense.
 */
export function coFinance(lots: readonly PaidLot[]): CoFinancing {
  const parts = new Map<string, FundingPart>();
  /** The expense so far of the lots each State line is in. */
  const eligible = new Map<string, bigint>();
  let restCents = 0n;
  for (const { priceCents, shares } of lots) {
    const capped: CappedShare[] = shares.map((share) => {
      const { fundingId, kind, capCents } = share;
      const part = parts.get(fundingId) ?? { ...share, sharesCents: 0n, paysCents: 0n };
      parts.set(fundingId, part);
      const expense = (eligible.get(fundingId) ?? 0n) + priceCents;
      eligible.set(fundingId, expense);
      const most = kind === 'STATE' ? stateShare(expense, capCents) : capCents;
      return { fundingId, shareBps: share.shareBps, leftCents: most === null ? null : most - part.paysCents };
    });
    for (const { fundingId, amountCents } of shareAmount(priceCents, shares)) {
      const part = parts.get(fundingId);
      if (part !== undefined) part.sharesCents += amountCents;
    }
    const rest: CappedShare = { fundingId: REST, shareBps: 0, leftCents: null };
    for (const { fundingId, amountCents } of shareWithCaps(priceCents, [...capped, rest], REST)) {
      const part = parts.get(fundingId);
      if (part === undefined) restCents += amountCents;
      else part.paysCents += amountCents;
    }
  }
  return {
    eligibleCents: lots.reduce((sum, { priceCents }) => sum + priceCents, 0n),
    parts: [...parts.values()],
    restCents,
  };
}
