import postgres from 'postgres';
import { uuidv7 } from 'uuidv7';

export interface StraightBooking {
  holderId: string;
  sessionId: string;
}

/**
 * The limit of a booking: the statements of `book-for-holder`, word for word, sent by postgres.js
 * with named prepared statements and nothing around them; no rule, no HTTP. Only here does anything
 * else than db/ speak SQL, because this is what the product is measured against.
 */
export function openStraight(url: string, connections: number) {
  const sql = postgres(url, { max: connections, prepare: true, onnotice: () => undefined });
  const book = async ({ holderId, sessionId }: StraightBooking): Promise<boolean> => {
    const opKey = uuidv7();
    const actor = `holder:${holderId}`;
    return sql.begin('isolation level read committed', async (tx) => {
      const now = new Date();
      await tx`insert into op (key, kind, request_hash, actor, at) values (${opKey}, 'book-for-holder', 'bench', ${actor}, ${now}) on conflict do nothing returning key`;
      const [session] = await tx<{ price_passes: number; seats_taken: number; capacity: number }[]>`
        select s.id, s.state, s.starts_at, s.ends_at, to_char(s.starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day,
          s.capacity, s.seats_taken, s.price_passes,
          exists (select 1 from org_label l where l.org_id = s.org_id
            and daterange(l.starts_on, l.ends_on, '[]') @> (s.starts_at at time zone 'Europe/Paris')::date) as labelled
        from session s where s.id = ${sessionId}`;
      const [row] = await tx<
        { wallet: { held: { id: string }[] } }[]
      >`select lock_wallet(${holderId}, ${now}) as wallet`;
      if (session === undefined || row === undefined) return false;
      const passes = row.wallet.held.slice(0, session.price_passes).map((pass) => pass.id);
      const bookingId = uuidv7();
      const [said] = await tx<{ word: string }[]>`
        select act_book(${bookingId}, ${sessionId}, ${holderId}, ${`{${passes.join(',')}}`}::uuid[], null::uuid, null::uuid, ${uuidv7()}, ${actor}, ${opKey}, ${now}) as word`;
      if (said?.word !== 'OK') return false;
      await tx`
        insert into outbox (id, kind, object_id, recipient_id, slot, channel, facts, created_at, next_attempt_at)
        select gen_random_uuid(), 'booking-confirmed', b.id, b.holder_id, ${opKey} || ':' || c.channel, c.channel,
          jsonb_build_object('title', k.title, 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'venue', v.name,
            'street', v.street, 'postcode', v.postcode, 'commune', v.commune, 'reason', s.cancel_reason), ${now}, ${now}
        from booking b join session s on s.id = b.session_id join course k on k.id = s.course_id join venue v on v.id = s.venue_id
          cross join lateral (select distinct case p.kind when 'PHONE' then 'SMS' else 'EMAIL' end as channel
            from pii.contact_point p where p.person_id = b.holder_id) c
        where b.id = any (${`{${bookingId}}`}::uuid[]) on conflict do nothing`;
      const result = JSON.stringify({ bookingId });
      await tx`
        with closed as (update op set result = ${result}::jsonb where key = ${opKey})
        insert into audit (at, actor, intention, op_key, facts) values (${now}, ${actor}, 'book-for-holder', ${opKey}, ${result}::jsonb)`;
      return true;
    });
  };
  return { book, close: () => sql.end() };
}
