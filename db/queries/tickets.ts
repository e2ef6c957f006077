import { sql } from 'drizzle-orm';
import type { BookingState } from '#app/booking/rules/booking.ts';
import type { Tx } from '../client.ts';
import { type BookingScope, inBookingScope } from './booking.ts';

/** All that a ticket says, but its code: who, what, when, where, whom to ask for, what is left. */
export interface TicketRow {
  bookingId: string;
  holderId: string;
  sessionId: string;
  state: BookingState;
  givenName: string;
  familyName: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** What the booking took, agreed when it was made. */
  pricePasses: number;
  /** Passes the person can still use on the day asked, those of this booking left out. */
  passesLeft: number;
  /** The last Paris day of the passes left; null when there are none. */
  passesUntil: string | null;
  roomName: string | null;
  mediatorName: string | null;
  venue: TicketVenue;
}

export interface TicketVenue {
  slug: string;
  name: string;
  street: string;
  streetExtra: string | null;
  postcode: string;
  commune: string;
  lat: number | null;
  lon: number | null;
  phone: string | null;
  /** The venue's own words: whom to ask for, how to come. */
  welcomeNote: string | null;
}

type Row = Record<string, unknown> &
  Omit<TicketRow, 'startsAt' | 'endsAt' | 'venue'> &
  TicketVenue & { startsAt: string; endsAt: string };

/** The ticket of a booking within a scope; null when there is none there. `today` is the Paris day. */
export async function findTicketRow(
  tx: Tx,
  bookingId: string,
  scope: BookingScope,
  today: string,
): Promise<TicketRow | null> {
  const rows = await tx.execute<Row>(sql`
    select b.id as "bookingId", b.holder_id as "holderId", b.session_id as "sessionId", b.state, b.price_passes as "pricePasses",
      p.given_name as "givenName", p.family_name as "familyName", c.title, s.starts_at as "startsAt", s.ends_at as "endsAt",
      w.left as "passesLeft", w.until as "passesUntil", r.name as "roomName", m.name as "mediatorName",
      v.slug, v.name, v.street, v.street_extra as "streetExtra", v.postcode, v.commune, v.lat, v.lon, v.phone,
      v.welcome_note as "welcomeNote"
    from booking b
      join pii.person p on p.id = b.holder_id
      join session s on s.id = b.session_id
      join course c on c.id = s.course_id
      join venue v on v.id = s.venue_id
      left join room r on r.id = s.room_id
      left join mediator m on m.id = s.mediator_id
      cross join lateral (select count(*)::int as left, max(x.expires_on)::text as until from pass x
        where x.holder_id = b.holder_id and x.state = 'HELD' and x.expires_on >= ${today}::date) w
    where b.id = ${bookingId} and ${inBookingScope(scope)}`);
  const row = rows[0];
  if (row === undefined) return null;
  const {
    slug,
    name,
    street,
    streetExtra,
    postcode,
    commune,
    lat,
    lon,
    phone,
    welcomeNote,
    startsAt,
    endsAt,
    ...rest
  } = row;
  return {
    ...rest,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    venue: { slug, name, street, streetExtra, postcode, commune, lat, lon, phone, welcomeNote },
  };
}
