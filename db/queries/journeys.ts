import { type SQL, sql } from 'drizzle-orm';
import type { AllocationState, DifferenceOutcome } from '#app/allocation/rules/states.ts';
import type { Tx } from '../client.ts';

export interface JourneyRow {
  id: string;
  state: AllocationState;
  /** Null ends are the authority's stock. */
  fromPartnerId: string | null;
  fromName: string | null;
  partnerId: string | null;
  toName: string | null;
  siteName: string | null;
  lotLabel: string | null;
  reason: string | null;
  booklets: number;
  received: number | null;
  plannedAt: Date;
  sentAt: Date | null;
  receivedAt: Date | null;
  cancelledAt: Date | null;
  cancelReason: string | null;
  plannedBy: string | null;
  sentBy: string | null;
  receivedBy: string | null;
  /** Differences still to settle. */
  open: number;
}

/** The name behind a reference such as "agent:<membership>"; null for the machine. */
const nameOf = (ref: SQL) => sql`(select u.display_name from membership m join user_account u on u.id = m.user_id
  where ${ref} ~ ':[0-9a-f-]{36}$' and m.id::text = split_part(${ref}, ':', 2))`;

const JOURNEY = sql`
  select a.id, a.state, a.from_partner_id as "fromPartnerId", f.name as "fromName", a.partner_id as "partnerId", t.name as "toName",
    s.name as "siteName", l.label as "lotLabel", a.reason, a.sent_booklets as booklets, a.received_booklets as received,
    a.planned_at as "plannedAt", a.sent_at as "sentAt", a.received_at as "receivedAt",
    a.cancelled_at as "cancelledAt", a.cancel_reason as "cancelReason",
    ${nameOf(sql`a.planned_by`)} as "plannedBy", ${nameOf(sql`a.sent_by`)} as "sentBy", ${nameOf(sql`a.received_by`)} as "receivedBy",
    (select count(*)::int from allocation_difference d where d.allocation_id = a.id and d.settled_at is null) as open
  from allocation a left join partner f on f.id = a.from_partner_id left join partner t on t.id = a.partner_id
    left join partner_site s on s.id = a.site_id left join pass_lot l on l.id = a.lot_id`;

const MOMENTS = ['plannedAt', 'sentAt', 'receivedAt', 'cancelledAt'] as const;

function dated(row: Record<string, unknown>): JourneyRow {
  const moments = MOMENTS.map((name) => [name, row[name] === null ? null : new Date(String(row[name]))]);
  return { ...row, ...Object.fromEntries(moments) } as JourneyRow;
}

/** Journeys of all, or of one partner, that still ask something of somebody; the oldest first. */
export async function listOpenJourneys(tx: Tx, partnerId: string | null): Promise<JourneyRow[]> {
  const whose = partnerId === null ? sql`true` : sql`${partnerId} in (a.partner_id, a.from_partner_id)`;
  const rows = await tx.execute(sql`
    ${JOURNEY} where ${whose} and (a.state in ('PLANNED', 'SENT') or exists
      (select 1 from allocation_difference d where d.allocation_id = a.id and d.settled_at is null))
    order by a.planned_at, a.id`);
  return rows.map(dated);
}

/** The latest journeys that are over. */
export async function listPastJourneys(tx: Tx, partnerId: string | null, limit: number): Promise<JourneyRow[]> {
  const whose = partnerId === null ? sql`true` : sql`${partnerId} in (a.partner_id, a.from_partner_id)`;
  const rows = await tx.execute(sql`
    ${JOURNEY} where ${whose} and a.state in ('RECEIVED', 'CANCELLED') and not exists
      (select 1 from allocation_difference d where d.allocation_id = a.id and d.settled_at is null)
    order by coalesce(a.received_at, a.cancelled_at) desc, a.id limit ${limit}`);
  return rows.map(dated);
}

export interface DifferenceRow {
  id: string;
  serial: string;
  note: string | null;
  openedBy: string | null;
  openedAt: Date;
  outcome: DifferenceOutcome | null;
  settledAt: Date | null;
  settledBy: string | null;
  reason: string | null;
}

export interface Journey extends JourneyRow {
  serials: string[];
  differences: DifferenceRow[];
}

/** One journey with its booklets and what lacks; null when it does not exist, or not for this partner. */
export async function findJourney(tx: Tx, id: string, partnerId: string | null): Promise<Journey | null> {
  const whose = partnerId === null ? sql`true` : sql`${partnerId} in (a.partner_id, a.from_partner_id)`;
  const [row] = await tx.execute(sql`${JOURNEY} where a.id = ${id} and ${whose}`);
  if (row === undefined) return null;
  const serials = await tx.execute<{ serial: string }>(sql`
    select b.serial from allocation_booklet k join booklet b on b.id = k.booklet_id where k.allocation_id = ${id} order by 1`);
  const differences = await tx.execute<Record<string, unknown>>(sql`
    select d.id, b.serial, d.note, d.outcome, d.reason, d.opened_at as "openedAt", d.settled_at as "settledAt",
      ${nameOf(sql`d.opened_by`)} as "openedBy", ${nameOf(sql`d.settled_by`)} as "settledBy"
    from allocation_difference d join booklet b on b.id = d.booklet_id where d.allocation_id = ${id} order by b.serial`);
  return {
    ...dated(row),
    serials: serials.map(({ serial }) => serial),
    differences: differences.map(
      (one) =>
        ({
          ...one,
          openedAt: new Date(String(one.openedAt)),
          settledAt: one.settledAt === null ? null : new Date(String(one.settledAt)),
        }) as DifferenceRow,
    ),
  };
}
