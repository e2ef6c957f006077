import { sql } from 'drizzle-orm';
import { parisDayRange } from '#app/calendar/rules/paris-time.ts';
import type { PeriodFigures } from '#app/committee/rules/pack.ts';
import { PUBLICS, type Public } from '#app/partners/rules/person.ts';
import type { Tx } from '../client.ts';
import { moment } from './acts.ts';
import { isReplacement, joinMerged, personOf, STANDS_FOR } from './reports/given.ts';

/** Figures of one instant: all of them read by one statement, with the position of the ledger it saw. */
export interface FiguresOfInstant {
  ledgerHead: bigint;
  total: PeriodFigures;
  partners: PeriodFigures[];
}

/**
 * What each partner (or one) received, handed over and saw used, between two Paris days, both included.
 * Hand-overs taken back, and booklets given in place of lost passes, are left out; used passes are those of the period's hand-overs, to this day. The
 * target is that of the convention in force on the last day.
 */
export async function readPeriodFigures(
  tx: Tx,
  period: { from: string; to: string; partnerId: string | null },
): Promise<FiguresOfInstant> {
  const whose = period.partnerId === null ? sql`true` : sql`pa.id = ${period.partnerId}`;
  const [from, until] = [parisDayRange(period.from).start, parisDayRange(period.to).end];
  const publics = sql.join(
    PUBLICS.map(
      (one) => sql`count(distinct d.person_id) filter (where ${one} = any (d.publics))::int as ${sql.raw(`"${one}"`)}`,
    ),
    sql`, `,
  );
  const rows = await tx.execute<Record<string, unknown>>(sql`
    with recursive ${STANDS_FOR}, chosen as (select pa.* from partner pa where ${whose}),
    given as (
      select d.partner_id, ${personOf(sql`d.holder_id`)} as person_id, d.publics, b.id, b.size
      from chosen c join distribution d on d.partner_id = c.id ${joinMerged(sql`d.holder_id`)} join booklet b on b.id = d.booklet_id
      where d.voided_at is null and not ${isReplacement(sql`d.tx_id`)} and d.at >= ${moment(from)} and d.at < ${moment(until)}
    ), used as (
      select g.partner_id, count(*)::int as n from given g join pass p on p.booklet_id = g.id
        left join stands_for f on f.original = p.id left join pass q on q.id = f.current
      where coalesce(q.state, p.state) in ('REDEEMED', 'CLAIMED', 'SETTLED') group by grouping sets ((g.partner_id), ())
    ), handed as (
      select d.partner_id, count(*)::int as booklets, coalesce(sum(d.size), 0)::int as passes,
        count(distinct d.person_id)::int as persons, ${publics}
      from given d group by grouping sets ((d.partner_id), ())
    ), got as (
      select a.partner_id, count(*)::int as booklets, coalesce(sum(b.size), 0)::int as passes
      from allocation a join chosen c on c.id = a.partner_id join allocation_booklet k on k.allocation_id = a.id
        join booklet b on b.id = k.booklet_id
        left join allocation_difference x on x.allocation_id = a.id and x.booklet_id = k.booklet_id
      where a.state = 'RECEIVED' and (x.id is null or x.outcome = 'FOUND')
        and a.received_at >= ${moment(from)} and a.received_at < ${moment(until)}
      group by grouping sets ((a.partner_id), ())
    ), lines as (select id, name from chosen union all select null, null)
    select l.id as "partnerId", l.name, (select coalesce(max(id), 0)::text from ledger_entry) as head,
      (select sum(c.target_passes)::int from partner_convention c join chosen o on o.id = c.partner_id
        where (l.id is null or c.partner_id = l.id) and c.revoked_at is null and ${period.to}::date between c.starts_on and c.ends_on) as target,
      coalesce(g.booklets, 0) as "receivedBooklets", coalesce(g.passes, 0) as "receivedPasses",
      coalesce(h.booklets, 0) as "handedBooklets", coalesce(h.passes, 0) as "handedPasses", coalesce(u.n, 0) as used,
      coalesce(h.persons, 0) as persons, ${sql.join(
        PUBLICS.map((one) => sql`coalesce(h.${sql.raw(`"${one}"`)}, 0) as ${sql.raw(`"${one}"`)}`),
        sql`, `,
      )}
    from lines l left join handed h on h.partner_id is not distinct from l.id left join got g on g.partner_id is not distinct from l.id
      left join used u on u.partner_id is not distinct from l.id
    order by l.name nulls first`);
  const lines = rows.map(toFigures);
  const total = lines.find(({ partnerId }) => partnerId === null);
  if (total === undefined) throw new Error('figures without their total');
  return {
    ledgerHead: BigInt(String(rows[0]?.head ?? 0)),
    total,
    partners: lines.filter(({ partnerId }) => partnerId !== null),
  };
}

function toFigures(row: Record<string, unknown>): PeriodFigures {
  return {
    partnerId: row.partnerId as string | null,
    name: row.name as string | null,
    targetPasses: row.target as number | null,
    receivedBooklets: Number(row.receivedBooklets),
    receivedPasses: Number(row.receivedPasses),
    handedBooklets: Number(row.handedBooklets),
    handedPasses: Number(row.handedPasses),
    usedPasses: Number(row.used),
    persons: Number(row.persons),
    publics: Object.fromEntries(PUBLICS.map((one) => [one, Number(row[one])])) as Record<Public, number>,
  };
}
