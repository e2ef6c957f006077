/** A pass a person holds, as far as choosing one needs to know it. */
export interface HeldPass {
  id: string;
  /** Last Paris day on which it may be used, YYYY-MM-DD. */
  expiresOn: string;
  /** Last Paris day on which a venue may declare a service it paid; where nobody asks, absent. */
  redeemUntil?: string;
}

export type Choice =
  | { kind: 'CHOSEN'; passIds: string[] }
  | { kind: 'NOT_ENOUGH_PASSES'; held: number }
  | { kind: 'PASSES_EXPIRE_BEFORE'; lastDay: string };

/**
 * Chooses `price` passes to use on a Paris day: those that expire first, then by id, so that two
 * requests of one person choose in the same order.
 */
export function choosePasses(held: readonly HeldPass[], price: number, day: string): Choice {
  const valid = held
    .filter((pass) => pass.expiresOn >= day)
    .sort((a, b) => (a.expiresOn === b.expiresOn ? compare(a.id, b.id) : compare(a.expiresOn, b.expiresOn)));
  if (valid.length >= price) return { kind: 'CHOSEN', passIds: valid.slice(0, price).map((pass) => pass.id) };
  if (held.length >= price) {
    const lastDay =
      held
        .map((pass) => pass.expiresOn)
        .sort()
        .at(-1) ?? day;
    return { kind: 'PASSES_EXPIRE_BEFORE', lastDay };
  }
  return { kind: 'NOT_ENOUGH_PASSES', held: valid.length };
}

/** Those of the passes whose grace is not over: what a venue may still be paid with on a Paris day. */
export function inGrace(held: readonly HeldPass[], today: string): HeldPass[] {
  return held.filter(({ expiresOn, redeemUntil }) => (redeemUntil ?? expiresOn) >= today);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
