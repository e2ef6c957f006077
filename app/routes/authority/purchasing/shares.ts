import type { FundingKind } from '#app/purchasing/rules/funding.ts';
import { shareAmount } from '#app/purchasing/rules/funding-shares.ts';
import type { LotShareRow } from '#db/queries/funding.ts';

/** What one funding pays of one lot, to the cent. */
export interface PaidShare {
  readonly lotId: string;
  readonly lotLabel: string;
  readonly fundingId: string;
  readonly label: string;
  readonly kind: FundingKind;
  readonly shareBps: number;
  readonly amountCents: number;
}

/** The shares of lots with what each is worth: the price of a lot, shared by the largest remainder. */
export function sharesOfLots(rows: readonly LotShareRow[]): PaidShare[] {
  return rows.map((row) => {
    const ofLot = rows.filter(({ lotId }) => lotId === row.lotId);
    const paid = shareAmount(row.priceCents, ofLot).find(({ fundingId }) => fundingId === row.fundingId);
    const { lotId, lotLabel, fundingId, label, kind, shareBps } = row;
    return { lotId, lotLabel, fundingId, label, kind, shareBps, amountCents: Number(paid?.amountCents ?? 0n) };
  });
}
