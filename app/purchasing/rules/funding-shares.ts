/** One whole, in basis points: 10,000 bps = 100 %. */
export const WHOLE_BPS = 10_000;
/** The State's most in the cost of a lot: 65 % (call for projects « Pass numérique », co-financing by the State). */
export const STATE_MOST_BPS = 6_500;

/** What a funding pays of a lot, in basis points of its price. */
export interface Share {
  readonly fundingId: string;
  readonly shareBps: number;
}

/** What a funding pays, in cents. */
export interface ShareAmount {
  readonly fundingId: string;
  readonly amountCents: bigint;
}

/**
 * Shares an amount (cents, not negative) between fundings, by the largest remainder: each gets the whole
 * cents of its share, and the cents left over go one by one to the largest fractions, then in the order
 * given. The sum is always the amount. Throws when the shares do not make 10,000 basis points.
 */
export function shareAmount(amountCents: bigint, shares: readonly Share[]): ShareAmount[] {
  if (amountCents < 0n) throw new Error(`a negative amount cannot be shared: ${amountCents}`);
  if (shares.some(({ shareBps }) => !Number.isInteger(shareBps) || shareBps < 0) || sumBps(shares) !== WHOLE_BPS) {
    throw new Error('shares must be whole basis points that make 10,000');
  }
  const whole = BigInt(WHOLE_BPS);
  const parts = shares.map(({ fundingId, shareBps }, rank) => {
    const exact = amountCents * BigInt(shareBps);
    return { fundingId, rank, amountCents: exact / whole, left: exact % whole };
  });
  const missing = amountCents - parts.reduce((sum, part) => sum + part.amountCents, 0n);
  const byRemainder = [...parts].sort((a, b) => (a.left === b.left ? a.rank - b.rank : a.left > b.left ? -1 : 1));
  const rounded = new Set(byRemainder.slice(0, Number(missing)).map(({ rank }) => rank));
  return parts.map(({ fundingId, rank, amountCents: cents }) => ({
    fundingId,
    amountCents: cents + (rounded.has(rank) ? 1n : 0n),
  }));
}

/** What the shares make together, in basis points. */
export function sumBps(shares: readonly Share[]): number {
  return shares.reduce((sum, { shareBps }) => sum + shareBps, 0);
}

/**
 * What the State pays of an eligible amount, in cents: 65 % of it, rounded down (the State never pays a
 * fraction more than its rate), and never more than the cap of its agreement. A null cap is no cap.
 */
export function stateShare(eligibleCents: bigint, capCents: bigint | null): bigint {
  const byRate = (eligibleCents * BigInt(STATE_MOST_BPS)) / BigInt(WHOLE_BPS);
  return capCents !== null && capCents < byRate ? capCents : byRate;
}

export interface CappedShare extends Share {
  /** What this funding may still pay, in cents; null without a cap. */
  readonly leftCents: bigint | null;
}

/**
 * Shares an amount, then holds each funding to what it may still pay: what is over goes to `restId`, the
 * line that takes the rest (the authority's own money, which has no cap). The sum is always the amount.
 * Throws when `restId` is not among the shares.
 */
export function shareWithCaps(amountCents: bigint, shares: readonly CappedShare[], restId: string): ShareAmount[] {
  if (!shares.some(({ fundingId }) => fundingId === restId)) throw new Error('the line that takes the rest is missing');
  let over = 0n;
  const held = shareAmount(amountCents, shares).map(({ fundingId, amountCents: cents }, i) => {
    const left = shares[i]?.leftCents ?? null;
    if (fundingId === restId || left === null || cents <= left) return { fundingId, amountCents: cents };
    const most = left < 0n ? 0n : left;
    over += cents - most;
    return { fundingId, amountCents: most };
  });
  return held.map((part) => (part.fundingId === restId ? { ...part, amountCents: part.amountCents + over } : part));
}
