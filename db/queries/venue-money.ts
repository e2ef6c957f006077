import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

/** Passes redeemed in one act by somebody who walked in. */
export interface WalkIn {
  txId: string;
  at: Date;
  venueName: string;
  /** Whose passes: a given name and an initial are enough to recognise one's own list. */
  givenName: string;
  familyInitial: string;
  passes: number;
  amountCents: bigint;
  reversedAt: Date | null;
  reverseReason: string | null;
  claimed: boolean;
}

type WalkInRow = Omit<WalkIn, 'at' | 'amountCents' | 'reversedAt'> & {
  at: string;
  amountCents: string;
  reversedAt: string | null;
} & Record<string, unknown>;

/** The walk-ins of an organisation on a Paris day, latest first. */
export async function listWalkIns(tx: Tx, orgId: string, day: string): Promise<WalkIn[]> {
  const rows = await tx.execute<WalkInRow>(sql`
    select r.tx_id as "txId", min(r.at) as at, min(v.name) as "venueName", min(p.given_name) as "givenName",
      min(left(p.family_name, 1)) as "familyInitial", count(*)::int as passes, sum(r.amount_cents)::text as "amountCents",
      max(r.reversed_at) as "reversedAt", max(r.reverse_reason) as "reverseReason", bool_or(r.claim_id is not null) as claimed
    from redemption r join venue v on v.id = r.venue_id join pii.person p on p.id = r.holder_id
    where r.org_id = ${orgId} and r.channel = 'WALK_IN' and (r.at at time zone 'Europe/Paris')::date = ${day}::date
    group by r.tx_id order by min(r.at) desc, r.tx_id`);
  return rows.map((row) => ({
    ...row,
    at: new Date(row.at),
    amountCents: BigInt(row.amountCents),
    reversedAt: row.reversedAt === null ? null : new Date(row.reversedAt),
  }));
}

/** How many passes the person of a walk-in can still use that day. */
export async function countLeftAfter(tx: Tx, orgId: string, txId: string, day: string): Promise<number> {
  const rows = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from pass p where p.state = 'HELD' and p.expires_on >= ${day}::date
      and p.holder_id = (select holder_id from redemption where tx_id = ${txId} and org_id = ${orgId} limit 1)`);
  return rows[0]?.n ?? 0;
}

export interface OwedMonth {
  /** Paris month, 'YYYY-MM'. */
  month: string;
  passes: number;
  people: number;
  amountCents: bigint;
}

/** What is owed to an organisation: passes redeemed, neither taken back nor in a claim, by month, latest first. */
export async function listOwedMonths(tx: Tx, orgId: string): Promise<OwedMonth[]> {
  const rows = await tx.execute<{ month: string; passes: number; people: number; cents: string }>(sql`
    select to_char(at at time zone 'Europe/Paris', 'YYYY-MM') as month, count(*)::int as passes, count(distinct holder_id)::int as people,
      sum(amount_cents)::text as cents
    from redemption where org_id = ${orgId} and reversed_at is null and claim_id is null and refused_at is null group by 1 order by 1 desc`);
  return rows.map(({ cents, ...row }) => ({ ...row, amountCents: BigInt(cents) }));
}

/** One line of a month: a session, or the walk-ins of one day in one venue. */
export interface OwedLine {
  key: string;
  day: string;
  venueName: string;
  /** The session's course; null for people who walked in. */
  title: string | null;
  passes: number;
  amountCents: bigint;
}

/** What makes up a month of what is owed, in order. */
export async function listOwedLines(tx: Tx, orgId: string, month: string): Promise<OwedLine[]> {
  const rows = await tx.execute<{
    key: string;
    day: string;
    name: string;
    title: string | null;
    passes: number;
    cents: string;
  }>(sql`
    select coalesce(s.id::text, 'passage-' || v.id || '-' || d.day) as key, d.day, v.name, c.title, count(*)::int as passes, sum(r.amount_cents)::text as cents
    from redemption r join venue v on v.id = r.venue_id
      left join booking b on b.id = r.booking_id left join session s on s.id = b.session_id left join course c on c.id = s.course_id
      cross join lateral (select to_char(r.at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day) d
    where r.org_id = ${orgId} and r.reversed_at is null and r.claim_id is null and r.refused_at is null
      and to_char(r.at at time zone 'Europe/Paris', 'YYYY-MM') = ${month}
    group by s.id, v.id, v.name, c.title, d.day order by d.day, s.id nulls last`);
  return rows.map((row) => ({
    key: `${row.key}-${row.day}`,
    day: row.day,
    venueName: row.name,
    title: row.title,
    passes: row.passes,
    amountCents: BigInt(row.cents),
  }));
}
