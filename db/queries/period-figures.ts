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
 * Two CTEs, after `stands_for` and `asked (key, partner_id, from_at, until_at)`: the hand-overs asked about, those taken
 * back and booklets given in place of lost passes left out; and how many of their passes were used, to this day.
 */
const GIVEN_AND_USED = sql`
    given as (
      select a.key, ${personOf(sql`d.holder_id`)} as person_id, d.publics, b.id, b.size
      from asked a join distribution d on d.partner_id = a.partner_id and d.at >= a.from_at and d.at < a.until_at
        ${joinMerged(sql`d.holder_id`)} join booklet b on b.id = d.booklet_id
      where d.voided_at is null and not ${isReplacement(sql`d.tx_id`)}
    ), used as (
      select g.key, count(*)::int as n from given g join pass p on p.booklet_id = g.id
        left join stands_for f on f.original = p.id left join pass q on q.id = f.current
      where coalesce(q.state, p.state) in ('REDEEMED', 'CLAIMED', 'SETTLED') group by 1
    )`;

/** What a convention gave between two Paris days, both included. */
export interface ConventionFigures {
  handedPasses: number;
  usedPasses: number;
  persons: number;
}

/** The same hand-overs, counted for several conventions at once, each over days of its own. By key. */
export async function readConventionFigures(
  tx: Tx,
  asked: readonly { key: string; partnerId: string; from: string; to: string }[],
): Promise<Map<string, ConventionFigures>> {
  if (asked.length === 0) return new Map();
  const lines = asked.map(
    ({ key, partnerId, from, to }) =>
      sql`(${key}::uuid, ${partnerId}::uuid, ${moment(parisDayRange(from).start)}, ${moment(parisDayRange(to).end)})`,
  );
  const rows = await tx.execute<ConventionFigures & { key: string } & Record<string, unknown>>(sql`
    with recursive ${STANDS_FOR}, asked (key, partner_id, from_at, until_at) as (values ${sql.join(lines, sql`, `)}),
    ${GIVEN_AND_USED}
    select g.key, sum(g.size)::int as "handedPasses", count(distinct g.person_id)::int as persons, coalesce(max(u.n), 0)::int as "usedPasses"
    from given g left join used u on u.key = g.key group by g.key`);
  return new Map(rows.map(({ key, ...figures }) => [key, figures]));
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
    asked as (select id as key, id as partner_id, ${moment(from)} as from_at, ${moment(until)} as until_at from chosen),
    ${GIVEN_AND_USED}, taken as (
      select key, sum(n)::int as n from used group by grouping sets ((key), ())
    ), handed as (
      select d.key, count(*)::int as booklets, coalesce(sum(d.size), 0)::int as passes,
        count(distinct d.person_id)::int as persons, ${publics}
      from given d group by grouping sets ((d.key), ())
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
    from lines l left join handed h on h.key is not distinct from l.id left join got g on g.partner_id is not distinct from l.id
      left join taken u on u.key is not distinct from l.id
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
