import { addDays } from '#app/calendar/rules/paris-time.ts';

/** The pace is that of the last eight weeks. */
export const PACE_WEEKS = 8;
/** Under this many weeks of stock a partner is about to run out. */
export const LOW_WEEKS = 4;

/** Free booklets of one lot: neither handed over nor set aside. */
export interface LotStock {
  /** Last Paris day of the lot. */
  validUntil: string;
  booklets: number;
  /** Passes a booklet. */
  size: number;
}

/** A partner's stock as the forecast sees it. Counts are booklets. */
export interface PartnerStock {
  partnerId: string;
  name: string;
  lots: readonly LotStock[];
  /** On their way to it. */
  incoming: number;
  /** Handed over in the last eight weeks. */
  handedOver: number;
  /** Days since it last received or handed over anything, whichever is later; null when it never did either. */
  idleDays: number | null;
  /** Whether it is open and under a convention today. */
  mayReceive: boolean;
}

export function freeBooklets({ lots }: Pick<PartnerStock, 'lots'>): number {
  return lots.reduce((sum, { booklets }) => sum + booklets, 0);
}

/** Booklets handed over a week, at the pace of the last eight. */
export function pace({ handedOver }: Pick<PartnerStock, 'handedOver'>): number {
  return handedOver / PACE_WEEKS;
}

/** How many weeks the stock lasts at that pace; null when nothing was handed over: it would last for ever. */
export function weeksOfStock(stock: Pick<PartnerStock, 'lots' | 'handedOver'>): number | null {
  return stock.handedOver === 0 ? null : freeBooklets(stock) / pace(stock);
}

/**
 * Passes likely to expire in the drawer: those that are not handed over before their lot's last day when
 * the pace stays the same and what expires first is handed over first.
 */
export function passesLikelyUnused(stock: Pick<PartnerStock, 'lots' | 'handedOver'>, today: string): number {
  const perDay = pace(stock) / 7;
  let given = 0;
  let unused = 0;
  for (const lot of [...stock.lots].sort((a, b) => (a.validUntil < b.validUntil ? -1 : 1))) {
    const possible = Math.max(0, Math.floor(daysLeft(today, lot.validUntil) * perDay + 1e-9) - given);
    const handed = Math.min(lot.booklets, possible);
    given += handed;
    unused += (lot.booklets - handed) * lot.size;
  }
  return unused;
}

/** Whether a stock sleeps: booklets in the drawer, and nothing received nor handed over for `days` days. */
export function isIdle(stock: Pick<PartnerStock, 'lots' | 'idleDays'>, days: number): boolean {
  return freeBooklets(stock) > 0 && (stock.idleDays === null || stock.idleDays >= days);
}

export interface ProposedTransfer {
  fromPartnerId: string;
  partnerId: string;
  booklets: number;
}

/**
 * Transfers from stocks that sleep to the partners that run out first. Who receives gets eight weeks of its
 * own pace, counting what is on its way; who gives keeps eight weeks of its own; only lots still valid
 * eight weeks from now travel.
 */
export function proposeTransfers(
  stocks: readonly PartnerStock[],
  { idleDays, today }: { idleDays: number; today: string },
): ProposedTransfer[] {
  const horizon = addDays(today, PACE_WEEKS * 7);
  const givers = stocks
    .filter((stock) => isIdle(stock, idleDays))
    .map((stock) => ({ stock, left: spare(stock, horizon) }))
    .sort((a, b) => (b.stock.idleDays ?? Infinity) - (a.stock.idleDays ?? Infinity) || byName(a.stock, b.stock));
  const takers = stocks
    .filter((stock) => stock.mayReceive && !isIdle(stock, idleDays) && runsOut(stock))
    .sort((a, b) => weeksAhead(a) - weeksAhead(b) || byName(a, b));
  const proposals: ProposedTransfer[] = [];
  for (const taker of takers) {
    let need = Math.ceil(pace(taker) * PACE_WEEKS) - freeBooklets(taker) - taker.incoming;
    for (const giver of givers) {
      const booklets = Math.min(need, giver.left);
      if (booklets <= 0) continue;
      proposals.push({ fromPartnerId: giver.stock.partnerId, partnerId: taker.partnerId, booklets });
      giver.left -= booklets;
      need -= booklets;
    }
  }
  return proposals;
}

function spare(stock: PartnerStock, horizon: string): number {
  const lasting = stock.lots.filter(({ validUntil }) => validUntil >= horizon);
  return Math.max(0, freeBooklets({ lots: lasting }) - Math.ceil(pace(stock) * PACE_WEEKS));
}

function runsOut(stock: PartnerStock): boolean {
  return stock.handedOver > 0 && weeksAhead(stock) < LOW_WEEKS;
}

function weeksAhead(stock: PartnerStock): number {
  return (freeBooklets(stock) + stock.incoming) / pace(stock);
}

function byName(a: PartnerStock, b: PartnerStock): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** The days on which something may still be handed over, today and the last one included. */
function daysLeft(today: string, last: string): number {
  return last < today ? 0 : Math.round((Date.parse(last) - Date.parse(today)) / 86_400_000) + 1;
}
