import { sql } from 'drizzle-orm';
import type { Closure } from '#app/directory/rules/closure.ts';
import { type Position, toMercator } from '#app/directory/rules/distance.ts';
import type { Tx } from '../client.ts';
import { moment, texts } from './acts.ts';

/** A venue somebody could be sent to, with the next session they could still book there. */
export interface VenueCandidate {
  id: string;
  slug: string;
  name: string;
  street: string;
  postcode: string;
  commune: string;
  phone: string | null;
  lat: number | null;
  lon: number | null;
  services: string[];
  publics: string[];
  specialCare: string[];
  fees: string[];
  supportModes: string[];
  accessModes: string[];
  openingHours: string | null;
  closures: Closure[];
  wheelchair: boolean | null;
  labelled: boolean;
  acceptsPass: boolean;
  next: {
    id: string;
    title: string;
    startsAt: Date;
    seatsLeft: number;
    pricePasses: number;
    languages: string[];
  } | null;
}

type Row = Omit<VenueCandidate, 'next'> & {
  next: {
    id: string;
    title: string;
    startsAt: string;
    seatsLeft: number;
    pricePasses: number;
    languages: string[];
  } | null;
} & Record<string, unknown>;

export interface CandidatesAsked {
  /** Nearest first from here; null takes those of the territory. */
  from: Position | null;
  /** One of these services, or, when `orSessions`, a session to come. Empty asks for nothing. */
  services: readonly string[];
  orSessions: boolean;
  now: Date;
  /** The day in Paris: labels have periods. */
  today: string;
  limit: number;
}

/** The venues that may answer a need, the nearest first; the exact ranking is a rule's affair. */
export async function listCandidates(tx: Tx, asked: CandidatesAsked): Promise<VenueCandidate[]> {
  const answers =
    asked.services.length === 0
      ? sql`true`
      : sql`(v.services && ${texts(asked.services)}${asked.orSessions ? sql` or n.id is not null` : sql``})`;
  const { mx, my } = toMercator(asked.from ?? { lat: 0, lon: 0 });
  const where = asked.from === null ? sql`v.in_territory and ${answers}` : sql`v.mx is not null and ${answers}`;
  const order =
    asked.from === null ? sql`v.search_text` : sql`point(v.mx, v.my) <-> point(${mx}::float8, ${my}::float8)`;
  const rows = await tx.execute<Row>(sql`
    select v.id, v.slug, v.name, v.street, v.postcode, v.commune, v.phone, v.lat, v.lon, v.services, v.publics,
      v.special_care as "specialCare", v.fees, v.support_modes as "supportModes", v.access_modes as "accessModes",
      v.opening_hours as "openingHours", v.closures, v.wheelchair, v.accepts_pass as "acceptsPass",
      exists (select 1 from org_label l where l.org_id = v.org_id and l.starts_on <= ${asked.today}::date
        and (l.ends_on is null or l.ends_on >= ${asked.today}::date)) as labelled,
      case when n.id is null then null else jsonb_build_object('id', n.id, 'title', n.title, 'startsAt', n.starts_at,
        'seatsLeft', n.seats_left, 'pricePasses', n.price_passes, 'languages', n.languages) end as next
    from venue v
      left join lateral (
        select s.id, c.title, s.starts_at, s.capacity - s.seats_taken as seats_left, s.price_passes, s.languages
        from session s join course c on c.id = s.course_id
        where s.venue_id = v.id and s.state = 'OPEN' and s.starts_at > ${moment(asked.now)} and s.seats_taken < s.capacity
        order by s.starts_at, s.id limit 1) n on true
    where ${where} order by ${order} limit ${asked.limit}`);
  return rows.map(({ next, ...row }) => ({
    ...row,
    next: next === null ? null : { ...next, startsAt: new Date(next.startsAt) },
  }));
}
