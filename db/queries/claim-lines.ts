import { sql } from 'drizzle-orm';
import type { ClaimState } from '#app/passes/rules/claim.ts';
import type { LineHint } from '#app/payment/rules/review.ts';
import type { LineVerdict } from '#app/payment/rules/states.ts';
import type { Tx } from '../client.ts';
import { type ActStamp, moment, stamped, word } from './acts.ts';

/** A claim, held until the transaction ends; null when there is none. */
export async function holdClaim(tx: Tx, claimId: string): Promise<{ orgId: string; state: ClaimState } | null> {
  const rows = await tx.execute<{ orgId: string; state: ClaimState }>(
    sql`select org_id as "orgId", state from claim where id = ${claimId} for no key update`,
  );
  return rows[0] ?? null;
}

/** What was said of a line of a claim; null when the claim does not hold it. */
export async function readLineSaid(
  tx: Tx,
  claimId: string,
  redemptionId: string,
): Promise<{ said: LineVerdict[]; contestedAt: Date | null } | null> {
  const rows = await tx.execute<{ said: LineVerdict[]; at: string | null }>(sql`
    select array(select d.verdict from claim_line_decision d where d.claim_id = r.claim_id and d.redemption_id = r.id) as said,
      (select d.at from claim_line_decision d where d.claim_id = r.claim_id and d.redemption_id = r.id and d.verdict = 'CONTESTED') as at
    from redemption r where r.id = ${redemptionId} and r.claim_id = ${claimId}`);
  const row = rows[0];
  return row === undefined ? null : { said: row.said, contestedAt: row.at === null ? null : new Date(row.at) };
}

export async function insertDecision(
  tx: Tx,
  line: { claimId: string; redemptionId: string; verdict: LineVerdict; words: string | null },
  by: { actorRef: string; now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into claim_line_decision (claim_id, redemption_id, verdict, words, actor, at)
    values (${line.claimId}, ${line.redemptionId}, ${line.verdict}, ${line.words}, ${by.actorRef}, ${moment(by.now)})`);
}

/** Approves every line of a claim of which nothing was said. */
export async function approveUndecided(tx: Tx, claimId: string, by: { actorRef: string; now: Date }): Promise<void> {
  await tx.execute(sql`
    insert into claim_line_decision (claim_id, redemption_id, verdict, actor, at)
    select r.claim_id, r.id, 'APPROVED', ${by.actorRef}, ${moment(by.now)} from redemption r
    where r.claim_id = ${claimId}
      and not exists (select 1 from claim_line_decision d where d.claim_id = r.claim_id and d.redemption_id = r.id)`);
}

/** False when a line of it is not approved. */
export async function writeClaimApproved(
  tx: Tx,
  claimId: string,
  approval: { by: string; at: Date; accountId: string | null },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    update claim c set state = 'APPROVED', approved_by = ${approval.by}, approved_at = ${moment(approval.at)}, approved_account_id = ${approval.accountId}
    where c.id = ${claimId} and c.state = 'SUBMITTED' and not exists (
      select 1 from redemption r where r.claim_id = c.id and not exists (
        select 1 from claim_line_decision d where d.claim_id = c.id and d.redemption_id = r.id and d.verdict = 'APPROVED'))
    returning id`);
  return rows.length === 1;
}

export function writeLineRejected(
  tx: Tx,
  line: {
    claimId: string;
    redemptionId: string;
    words: string;
    giveBack: boolean;
    backTxId: string;
    moneyTxId: string;
  },
  stamp: ActStamp,
): Promise<'OK' | 'CLOSED' | 'NOT_FOUND' | 'BOOKED'> {
  return word(
    tx,
    sql`act_reject_line(${line.claimId}, ${line.redemptionId}, ${line.words}, ${line.giveBack}, ${line.backTxId}, ${line.moneyTxId}, ${stamped(stamp)})`,
  );
}

/** What was said of a line, in order. */
export interface LineWords {
  verdict: LineVerdict;
  words: string | null;
  at: Date;
}

/** One pass of a claim, those it lost included. */
export interface ClaimLine {
  redemptionId: string;
  at: Date;
  venueName: string;
  /** The session's course; null when the person walked in. */
  title: string | null;
  /** A given name and an initial: enough for the venue to recognise its own list. */
  who: string;
  amountCents: bigint;
  said: LineWords[];
  hints: LineHint[];
  /** Cents counted as paid too much since. */
  overpaidCents: bigint;
}

type LineRow = Omit<ClaimLine, 'at' | 'amountCents' | 'said' | 'overpaidCents'> & {
  at: string;
  cents: string;
  said: (Omit<LineWords, 'at'> & { at: string })[];
  overpaid: string;
};

/** The lines of a claim, the oldest first. `walkIns`: how many of one day in one venue are too many to pass unseen. */
export async function listClaimLines(tx: Tx, claimId: string, walkIns: number): Promise<ClaimLine[]> {
  const rows = await tx.execute<LineRow & Record<string, unknown>>(sql`
    select r.id as "redemptionId", r.at, v.name as "venueName", k.title, r.amount_cents::text as cents,
      p.given_name || ' ' || left(p.family_name, 1) || '.' as who,
      coalesce((select jsonb_agg(jsonb_build_object('verdict', d.verdict, 'words', d.words, 'at', d.at) order by d.at, d.verdict)
        from claim_line_decision d where d.claim_id = ${claimId} and d.redemption_id = r.id), '[]') as said,
      array_remove(array[
        case when exists (select 1 from redemption o where o.holder_id = r.holder_id and o.reversed_at is null and o.tx_id <> r.tx_id
          and (o.at at time zone 'Europe/Paris')::date = (r.at at time zone 'Europe/Paris')::date) then 'SAME_DAY' end,
        case when r.booking_id is not null and exists (select 1 from booking o where o.session_id = b.session_id and o.state = 'CONFIRMED') then 'SHEET_OPEN' end,
        case when r.booking_id is null and count(*) filter (where r.booking_id is null)
          over (partition by r.venue_id, (r.at at time zone 'Europe/Paris')::date) > ${walkIns} then 'MANY_WALK_INS' end], null) as hints,
      coalesce((select sum(e.amount_cents) from counter_entry e where e.redemption_id = r.id), 0)::text as overpaid
    from redemption r join venue v on v.id = r.venue_id join pii.person p on p.id = r.holder_id
      left join booking b on b.id = r.booking_id left join session s on s.id = b.session_id left join course k on k.id = s.course_id
    where r.claim_id = ${claimId}
      or r.id in (select redemption_id from claim_line_decision where claim_id = ${claimId} and verdict = 'REJECTED')
    order by r.at, r.id`);
  return rows.map(({ cents, overpaid, ...row }) => ({
    ...row,
    at: new Date(row.at),
    amountCents: BigInt(cents),
    overpaidCents: BigInt(overpaid),
    said: row.said.map((said) => ({ ...said, at: new Date(said.at) })),
  }));
}
