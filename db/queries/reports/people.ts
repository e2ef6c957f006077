import { sql } from 'drizzle-orm';
import { PUBLICS } from '#app/partners/rules/person.ts';
import type { AgeRow, BeneficiaryRow, PartnerRow, PublicRow, ShareRow } from '#app/reporting/rules/rows.ts';
import type { ReportScope } from '#app/reporting/rules/scope.ts';
import type { Tx } from '../../client.ts';
import { moment, texts } from '../acts.ts';
import { during, given, givenInPeriod, isReplacement, joinMerged, parisMonth, personOf } from './given.ts';

type Rows<R> = (R & Record<string, unknown>)[];

/** R1. Each partner's hand-overs of the period; `partnerId` null is the whole. Passes are those that changed hands. */
export function readDistributed(tx: Tx, scope: ReportScope): Promise<Rows<PartnerRow>> {
  const one = scope.partnerId === null ? sql`true` : sql`p.id = ${scope.partnerId}::uuid`;
  return tx.execute(sql`
    with handed as (
      select g.*, (select count(*) from pass_move m where m.tx_id = g.tx_id and m.to_state = 'HELD') as passes
      from (${givenInPeriod(scope)}) g
    ), lines as (
      select partner_id, count(*) as booklets, sum(passes) as passes, count(distinct person_id) as persons
      from handed group by grouping sets ((partner_id), ())
    ), goals as (
      select distinct on (c.partner_id) c.partner_id, c.target_passes, c.starts_on, c.ends_on from partner_convention c
      where c.starts_on <= ${scope.lastDay}::date and c.ends_on >= ${scope.firstDay}::date order by c.partner_id, c.starts_on desc
    ), progress as (
      select o.partner_id, count(m.*) as passes from goals o join distribution d on d.partner_id = o.partner_id and d.voided_at is null
        and not ${isReplacement(sql`d.tx_id`)} and (d.at at time zone 'Europe/Paris')::date between o.starts_on and least(o.ends_on, ${scope.lastDay}::date)
        join pass_move m on m.tx_id = d.tx_id and m.to_state = 'HELD' group by 1
    )
    select p.id as "partnerId", p.name, coalesce(l.booklets, 0)::int as booklets, coalesce(l.passes, 0)::int as passes,
      coalesce(l.persons, 0)::int as persons, o.target_passes as target, coalesce(r.passes, 0)::int as "sinceConvention"
    from partner p left join lines l on l.partner_id = p.id left join goals o on o.partner_id = p.id left join progress r on r.partner_id = p.id
    where ${one} and (l.partner_id is not null or o.partner_id is not null)
    union all
    select null, '', booklets::int, coalesce(passes, 0)::int, persons::int, null, 0 from lines where partner_id is null
    order by 2, 1`);
}

/** R2. People of the period by the month of their first booklet in it; `month` null is the whole. */
export function readBeneficiaries(tx: Tx, scope: ReportScope): Promise<Rows<BeneficiaryRow>> {
  return tx.execute(sql`
    with people as (
      select person_id, min(at) as first_at, count(*) as booklets from (${givenInPeriod(scope)}) g group by 1
    ), known as (
      select distinct ${personOf(sql`d.holder_id`)} as person_id from distribution d ${joinMerged(sql`d.holder_id`)}
      where d.voided_at is null and d.at < ${moment(scope.from)}
    ), active as (
      select distinct ${personOf(sql`r.holder_id`)} as person_id from redemption r ${joinMerged(sql`r.holder_id`)}
      where r.reversed_at is null and r.at < ${moment(scope.until)}
    ), told as (
      select p.*, ${parisMonth(sql`p.first_at`)} as month, k.person_id is not null as known, a.person_id is not null as active
      from people p left join known k on k.person_id = p.person_id left join active a on a.person_id = p.person_id
    )
    select month, count(*)::int as persons, count(*) filter (where not known)::int as "firstTime", count(*) filter (where known)::int as repeat,
      count(*) filter (where booklets > 1)::int as several, count(*) filter (where active)::int as active
    from told group by grouping sets ((month), ()) order by month nulls last`);
}

/** R3. How many passes each person received in the period, in tens; `from` null is the whole, with its quantiles. */
export function readPassesEach(tx: Tx, scope: ReportScope): Promise<Rows<ShareRow>> {
  return tx.execute(sql`
    with each as (
      select g.person_id, count(m.*) as passes from (${givenInPeriod(scope)}) g
        join pass_move m on m.tx_id = g.tx_id and m.to_state = 'HELD' group by 1
    )
    select least((passes - 1) / 10 * 10 + 1, 41)::int as "from", count(*)::int as persons, sum(passes)::int as passes,
      percentile_disc(0.5) within group (order by passes)::int as median, percentile_disc(0.9) within group (order by passes)::int as p90
    from each group by grouping sets ((1), ()) order by 1 nulls last`);
}

/** R4. Publics declared at the period's hand-overs: everybody who has one ("any"), and each person once ("main"). */
export function readPublics(tx: Tx, scope: ReportScope): Promise<Rows<PublicRow>> {
  return tx.execute(sql`
    with people as (
      select g.person_id, array_agg(distinct u.kind) filter (where u.kind is not null) as kinds
      from (${givenInPeriod(scope)}) g left join lateral unnest(g.publics) u (kind) on true group by 1
    ), ranked as (
      select p.*, (select o.kind from unnest(${texts(PUBLICS)}) with ordinality o (kind, rank) where o.kind = any (p.kinds) order by o.rank limit 1) as main
      from people p
    )
    select o.kind, (select count(*) from ranked where o.kind = any (kinds))::int as "any", (select count(*) from ranked where main = o.kind)::int as main
    from unnest(${texts(PUBLICS)}) with ordinality o (kind, rank)
    union all select 'NONE', count(*) filter (where main is null)::int, count(*) filter (where main is null)::int from ranked
    union all select 'ALL', count(*)::int, count(*)::int from ranked`);
}

/** R4, second table. The same people by age, at their first hand-over of the period. */
export function readAges(tx: Tx, scope: ReportScope): Promise<Rows<AgeRow>> {
  return tx.execute(sql`
    with people as (select distinct on (person_id) person_id, age_band from (${givenInPeriod(scope)}) g order by person_id, at)
    select age_band as "ageBand", count(*)::int as persons from people group by 1`);
}

/** R12. Days from the first booklet of the period to the first presence or use after it; `days` null: not yet. */
export function readFirstSession(tx: Tx, scope: ReportScope): Promise<Rows<{ days: number | null; persons: number }>> {
  return tx.execute(sql`
    with people as (select person_id, min(at) as at from (${givenInPeriod(scope)}) g group by 1), attended as (
      select p.person_id, min(s.starts_at) as at from booking b ${joinMerged(sql`b.holder_id`)} join session s on s.id = b.session_id
        join people p on p.person_id = ${personOf(sql`b.holder_id`)}
      where b.state = 'ATTENDED' and s.ends_at > p.at and s.starts_at < ${moment(scope.now)} group by 1
    ), walked_in as (
      select p.person_id, min(r.at) as at from redemption r ${joinMerged(sql`r.holder_id`)} join people p on p.person_id = ${personOf(sql`r.holder_id`)}
      where r.reversed_at is null and r.booking_id is null and r.at >= p.at group by 1
    ), came as (
      select p.at, least(s.at, w.at) as first_at from people p left join attended s on s.person_id = p.person_id left join walked_in w on w.person_id = p.person_id
    )
    select greatest(0, (first_at at time zone 'Europe/Paris')::date - (at at time zone 'Europe/Paris')::date)::int as days, count(*)::int as persons
    from came group by 1 order by 1 nulls last`);
}

/** R9. Each person of the period once, where their last hand-over of the period placed them; no vintage is "unknown". */
export function readNeighbourhoods(
  tx: Tx,
  scope: ReportScope,
): Promise<
  Rows<{ code: string | null; vintage: string | null; name: string | null; persons: number; passes: number }>
> {
  return tx.execute(sql`
    with handed as (
      select g.*, (select count(*) from pass_move m where m.tx_id = g.tx_id and m.to_state = 'HELD') as passes from (${givenInPeriod(scope)}) g
    ), people as (
      select distinct on (person_id) person_id, qpv_code as code, qpv_vintage as vintage, sum(passes) over (partition by person_id) as passes
      from handed order by person_id, at desc
    )
    select p.code, p.vintage, max(q.name) as name, count(*)::int as persons, sum(p.passes)::int as passes
    from people p left join qpv_area q on q.code = p.code and q.vintage = p.vintage group by 1, 2 order by 2, 3, 1`);
}

/** R14. Communes where people of the period live. */
export function readHomes(
  tx: Tx,
  scope: ReportScope,
): Promise<Rows<{ commune: string; inseeCode: string | null; persons: number }>> {
  return tx.execute(sql`
    with people as (select distinct on (person_id) person_id, commune, insee_code from (${givenInPeriod(scope)}) g order by person_id, at desc)
    select commune, insee_code as "inseeCode", count(*)::int as persons from people group by 1, 2 order by 3 desc, 1`);
}

/** R5, walk-ins and sessions together. `theme` null is who came without booking; the row `ALL` counts everybody once. */
export function readTrainings(
  tx: Tx,
  scope: ReportScope,
): Promise<Rows<{ theme: string | null; presences: number; minutes: number; persons: number; passes: number }>> {
  return tx.execute(sql`
    with people as (select distinct person_id from (${given(scope)}) g), used as (
      select booking_id, count(*) as passes from redemption where booking_id is not null and reversed_at is null group by 1
    ), events as (
      select c.theme, p.person_id, extract(epoch from s.ends_at - s.starts_at) / 60 as minutes, coalesce(u.passes, 0) as passes
      from booking b ${joinMerged(sql`b.holder_id`)} join people p on p.person_id = ${personOf(sql`b.holder_id`)}
        join session s on s.id = b.session_id join course c on c.id = s.course_id left join used u on u.booking_id = b.id
      where b.state = 'ATTENDED' and ${during(sql`s.starts_at`, scope)}
      union all
      select null, p.person_id, 0, count(*) from redemption r ${joinMerged(sql`r.holder_id`)} join people p on p.person_id = ${personOf(sql`r.holder_id`)}
      where r.booking_id is null and r.reversed_at is null and ${during(sql`r.at`, scope)} group by p.person_id, r.holder_id, r.tx_id
    )
    select case when grouping(theme) = 1 then 'ALL' else theme end as theme, count(*)::int as presences, coalesce(sum(minutes), 0)::int as minutes,
      count(distinct person_id)::int as persons, coalesce(sum(passes), 0)::int as passes
    from events group by grouping sets ((theme), ()) order by 1 nulls last`);
}
