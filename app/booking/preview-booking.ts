import type { Tx } from '#db/client.ts';
import { readWantedSession } from '#db/queries/booking.ts';
import { listBookingsToCome, listUsablePasses } from '#db/queries/wallet.ts';
import { type BookingVerdict, decideBooking } from './rules/decide-booking.ts';

/** What a person would be answered if they booked this session now. Takes no lock and promises nothing. */
export async function previewBooking(
  tx: Tx,
  asked: { holderId: string; sessionId: string; now: Date },
): Promise<BookingVerdict> {
  const { holderId, sessionId, now } = asked;
  return decideBooking({
    session: await readWantedSession(tx, sessionId),
    held: await listUsablePasses(tx, holderId, null),
    others: await listBookingsToCome(tx, holderId, now),
    now,
  });
}
