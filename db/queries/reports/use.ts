import { sql } from 'drizzle-orm';
import type { CohortRow, FillRow, OrganisationRow, SeatNear } from '#app/reporting/rules/rows.ts';
import type { ReportScope } from '#app/reporting/rules/scope.ts';
import type { Tx } from '../../client.ts';
import { moment } from '../acts.ts';
import { during, given, givenInPeriod, joinMerged, monthsAfter, parisMonth, personOf, STANDS_FOR } from './given.ts';

type Rows<R> = (R & Record<string, unknown>)[];

/**
 * R6. What each organisation took in the period, and how long the payments took; `orgId` null is the whole. Money in
 * cents, days of Paris. A transfer that came back has not paid.
 */
export async function readOrganisations(tx: Tx, scope: ReportScope): Promise<OrganisationRow[]> {
  const rows = await tx.execute<OrganisationRow & { cents: string } & Record<string, unknown>>(sql`
    with used as (
      select r.org_id, g.person_id, r.amount_cents, y.paid_on - (r.at at time zone 'Europe/Paris')::date as days
      from redemption r join pass p on p.id = r.pass_id left join payment y on y.claim_id = r.claim_id and y.state = 'PAID'
        join (${given(scope)}) g on g.booklet_id = p.booklet_id and g.holder_id = r.holder_id
      where r.reversed_at is null and ${during(sql`r.at`, scope)}
    ), lines as (
      select org_id, count(*)::int as redemptions, count(distinct person_id)::int as persons, coalesce(sum(amount_cents), 0)::text as cents,
        count(days)::int as paid, percentile_disc(0.5) within group (order by days)::int as median, percentile_disc(0.9) within group (order by days)::int as p90
      from used group by grouping sets ((org_id), ())
    )
    select l.org_id as "orgId", coalesce(o.name, '') as name, l.redemptions, l.persons, l.cents,
      l.paid, l.median as "delayMedian", l.p90 as "delayP90"
    from lines l left join venue_org o on o.id = l.org_id order by l.org_id is null, 2, 1`);
  return rows.map((row) => ({ ...row, cents: Number(row.cents) }));
}

/**
 * R7. The passes handed over in the period, by month of the hand-over, and what became of them up to now; `month`
 * null is the whole. A lost pass became what the one given in its place became. A pass counts as used within n months
 * when it was by that hour of that day in Paris.
 */
export function readCohorts(tx: Tx, scope: ReportScope): Promise<Rows<CohortRow>> {
  const used = (months: number) => sql`count(r.at) filter (where r.at < g.${sql.raw(`until${months}`)})`;
  const summed = (name: string) => sql`coalesce(sum(${sql.raw(name)}), 0)::int`;
  const over = (months: number) => sql`(${monthsAfter(sql`max(at)`, months)} <= ${moment(scope.now)})`;
  // Each hand-over is summed up first: its dates are reckoned once, not for each of its passes.
  return tx.execute(sql`
    with recursive ${STANDS_FOR}, handed as materialized (
      select g.id, g.tx_id, g.at, g.person_id, ${parisMonth(sql`g.at`)} as month, ${monthsAfter(sql`g.at`, 1)} as until1,
        ${monthsAfter(sql`g.at`, 3)} as until3, ${monthsAfter(sql`g.at`, 6)} as until6
      from (${givenInPeriod(scope)}) g
    ), each as (
      select g.id, g.at, g.person_id, g.month, count(*) as passes, count(r.at) as redeemed, count(*) filter (where p.state = 'EXPIRED') as expired,
        ${used(1)} as within1, ${used(3)} as within3, ${used(6)} as within6
      from handed g join pass_move m on m.tx_id = g.tx_id and m.to_state = 'HELD'
        left join stands_for f on f.original = m.pass_id join pass p on p.id = coalesce(f.current, m.pass_id)
        left join redemption r on r.pass_id = p.id and r.reversed_at is null and r.at <= ${moment(scope.now)}
      group by g.id, g.at, g.person_id, g.month
    )
    select month, ${summed('passes')} as passes, ${summed('redeemed')} as redeemed, ${summed('expired')} as expired,
      count(*)::int as booklets, count(*) filter (where redeemed > 0)::int as activated, count(distinct person_id)::int as persons,
      ${summed('within1')} as "within1", ${summed('within3')} as "within3", ${summed('within6')} as "within6",
      ${over(1)} as "over1", ${over(3)} as "over3", ${over(6)} as "over6"
    from each group by grouping sets ((month), ()) order by month nulls last`);
}

/** R11. Sessions of the period that are over, by organisation; `orgId` null is the whole. Filters of people do not apply. */
export function readFill(tx: Tx, scope: ReportScope): Promise<Rows<FillRow>> {
  return tx.execute(sql`
    with held as (
      select s.id, s.org_id, s.capacity, s.seats_taken, s.state from session s where ${during(sql`s.starts_at`, scope)} and s.ends_at <= ${moment(scope.now)}
    ), bookings as (
      select h.org_id, b.state, b.excused, ${personOf(sql`b.holder_id`)} as person_id from held h join booking b on b.session_id = h.id ${joinMerged(sql`b.holder_id`)} where h.state = 'OPEN' and b.state <> 'CANCELLED'
    ), seats as (
      select org_id, count(*) filter (where state = 'OPEN') as sessions, count(*) filter (where state = 'CANCELLED') as cancelled,
        sum(capacity) filter (where state = 'OPEN') as capacity, sum(seats_taken) filter (where state = 'OPEN') as taken
      from held group by grouping sets ((org_id), ())
    ), marks as (
      select org_id, count(*) filter (where state = 'ATTENDED') as attended, count(*) filter (where state = 'NO_SHOW' and not excused) as absent,
        count(*) filter (where state = 'NO_SHOW' and excused) as excused, count(*) filter (where state = 'CONFIRMED') as unmarked,
        count(distinct person_id) as persons
      from bookings group by grouping sets ((org_id), ())
    )
    select s.org_id as "orgId", coalesce(o.name, '') as name, s.sessions::int, s.cancelled::int, coalesce(s.capacity, 0)::int as capacity,
      coalesce(s.taken, 0)::int as taken, coalesce(m.attended, 0)::int as attended, coalesce(m.absent, 0)::int as absent,
      coalesce(m.excused, 0)::int as excused, coalesce(m.unmarked, 0)::int as unmarked, coalesce(m.persons, 0)::int as persons
    from seats s left join marks m on m.org_id is not distinct from s.org_id left join venue_org o on o.id = s.org_id
    order by s.org_id is null, 2, 1`);
}

/** R14. Venues with a free seat in the thirty days to come, with how many. */
export function readSeatsToCome(tx: Tx, now: Date): Promise<Rows<SeatNear>> {
  return tx.execute(sql`
    select v.lat, v.lon, v.insee_code as "inseeCode", sum(s.capacity - s.seats_taken)::int as seats
    from session s join venue v on v.id = s.venue_id
    where s.state = 'OPEN' and s.starts_at > ${moment(now)} and s.starts_at < ${moment(now)} + interval '30 days' and s.seats_taken < s.capacity
    group by v.id`);
}

/** The choices of the filters: partners and communes that have hand-overs. */
export async function listFilterChoices(
  tx: Tx,
): Promise<{ partners: { id: string; name: string }[]; communes: string[] }> {
  const partners = await tx.execute<{ id: string; name: string }>(sql`
    select p.id, p.name from partner p where exists (select 1 from distribution d where d.partner_id = p.id and d.voided_at is null) order by p.name`);
  const communes = await tx.execute<{ commune: string }>(sql`
    select distinct commune from distribution where voided_at is null order by 1`);
  return { partners, communes: communes.map(({ commune }) => commune) };
}
