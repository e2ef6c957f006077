import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { notFound } from '#app/access/guards.ts';
import type { HolderBooking } from '#db/queries/wallet.ts';

/** The id in an address; what cannot be one is not found. */
export function idOf(param: string | undefined): string {
  const id = z.uuid().safeParse(param);
  if (!id.success) throw notFound();
  return id.data;
}

/** A booking that can still be moved or cancelled; its own page tells why when it cannot. */
export function changeable(booking: HolderBooking | null, now: Date): HolderBooking {
  if (booking === null) throw notFound();
  if (booking.state !== 'CONFIRMED' || booking.startsAt <= now)
    throw redirect(`/mon-pass/reservations/${booking.id}`, 303);
  return booking;
}
