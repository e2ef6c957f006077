import type { AccountKind } from '#app/passes/rules/ledger.ts';
import type { PassState } from '#app/passes/rules/pass.ts';

/** How many passes share one place: their state, whether a partner received them, whether a person did. */
export interface PassCount {
  state: PassState;
  entrusted: boolean;
  handedOver: boolean;
  count: number;
}

/** Where every pass bought is now, on the way from the stock to its use. */
export interface Flow {
  bought: number;
  /** Never left the authority's stock, and still usable. */
  inStock: number;
  /** Given to a partner one day, whatever became of them. */
  entrusted: number;
  atPartners: number;
  /** Given to a person one day, whatever became of them. */
  handedOver: number;
  held: number;
  reserved: number;
  redeemed: number;
  /** Expired or blocked, by where they were. */
  lostInStock: number;
  lostAtPartners: number;
  lostInHands: number;
  expired: number;
  blocked: number;
}

const USED: readonly PassState[] = ['REDEEMED', 'CLAIMED', 'SETTLED'];
const LOST: readonly PassState[] = ['EXPIRED', 'BLOCKED'];

/** Adds counts up along the way of the passes. */
export function flowOf(counts: readonly PassCount[]): Flow {
  const sum = (keep: (one: PassCount) => boolean) => counts.filter(keep).reduce((total, { count }) => total + count, 0);
  const isLost = ({ state }: PassCount) => LOST.includes(state);
  return {
    bought: sum(() => true),
    inStock: sum(({ state }) => state === 'STOCK'),
    entrusted: sum(({ entrusted }) => entrusted),
    atPartners: sum(({ state }) => state === 'ALLOCATED'),
    handedOver: sum(({ handedOver }) => handedOver),
    held: sum(({ state }) => state === 'HELD'),
    reserved: sum(({ state }) => state === 'RESERVED'),
    redeemed: sum(({ state }) => USED.includes(state)),
    lostInStock: sum((one) => isLost(one) && !one.entrusted),
    lostAtPartners: sum((one) => isLost(one) && one.entrusted && !one.handedOver),
    lostInHands: sum((one) => isLost(one) && one.handedOver),
    expired: sum(({ state }) => state === 'EXPIRED'),
    blocked: sum(({ state }) => state === 'BLOCKED'),
  };
}

/** A share of 1, or null when nothing can be said yet. */
export type Rate = number | null;

/** Passes used among those handed to people: says what has happened so far, and rises for months. */
export function nominalRate({ redeemed, handedOver }: Pick<Flow, 'redeemed' | 'handedOver'>): Rate {
  return handedOver === 0 ? null : redeemed / handedOver;
}

/**
 * Passes used among those whose story in people's hands is over: used, or lost there. Nothing can be said
 * while none was lost and some may still be: it would read 100 %.
 */
export function maturedRate({
  redeemed,
  lostInHands,
  handedOver,
}: Pick<Flow, 'redeemed' | 'lostInHands' | 'handedOver'>): Rate {
  const over = redeemed + lostInHands;
  return over === 0 || (lostInHands === 0 && over < handedOver) ? null : redeemed / over;
}

/** One state, counted twice: by the passes themselves, and by the ledger's accounts. */
export interface LedgerLine {
  kind: Exclude<AccountKind, 'ISSUE'>;
  passes: number;
  ledger: number;
}

export interface LedgerTotals {
  /** Sum of the lots. */
  bought: number;
  /** Minus the balance of the issuer's accounts. */
  issued: number;
  lines: readonly LedgerLine[];
}

export interface LedgerCheck extends LedgerTotals {
  /** Sum of the passes, state by state. */
  counted: number;
  /** Whether every way of counting says the same. */
  agrees: boolean;
  /** The states where passes and ledger differ. */
  differing: readonly LedgerLine[];
}

/** Compares what was bought with the passes counted and with the ledger: no figure is to be signed when they differ. */
export function checkLedger(totals: LedgerTotals): LedgerCheck {
  const counted = totals.lines.reduce((sum, { passes }) => sum + passes, 0);
  const differing = totals.lines.filter(({ passes, ledger }) => passes !== ledger);
  const agrees = totals.bought === counted && totals.bought === totals.issued && differing.length === 0;
  return { ...totals, counted, agrees, differing };
}
