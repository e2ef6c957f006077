import type { Secrets } from '#app/platform/secrets.ts';
import type { Tx } from '#db/client.ts';
import type { BookingScope } from '#db/queries/booking.ts';
import { findTicketRow, type TicketRow } from '#db/queries/tickets.ts';
import { printedHolderCode } from './holder-code.ts';

/** A ticket, ready to be shown or printed. */
export interface Ticket extends TicketRow {
  /** The person's code as it is printed, "K7MR-4WXD"; null when they have none in force. */
  code: string | null;
}

/**
 * The ticket of a booking for somebody who may see it, or null. The code is derived anew each time:
 * a lost ticket can be printed again. `today` is the Paris day on which what is left is counted.
 */
export async function readTicket(
  tx: Tx,
  secrets: Secrets,
  bookingId: string,
  scope: BookingScope,
  today: string,
): Promise<Ticket | null> {
  const row = await findTicketRow(tx, bookingId, scope, today);
  if (row === null) return null;
  return { ...row, code: await printedHolderCode(tx, secrets, row.holderId) };
}
