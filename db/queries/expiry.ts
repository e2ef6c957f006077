import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { type ActStamp, moment, stamped } from './acts.ts';
import { holdersOfPartner } from './people.ts';

/**
 * Expires up to `most` passes whose last day is over on the Paris day `today`, people's after the grace of
 * their lot. Answers how many; passes in use at that moment are left to the next batch.
 */
export async function writeExpired(tx: Tx, today: string, most: number, stamp: ActStamp): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`select act_expire(${today}::date, ${most}, ${stamped(stamp)}) as n`);
  return rows[0]?.n ?? 0;
}

/**
 * Queues what people must know of the passes they hold, not reserved, whose last day is at most `days` days
 * after the Paris day `today`: on each channel they gave, or as a letter. The slot names the last day, the
 * span and the channel: each is queued once, whoever runs, however often. Answers how many.
 */
export async function queueExpiryNotices(
  tx: Tx,
  n: { today: string; days: number; moreThan: number; now: Date },
): Promise<number> {
  const rows = await tx.execute(sql`
    insert into outbox (id, kind, object_id, recipient_id, slot, channel, facts, created_at, next_attempt_at)
    select gen_random_uuid(), 'passes-expiring', e.holder_id, e.holder_id, e.expires_on || ':' || ${n.days}::int || ':' || c.channel,
      c.channel, jsonb_build_object('passes', e.passes, 'lastDay', e.expires_on::text), ${moment(n.now)}, ${moment(n.now)}
    from (select holder_id, expires_on, count(*)::int as passes from pass
        where state = 'HELD' and expires_on > ${n.today}::date + ${n.moreThan}::int and expires_on <= ${n.today}::date + ${n.days}::int
        group by holder_id, expires_on) e
      join pii.person h on h.id = e.holder_id
      cross join lateral (select distinct case p.kind when 'PHONE' then 'SMS' else 'EMAIL' end as channel
        from pii.contact_point p where p.person_id = e.holder_id
        union all select 'LETTER' where not exists (select 1 from pii.contact_point p where p.person_id = e.holder_id)) c
    on conflict on constraint outbox_once do nothing returning id`);
  return rows.length;
}

/** Somebody whose passes end soon, for the agent who handed them over. */
export interface EndingRow {
  holderId: string;
  givenName: string;
  familyName: string;
  phone: string | null;
  passes: number;
  /** The last Paris day of the first of them. */
  lastDay: string;
  /** Whether a letter is to be handed over: they have neither phone nor e-mail. */
  byLetter: boolean;
}

/** The people of a partner who hold passes, not reserved, that end within `days` days; the soonest first. */
export async function listEnding(
  tx: Tx,
  partnerId: string,
  today: string,
  days: number,
  most: number,
): Promise<{ rows: EndingRow[]; total: number }> {
  const rows = await tx.execute<EndingRow & { total: number } & Record<string, unknown>>(sql`
    select h.id as "holderId", h.given_name as "givenName", h.family_name as "familyName",
      (select c.value from pii.contact_point c where c.person_id = h.id and c.kind = 'PHONE' limit 1) as phone,
      e.passes, e.last_day::text as "lastDay",
      not exists (select 1 from pii.contact_point c where c.person_id = h.id) as "byLetter", count(*) over ()::int as total
    from (select p.holder_id, count(*)::int as passes, min(p.expires_on) as last_day
        from (${holdersOfPartner(partnerId)}) k join pass p on p.holder_id = k.holder_id
        where p.state = 'HELD' and p.expires_on >= ${today}::date and p.expires_on <= ${today}::date + ${days}::int
        group by p.holder_id) e
      join pii.person h on h.id = e.holder_id
    order by e.last_day, h.family_name, h.id limit ${most}`);
  return { rows, total: rows[0]?.total ?? 0 };
}
