import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { refuseWrites } from '#app/opendata/answer.ts';
import { placeWords } from '#app/opendata/session-files.ts';
import { writeCalendar } from '#app/opendata/write-calendar.ts';
import { findTicketHolder } from '#app/passes/find-ticket-holder.ts';
import { originSeen } from '#app/platform/public-origin.ts';
import { listBookingsToCome } from '#db/queries/wallet.ts';

export const action = () => refuseWrites();

/**
 * GET /ticket/:code/agenda.ics: the bookings to come of a ticket, for the calendar of a telephone. Like
 * the ticket's page it asks for the code alone, counts each try, names nobody and is kept nowhere.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const { services, clientAddress } = context;
  const found = await findTicketHolder(services, { code: params.code ?? '', address: clientAddress });
  if (found.kind === 'UNKNOWN') throw data({ message: 'Nous ne connaissons pas ce ticket.' }, { status: 404 });
  if (found.kind === 'TOO_MANY') {
    const headers = { 'Retry-After': String(found.retryAfterSeconds) };
    throw data(
      { message: 'Trop de tickets lus en peu de temps. Attendez quelques minutes.' },
      { status: 429, headers },
    );
  }
  const now = services.clock.now();
  const bookings = await services.db.read((tx) => listBookingsToCome(tx, found.holderId, now));
  const origin = originSeen(services.env, request);
  const text = writeCalendar(
    'Mes ateliers',
    new URL(origin).hostname,
    bookings.map((booking) => ({
      id: booking.sessionId,
      title: booking.title,
      startsAt: booking.startsAt,
      endsAt: booking.endsAt,
      cancelled: booking.sessionState === 'CANCELLED',
      place: placeWords(booking.venue),
      position:
        booking.venue.lat === null || booking.venue.lon === null
          ? null
          : { lat: booking.venue.lat, lon: booking.venue.lon },
      description: booking.venue.phone === null ? '' : `Un empêchement ? Téléphonez au lieu : ${booking.venue.phone}`,
      url: `${origin}/ateliers/${booking.sessionId}`,
      createdAt: now,
      updatedAt: now,
    })),
  );
  return new Response(text, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'Content-Disposition': 'inline; filename="mes-ateliers.ics"',
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex, nofollow',
    },
  });
}
