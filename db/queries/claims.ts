import { sql } from 'drizzle-orm';
import type { ClaimState } from '#app/passes/rules/claim.ts';
import { type PAYMENT_DEFAULTS, type PaymentSettings, readSettings } from '#app/payment/rules/settings.ts';
import type { Tx } from '../client.ts';
import { type ActStamp, moment, stamped, word } from './acts.ts';

export async function readPaymentSettings(tx: Tx): Promise<PaymentSettings> {
  const rows = await tx.execute<{ name: string; value: string }>(sql`select name, value from payment_setting`);
  return readSettings(Object.fromEntries(rows.map(({ name, value }) => [name, value])));
}

/** Writes settings; a null value goes back to the default. */
export async function writePaymentSettings(
  tx: Tx,
  values: Partial<Record<keyof typeof PAYMENT_DEFAULTS, string | null>>,
  by: { actorRef: string; now: Date },
): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) await tx.execute(sql`delete from payment_setting where name = ${name}`);
    else
      await tx.execute(sql`
        insert into payment_setting (name, value, updated_by, updated_at) values (${name}, ${value}, ${by.actorRef}, ${moment(by.now)})
        on conflict (name) do update set value = excluded.value, updated_by = excluded.updated_by, updated_at = excluded.updated_at`);
  }
}

/** What a claim up to a day would hold. */
export interface ClaimPreview {
  passes: number;
  people: number;
  amountCents: bigint;
  firstDay: string | null;
}

export async function previewClaim(tx: Tx, orgId: string, cutoff: string): Promise<ClaimPreview> {
  const [row] = await tx.execute<{ passes: number; people: number; cents: string; first: string | null }>(sql`
    select count(*)::int as passes, count(distinct holder_id)::int as people, coalesce(sum(amount_cents), 0)::text as cents,
      to_char(min(at) at time zone 'Europe/Paris', 'YYYY-MM-DD') as first
    from redemption where org_id = ${orgId} and at < ${before(cutoff)} and reversed_at is null and claim_id is null and refused_at is null`);
  return {
    passes: row?.passes ?? 0,
    people: row?.people ?? 0,
    amountCents: BigInt(row?.cents ?? 0),
    firstDay: row?.first ?? null,
  };
}

const before = (cutoff: string) => sql`(${cutoff}::date + 1)::timestamp at time zone 'Europe/Paris'`;

/** Organisations with something to claim up to a day and no claim for that day yet, by id. */
export async function listOrgsToClaim(tx: Tx, cutoff: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select r.org_id as id from redemption r
    where r.at < ${before(cutoff)} and r.reversed_at is null and r.claim_id is null and r.refused_at is null
      and not exists (select 1 from claim c where c.org_id = r.org_id and c.cutoff = ${cutoff}::date)
    group by 1 order by 1`);
  return rows.map(({ id }) => id);
}

/** Takes everything owed up to a day into one claim. NOTHING is owed, or that day is claimed already (EXISTS), or a pass moved. */
export function writeClaim(
  tx: Tx,
  claim: { id: string; orgId: string; cutoff: string; dueOn: string; moneyTxId: string },
  stamp: ActStamp,
): Promise<'OK' | 'NOTHING' | 'EXISTS' | 'MOVED'> {
  return word(
    tx,
    sql`act_claim(${claim.id}, ${claim.orgId}, ${claim.cutoff}::date, ${claim.dueOn}::date, ${claim.moneyTxId}, ${stamped(stamp)})`,
  );
}

export interface ClaimRow {
  id: string;
  orgId: string;
  orgName: string;
  cutoff: string;
  state: ClaimState;
  lines: number;
  totalCents: bigint;
  dueOn: string;
  createdAt: Date;
  /** Lines that wait: contested without a final word. */
  contested: number;
  paidOn: string | null;
}

/** One claim, of one organisation when `orgId` is given; or null. */
export async function findClaim(tx: Tx, id: string, orgId?: string): Promise<ClaimRow | null> {
  const [found] = await listClaims(tx, { id, ...(orgId === undefined ? {} : { orgId }), limit: 1 });
  return found ?? null;
}

/** Claims, the latest cut-off first; of one organisation, or in some states only. */
export async function listClaims(
  tx: Tx,
  wish: { id?: string; orgId?: string; state?: ClaimState; limit: number; offset?: number },
): Promise<ClaimRow[]> {
  const rows = await tx.execute<Omit<ClaimRow, 'totalCents' | 'createdAt'> & { cents: string; created: string }>(sql`
    select c.id, c.org_id as "orgId", o.name as "orgName", c.cutoff::text as cutoff, c.state, c.lines, c.total_cents::text as cents,
      c.due_on::text as "dueOn", c.created_at as created, coalesce(w.n, 0)::int as contested,
      (select max(p.paid_on)::text from payment p where p.claim_id = c.id and p.state = 'PAID') as "paidOn"
    from claim c join venue_org o on o.id = c.org_id
      left join lateral (select count(*) as n from redemption r where r.claim_id = c.id
        and exists (select 1 from claim_line_decision d where d.claim_id = c.id and d.redemption_id = r.id and d.verdict = 'CONTESTED')
        and not exists (select 1 from claim_line_decision d where d.claim_id = c.id and d.redemption_id = r.id and d.verdict = 'APPROVED')) w on true
    where ${wish.orgId === undefined ? sql`true` : sql`c.org_id = ${wish.orgId}`}
      and ${wish.id === undefined ? sql`true` : sql`c.id = ${wish.id}`}
      and ${wish.state === undefined ? sql`true` : sql`c.state = ${wish.state}`}
    order by c.cutoff desc, o.name, c.id limit ${wish.limit} offset ${wish.offset ?? 0}`);
  return rows.map(({ cents, created, ...row }) => ({
    ...row,
    totalCents: BigInt(cents),
    createdAt: new Date(created),
  }));
}
