import { type Day, daysBetween } from '#app/calendar/rules/paris-time.ts';

/** The ages of a debt, in days since the redemption. The last one has no end. */
export const DEBT_AGES = [
  { from: 0, to: 30 },
  { from: 31, to: 60 },
  { from: 61, to: 90 },
  { from: 91, to: null },
] as const;

/** Sums by age, in the order of `DEBT_AGES`. */
export function ageDebt(lines: readonly { day: Day; cents: bigint }[], today: Day): bigint[] {
  const sums = DEBT_AGES.map(() => 0n);
  for (const { day, cents } of lines) {
    const age = Math.max(0, daysBetween(day, today));
    const slot = DEBT_AGES.findIndex(({ to }) => to === null || age <= to);
    sums[slot] = (sums[slot] ?? 0n) + cents;
  }
  return sums;
}

/**
 * Money available over what is owed, in basis points; null when nothing is owed or the money is unknown. Money spent
 * before it came in covers nothing: 0.
 */
export function coverBps(funds: bigint | null, owed: bigint): number | null {
  if (funds === null || owed === 0n) return null;
  return funds < 0n ? 0 : Number((funds * 10_000n) / owed);
}
