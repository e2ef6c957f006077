import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { MONEY } from './money-reconciliation.ts';

/** What is compared: two ways of knowing the same thing, kept by different code. */
export const RECONCILIATION_CHECKS = [
  /** A ledger transaction has at least two entries whose sum is zero. */
  'LEDGER_TRANSACTION',
  /** The balance of an account is the sum of its entries. */
  'ACCOUNT_BALANCE',
  /** The balance of an account is the number of passes that stand there. */
  'ACCOUNT_PASSES',
  /** A lot has as many passes as were bought. */
  'LOT_SIZE',
  /** The last move written of a pass is where it stands. */
  'PASS_LAST_MOVE',
  /** A ledger transaction moved as many passes as it says. */
  'MOVES_OF_TRANSACTION',
  /** A person holds only passes of a booklet handed to them. */
  'PASS_DISTRIBUTION',
  /** A partner's passes are in booklets of its custody. */
  'PASS_CUSTODY',
  /** An allocation lists as many booklets as it says, and what was counted and what lacks add up to it. */
  'ALLOCATION_COUNT',
  /** A booklet is set aside while it waits to travel, is on its way, or is missing: then only, and where it was sent from. */
  'ALLOCATION_SET_ASIDE',
  /** A reserved pass stands behind one confirmed booking of its person. */
  'PASS_RESERVATION',
  /** A used pass has one redemption in force, at its organisation, and no other pass has any. */
  'PASS_REDEMPTION',
  /** A booking is backed by as many passes as its price, in the state its own demands. */
  'BOOKING_PASSES',
  /** A redemption in force under a booking belongs to somebody who came. */
  'BOOKING_REDEMPTION',
  /** The seats taken are the live bookings. */
  'SESSION_SEATS',
  /** A claim holds as many lines and cents as it says. */
  'CLAIM_TOTAL',
  /** Passes in a claim are claimed, those of a paid one settled, and no other pass is either. */
  'CLAIM_PASSES',
  /** A transaction in cents has at least two entries whose sum is zero. */
  'MONEY_TRANSACTION',
  /** The balance of an account in cents is the sum of its entries. */
  'MONEY_BALANCE',
  /** What an organisation is owed by the ledger is its unpaid claims and the transfers that came back. */
  'MONEY_PAYABLE',
  /** What was paid to it by the ledger is its payments, less what it gave back. */
  'MONEY_PAID',
  /** What it must give back is what was paid too much, less what was deducted and given back. */
  'MONEY_REFUND',
  /** What a lot has cost is its claimed redemptions, less what was paid too much. */
  'MONEY_COST',
  /** Nobody is still booked in a cancelled session. */
  'CANCELLED_SESSION',
] as const;
export type ReconciliationCheck = (typeof RECONCILIATION_CHECKS)[number];

/** One disagreement: `subject` is the id of the account, pass, booking, session … concerned. */
export interface Difference {
  check: ReconciliationCheck;
  subject: string;
  expected: number;
  found: number;
}

/**
 * Compares the ledger with the passes, the bookings with the seats and the passes behind them, the
 * redemptions with the passes. An empty list means that everything agrees. Run it in `db.snapshot`
 * when others write; no figure is published while it answers anything.
 */
export async function reconcile(tx: Tx): Promise<Difference[]> {
  const rows = await tx.execute<Difference & Record<string, unknown>>(sql`
    select "check", subject::text as subject, expected::float8 as expected, found::float8 as found
    from (${LEDGER} union all ${ACCOUNTS} union all ${MOVES} union all ${CUSTODY} union all ${ALLOCATIONS} union all ${USES} union all ${BOOKINGS} union all ${SEATS} union all ${MONEY}) d
    order by 1, 2`);
  return [...rows];
}

/**
 * Where the append-only tables stand: the same words, the same rows. Every act adds a row to the audit; what the machine
 * does by itself adds to a ledger.
 */
export async function readPosition(tx: Tx): Promise<string> {
  const [row] = await tx.execute<{ position: string }>(sql`
    select concat_ws('/', (select count(*) from audit), (select count(*) from ledger_transaction), (select count(*) from money_transaction)) as position`);
  return row?.position ?? '';
}

const LEDGER = sql`
  select 'LEDGER_TRANSACTION' as "check", t.id as subject, 0 as expected, coalesce(e.total, -1) as found
    from ledger_transaction t
    left join (select tx_id, count(*) as n, sum(quantity) as total from ledger_entry group by tx_id) e on e.tx_id = t.id
    where coalesce(e.n, 0) < 2 or e.total <> 0
  union all
  select 'LOT_SIZE', l.id, l.booklet_count * l.booklet_size, coalesce(p.n, 0)
    from pass_lot l left join (select lot_id, count(*) as n from pass group by lot_id) p on p.lot_id = l.id
    where l.booklet_count * l.booklet_size <> coalesce(p.n, 0)`;

const ACCOUNTS = sql`
  (with entries as (select account_id, sum(quantity) as total from ledger_entry group by account_id)
  select 'ACCOUNT_BALANCE', a.owner_id, coalesce(e.total, 0), a.balance
    from account a left join entries e on e.account_id = a.id where a.balance <> coalesce(e.total, 0))
  union all
  (with places as (
    select case state when 'ALLOCATED' then 'PARTNER' else state end as kind,
      case when state = 'ALLOCATED' then partner_id when state in ('HELD', 'RESERVED') then holder_id
        when state in ('REDEEMED', 'CLAIMED', 'SETTLED') then org_id
        else '00000000-0000-0000-0000-000000000000'::uuid end as owner_id
    from pass
  ), standing as (
    select kind, owner_id, count(*) as n from places group by 1, 2
    union all select 'ISSUE', lot_id, -count(*) from pass group by lot_id
  )
  select 'ACCOUNT_PASSES', coalesce(a.owner_id, s.owner_id), coalesce(s.n, 0), coalesce(a.balance, 0)
    from account a full join standing s on s.kind = a.kind and s.owner_id = a.owner_id
    where coalesce(a.balance, 0) <> coalesce(s.n, 0))`;

const MOVES = sql`
  (with last as (select m.pass_id, m.tx_id, m.to_state from (select max(id) as id from pass_move group by pass_id) l join pass_move m on m.id = l.id)
  select 'PASS_LAST_MOVE', p.id, 1, 0 from pass p left join last m on m.pass_id = p.id
    where m.pass_id is null or m.to_state <> p.state or m.tx_id <> p.tx_id)
  union all
  (with said as (select tx_id, sum(quantity) filter (where quantity > 0) as n from ledger_entry group by tx_id),
    done as (select tx_id, count(*) as n from pass_move group by tx_id)
  select 'MOVES_OF_TRANSACTION', coalesce(s.tx_id, d.tx_id), coalesce(s.n, 0), coalesce(d.n, 0)
    from said s full join done d on d.tx_id = s.tx_id where coalesce(s.n, 0) <> coalesce(d.n, 0))`;

const CUSTODY = sql`
  select 'PASS_DISTRIBUTION', p.id, 1, 0 from pass p
    where p.holder_id is not null and not exists (select 1 from distribution d
      where d.booklet_id = p.booklet_id and d.holder_id = p.holder_id and d.voided_at is null)
  union all
  select 'PASS_CUSTODY', p.id, 1, 0 from pass p join booklet b on b.id = p.booklet_id
    where p.state in ('STOCK', 'ALLOCATED')
      and b.partner_id is distinct from case p.state when 'ALLOCATED' then p.partner_id end`;

const ALLOCATIONS = sql`
  (with listed as (select allocation_id, count(*) as n from allocation_booklet group by 1),
    lacking as (select allocation_id, count(*) as n from allocation_difference group by 1)
  select 'ALLOCATION_COUNT', a.id, a.sent_booklets,
      case when coalesce(l.n, 0) <> a.sent_booklets then coalesce(l.n, 0) else a.received_booklets + coalesce(k.n, 0) end
    from allocation a left join listed l on l.allocation_id = a.id left join lacking k on k.allocation_id = a.id
    where coalesce(l.n, 0) <> a.sent_booklets or a.received_booklets + coalesce(k.n, 0) <> a.sent_booklets)
  union all
  select 'ALLOCATION_SET_ASIDE', k.booklet_id, 1, 0 from allocation_booklet k
    join allocation a on a.id = k.allocation_id join booklet b on b.id = k.booklet_id
    left join allocation_difference d on d.allocation_id = a.id and d.booklet_id = k.booklet_id and d.settled_at is null
    where (k.released_at is null) <> (a.state in ('PLANNED', 'SENT') or d.id is not null)
      or k.released_at is null and (b.partner_id is distinct from a.from_partner_id
        or exists (select 1 from distribution x where x.booklet_id = b.id and x.voided_at is null))`;

const USES = sql`
  (with backed as (
    select bp.pass_id, count(*) as n from booking_pass bp join booking b on b.id = bp.booking_id
      join pass p on p.id = bp.pass_id and p.holder_id = b.holder_id
    where bp.released_at is null and b.state = 'CONFIRMED' group by bp.pass_id
  )
  select 'PASS_RESERVATION', p.id, (p.state = 'RESERVED')::int, coalesce(k.n, 0)
    from pass p left join backed k on k.pass_id = p.id where (p.state = 'RESERVED')::int <> coalesce(k.n, 0))
  union all
  (with used as (
    select r.pass_id, count(*) as n, bool_and(r.org_id = p.org_id and r.holder_id = p.holder_id) as agrees
    from redemption r join pass p on p.id = r.pass_id where r.reversed_at is null group by r.pass_id
  )
  select 'PASS_REDEMPTION', p.id, (p.org_id is not null)::int, coalesce(u.n, 0)
    from pass p left join used u on u.pass_id = p.id
    where (p.state in ('REDEEMED', 'CLAIMED', 'SETTLED'))::int <> coalesce(u.n, 0) or u.agrees is not true and u.n is not null)`;

const BOOKINGS = sql`
  (with backing as (
    select b.id, count(p.id) as n from booking b
      left join booking_pass bp on bp.booking_id = b.id and bp.released_at is null
      left join pass p on p.id = bp.pass_id and (b.state not in ('CONFIRMED', 'ATTENDED') or p.holder_id = b.holder_id
        and case b.state when 'CONFIRMED' then p.state = 'RESERVED' else p.state in ('REDEEMED', 'CLAIMED', 'SETTLED') end)
    group by b.id
  )
  select 'BOOKING_PASSES', b.id, case when b.state in ('CONFIRMED', 'ATTENDED') then b.price_passes else 0 end, k.n
    from booking b join backing k on k.id = b.id
    where k.n <> case when b.state in ('CONFIRMED', 'ATTENDED') then b.price_passes else 0 end)
  union all
  select 'BOOKING_REDEMPTION', r.booking_id, 0, count(*) from redemption r join booking b on b.id = r.booking_id
    where r.reversed_at is null and b.state <> 'ATTENDED' group by r.booking_id`;

const SEATS = sql`
  (with live as (select session_id, count(*) as n from booking where state <> 'CANCELLED' group by session_id)
  select 'SESSION_SEATS', s.id, coalesce(l.n, 0), s.seats_taken
    from session s left join live l on l.session_id = s.id where s.seats_taken <> coalesce(l.n, 0))
  union all
  select 'CANCELLED_SESSION', b.session_id, 0, count(*) from booking b join session s on s.id = b.session_id
    where s.state = 'CANCELLED' and b.state = 'CONFIRMED' group by b.session_id`;
