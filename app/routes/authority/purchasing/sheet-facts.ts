import { voucherCodes } from '#app/passes/create-lot.ts';
import { printCode } from '#app/passes/rules/code.ts';
import { drawVoucherQr } from '#app/passes/voucher-qr.ts';
import type { Secrets } from '#app/platform/secrets.ts';
import { BOOKLETS_A_PAGE } from './lot-form.ts';

/** The vouchers of one page of a lot's sheet. */
export interface SheetPage {
  readonly lotId: string;
  readonly label: string;
  readonly faceCents: number;
  /** Last Paris day of validity. */
  readonly validUntil: string;
  readonly nonce: string;
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  readonly bookletsInAll: number;
  readonly passesInAll: number;
  readonly booklets: readonly {
    readonly serial: string;
    readonly vouchers: readonly { readonly code: string; readonly qr: string }[];
  }[];
}

interface PrintedLot {
  readonly lotId: string;
  readonly label: string;
  readonly faceCents: number;
  readonly validUntil: string;
  readonly bookletCount: number;
  readonly bookletSize: number;
  readonly nonce: string;
}

export function partsOf(bookletCount: number): number {
  return Math.ceil(bookletCount / BOOKLETS_A_PAGE);
}

/** Makes the vouchers of a page from the nonce of the form; nothing of them is kept. `serials` are the page's. */
export async function drawPage(
  secrets: Secrets,
  lot: PrintedLot,
  part: number,
  serials: readonly string[],
): Promise<SheetPage> {
  const booklets = [];
  for (const serial of serials) {
    const codes = voucherCodes(secrets, lot.nonce, serial, lot.bookletSize).map(printCode);
    booklets.push({
      serial,
      vouchers: await Promise.all(codes.map(async (code) => ({ code, qr: await drawVoucherQr(code) }))),
    });
  }
  const { lotId, label, faceCents, validUntil, nonce, bookletCount, bookletSize } = lot;
  const inAll = { bookletsInAll: bookletCount, passesInAll: bookletCount * bookletSize };
  return { lotId, label, faceCents, validUntil, nonce, part, parts: partsOf(bookletCount), ...inAll, booklets };
}
