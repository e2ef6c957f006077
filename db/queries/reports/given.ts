import { type SQL, sql } from 'drizzle-orm';
import type { ReportScope } from '#app/reporting/rules/scope.ts';
import { moment } from '../acts.ts';

/**
 * The hand-overs every figure stands on: not voided, of the partner, commune and public asked, whenever they were.
 * `person_id` is who counts once: identities are not merged in this version, so it is the holder.
 */
export function given(scope: ReportScope): SQL {
  const partner = scope.partnerId === null ? sql`true` : sql`d.partner_id = ${scope.partnerId}::uuid`;
  const commune = scope.commune === null ? sql`true` : sql`d.commune = ${scope.commune}`;
  const kind = scope.publicKind === null ? sql`true` : sql`${scope.publicKind} = any (d.publics)`;
  return sql`select d.id, d.booklet_id, d.partner_id, d.holder_id as person_id, d.at, d.publics, d.age_band, d.commune, d.insee_code,
      d.qpv_code, d.qpv_vintage, d.qpv_method, d.tx_id
    from distribution d where d.voided_at is null and ${partner} and ${commune} and ${kind}`;
}

/** Those of the period alone. */
export function givenInPeriod(scope: ReportScope): SQL {
  return sql`${given(scope)} and ${during(sql`d.at`, scope)}`;
}

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
