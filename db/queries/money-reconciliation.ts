import { sql } from 'drizzle-orm';

/** The claims against their redemptions and passes, and the ledger in cents against both. */
export const MONEY = sql`
  (with members as (select claim_id, count(*) as n, sum(amount_cents) as cents from redemption where claim_id is not null group by 1)
  select 'CLAIM_TOTAL', c.id, c.total_cents, coalesce(m.cents, 0) from claim c left join members m on m.claim_id = c.id
    where c.total_cents <> coalesce(m.cents, 0) or c.lines <> coalesce(m.n, 0))
  union all
  (with said as (
    select r.pass_id, case when c.state = 'PAID' then 'SETTLED' else 'CLAIMED' end as state
    from redemption r join claim c on c.id = r.claim_id where r.reversed_at is null
  )
  select 'CLAIM_PASSES', p.id, 1, 0 from pass p left join said s on s.pass_id = p.id
    where (p.state in ('CLAIMED', 'SETTLED') or s.state is not null) and s.state is distinct from p.state)
  union all
  select 'MONEY_TRANSACTION', t.id, 0, coalesce(e.total, -1) from money_transaction t
    left join (select tx_id, count(*) as n, sum(cents) as total from money_entry group by 1) e on e.tx_id = t.id
    where coalesce(e.n, 0) < 2 or e.total <> 0
  union all
  select 'MONEY_BALANCE', a.owner_id, coalesce(e.total, 0), a.balance_cents from money_account a
    left join (select account_id, sum(cents) as total from money_entry group by 1) e on e.account_id = a.id
    where a.balance_cents <> coalesce(e.total, 0)
  union all
  (with owed as (
    select org_id, total_cents as cents from claim where state <> 'PAID'
    union all
    select p.org_id, p.amount_cents from payment p where p.state = 'RETURNED'
      and not exists (select 1 from payment r where r.replaces = p.id and r.state in ('PAID', 'RETURNED'))
  ), sums as (select org_id, sum(cents) as cents from owed group by 1)
  select 'MONEY_PAYABLE', a.owner_id, coalesce(s.cents, 0), -a.balance_cents from money_account a left join sums s on s.org_id = a.owner_id
    where a.kind = 'PAYABLE' and -a.balance_cents <> coalesce(s.cents, 0))
  union all
  (with paid as (
    select org_id, amount_cents as cents from payment where state = 'PAID'
    union all select org_id, -amount_cents from counter_entry where kind = 'REPAID'
  ), sums as (select org_id, sum(cents) as cents from paid group by 1)
  select 'MONEY_PAID', a.owner_id, coalesce(s.cents, 0), -a.balance_cents from money_account a left join sums s on s.org_id = a.owner_id
    where a.kind = 'PAID' and -a.balance_cents <> coalesce(s.cents, 0))
  union all
  (with due as (
    select org_id, case kind when 'OVERPAID' then amount_cents else -amount_cents end as cents from counter_entry
    union all select org_id, -deducted_cents from payment where state in ('PAID', 'RETURNED')
  ), sums as (select org_id, sum(cents) as cents from due group by 1)
  select 'MONEY_REFUND', a.owner_id, coalesce(s.cents, 0), a.balance_cents from money_account a left join sums s on s.org_id = a.owner_id
    where a.kind = 'REFUND_DUE' and a.balance_cents <> coalesce(s.cents, 0))
  union all
  (with cost as (
    select p.lot_id, r.amount_cents as cents from redemption r join pass p on p.id = r.pass_id where r.claim_id is not null
    union all select lot_id, -amount_cents from counter_entry where kind = 'OVERPAID'
  ), sums as (select lot_id, sum(cents) as cents from cost group by 1)
  select 'MONEY_COST', a.owner_id, coalesce(s.cents, 0), a.balance_cents from money_account a left join sums s on s.lot_id = a.owner_id
    where a.kind = 'COST' and a.balance_cents <> coalesce(s.cents, 0))`;
