import { type SQL, sql } from 'drizzle-orm';
import type { ReportScope } from '#app/reporting/rules/scope.ts';
import { moment } from '../acts.ts';

/** Joins, as `merged`, what says that an identity counts as another; at most one row, nearly always none. */
export function joinMerged(holderId: SQL): SQL {
  return sql`left join person_merge merged on merged.gone_id = ${holderId} and merged.undone_at is null`;
}

/** Who an identity counts as, where `joinMerged` stands: asked of rows by a join, a function would be called for each. */
export function personOf(holderId: SQL): SQL {
  return sql`coalesce(merged.kept_id, ${holderId})`;
}

/**
 * The hand-overs every figure stands on: not voided, of the partner, commune and public asked, whenever they were.
 * `person_id` is who counts once, identities merged; `holder_id` is the identity the booklet was handed to.
 */
export function given(scope: ReportScope): SQL {
  const partner = scope.partnerId === null ? sql`true` : sql`d.partner_id = ${scope.partnerId}::uuid`;
  const commune = scope.commune === null ? sql`true` : sql`d.commune = ${scope.commune}`;
  const kind = scope.publicKind === null ? sql`true` : sql`${scope.publicKind} = any (d.publics)`;
  return sql`select d.id, d.booklet_id, d.partner_id, ${personOf(sql`d.holder_id`)} as person_id, d.holder_id, d.at, d.publics, d.age_band, d.commune, d.insee_code,
      d.qpv_code, d.qpv_vintage, d.qpv_method, d.tx_id
    from distribution d ${joinMerged(sql`d.holder_id`)} where d.voided_at is null and ${partner} and ${commune} and ${kind}`;
}

/**
 * Those of the period alone, booklets given in place of lost passes left out: a pass that takes the place of another was
 * not distributed a second time.
 */
export function givenInPeriod(scope: ReportScope): SQL {
  return sql`${given(scope)} and ${during(sql`d.at`, scope)} and not ${isReplacement(sql`d.tx_id`)}`;
}

/** Whether a hand-over gave passes in place of lost ones (`act_replace`). */
export function isReplacement(txId: SQL): SQL {
  return sql`exists (select 1 from pass_replacement rp where rp.tx_id = ${txId})`;
}

/**
 * Two CTEs, to follow `with recursive`: `stands_for (original, current)` says which pass stands today for one that was lost,
 * however often it was replaced.
 */
export const STANDS_FOR = sql`
  replaced (original, current) as (
    select original_id, replacement_id from pass_replacement
    union all select c.original, r.replacement_id from replaced c join pass_replacement r on r.original_id = c.current
  ), stands_for as (
    select original, current from replaced c where not exists (select 1 from pass_replacement r where r.original_id = c.current)
  )`;

/** Whether a moment falls in the period. */
export function during(at: SQL, { from, until }: ReportScope): SQL {
  return sql`${at} >= ${moment(from)} and ${at} < ${moment(until)}`;
}

/** The Paris month of a moment, 'YYYY-MM'. */
export function parisMonth(at: SQL): SQL {
  return sql`to_char(${at} at time zone 'Europe/Paris', 'YYYY-MM')`;
}

/** So many months later on the clocks of Paris. */
export function monthsAfter(at: SQL, months: number): SQL {
  return sql`((${at} at time zone 'Europe/Paris') + ${`${months} months`}::interval) at time zone 'Europe/Paris'`;
}
