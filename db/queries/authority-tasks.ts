import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';

/** Something the authority has to do about booklets, partners, committees, sources or pages of venues. */
export interface AuthorityTask {
  kind:
    | 'RENEWAL'
    | 'DIFFERENCE'
    | 'LATE_JOURNEY'
    | 'TO_COUNT'
    | 'CLOSED_STOCK'
    | 'DECISION'
    | 'SOURCE_SHRANK'
    | 'PAGE_CLAIMS'
    | 'PAGE_REPORTS'
    | 'PAGES_OVERDUE'
    | 'PAGE_LETTERS';
  /** What its page is about: a convention, an allocation, a partner, a committee, a source; its kind for pages. */
  id: string;
  name: string;
  /** The day that matters: the convention's last, the decision's due day; null otherwise. */
  day: string | null;
  /** Booklets concerned; venues lost by a source; pages. */
  count: number | null;
}

/**
 * What waits for the authority: conventions that end before `renewBefore` and that nothing follows, missing
 * booklets, journeys sent over two weeks ago, returns to count, booklets of closed partners, decisions due, readings held because the source shrank.
 */
export async function listAuthorityTasks(
  tx: Tx,
  at: { now: Date; today: string; renewBefore: string },
): Promise<AuthorityTask[]> {
  return tx.execute<AuthorityTask & Record<string, unknown>>(sql`
    select 'RENEWAL' as kind, c.id, p.name, c.ends_on::text as day, null::int as count
    from partner_convention c join partner p on p.id = c.partner_id and p.revoked_at is null
    where c.revoked_at is null and c.ends_on between ${at.today}::date and ${at.renewBefore}::date
      and not exists (select 1 from partner_convention n where n.partner_id = c.partner_id and n.revoked_at is null and n.starts_on > c.ends_on)
    union all
    select 'DIFFERENCE', a.id, coalesce(t.name, f.name), null, count(*)::int
    from allocation_difference d join allocation a on a.id = d.allocation_id
      left join partner t on t.id = a.partner_id left join partner f on f.id = a.from_partner_id
    where d.settled_at is null group by a.id, t.name, f.name
    union all
    select case when a.partner_id is null then 'TO_COUNT' else 'LATE_JOURNEY' end, a.id, coalesce(t.name, f.name), null, a.sent_booklets
    from allocation a left join partner t on t.id = a.partner_id left join partner f on f.id = a.from_partner_id
    where a.state = 'SENT' and (a.partner_id is null or a.sent_at < ${moment(at.now)} - interval '14 days')
    union all
    select 'CLOSED_STOCK', p.id, p.name, null, count(*)::int
    from partner p join booklet b on b.partner_id = p.id
    where p.revoked_at is not null and exists (select 1 from pass x where x.booklet_id = b.id and x.state = 'ALLOCATED')
      and not exists (select 1 from allocation_booklet k where k.booklet_id = b.id and k.released_at is null)
    group by p.id
    union all
    select 'DECISION', c.id, d.decided, d.due_on::text, null
    from committee_decision d join steering_committee c on c.id = d.committee_id
    where d.done_at is null and d.due_on <= ${at.today}::date
    union all
    select 'SOURCE_SHRANK', f.id, f.name, null, (r.report->>'before')::int - (r.report->>'accepted')::int
    from venue_feed_run r join venue_feed f on f.id = r.feed_id
    where r.outcome = 'HELD' and r.decided_at is null
    order by 4 nulls first, 3`);
}
