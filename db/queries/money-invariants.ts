import { type SQL, sql } from 'drizzle-orm';

/** Something that is true of the data at every commit, whatever was asked, killed or asked again. */
export interface Invariant {
  /** Kebab-case, as reports print it. */
  name: string;
  /** The rule in words. */
  says: string;
  /** A query of the rows that break it. */
  violations: SQL;
}

/** What is true of claims, payments and seals at every commit. */
export const PAYMENTS: readonly Invariant[] = [
  {
    name: 'paid-once',
    says: 'a claim has one transfer on its way or made, and is ordered or paid exactly then',
    violations: sql`
      select c.id from claim c left join payment p on p.claim_id = c.id and p.replaces is null and p.state <> 'REJECTED'
      group by c.id having count(p.id) <> (c.state in ('ORDERED', 'PAID'))::int
        or c.state = 'PAID' and bool_or(p.state = 'ORDERED') or c.state = 'ORDERED' and bool_or(p.state <> 'ORDERED')`,
  },
  {
    name: 'orders-total-their-transfers',
    says: 'an order is the sum of its transfers, and each transfer with what it deducts is what was due',
    violations: sql`
      select o.id from payment_order o left join payment p on p.order_id = o.id
      group by o.id having o.total_cents <> coalesce(sum(p.amount_cents), 0) or o.lines <> count(p.id) filter (where p.amount_cents > 0)
      union all
      select p.id from payment p join claim c on c.id = p.claim_id
      where p.replaces is null and p.state <> 'REJECTED' and p.amount_cents + p.deducted_cents <> c.total_cents`,
  },
  {
    name: 'paid-on-validated-accounts',
    says: 'money goes to an account of that organisation which two people have validated',
    violations: sql`
      select p.id from payment p left join org_bank_account a on a.id = p.account_id and a.org_id = p.org_id and a.second_by is not null
        and a.first_by <> a.second_by where a.id is null`,
  },
  {
    name: 'settled-when-paid',
    says: 'the passes of a paid claim are settled, those of another are not',
    violations: sql`
      select r.id from redemption r join claim c on c.id = r.claim_id join pass p on p.id = r.pass_id
      where p.state <> case c.state when 'PAID' then 'SETTLED' else 'CLAIMED' end`,
  },
  {
    name: 'rejected-lines-left',
    says: 'a line rejected for good is in no claim, and a line of an approved claim is approved',
    violations: sql`
      select d.id from claim_line_decision d join redemption r on r.id = d.redemption_id
        where d.verdict = 'REJECTED' and (r.claim_id is not null or r.refused_at is null)
      union all
      select r.id from redemption r join claim c on c.id = r.claim_id and c.state in ('APPROVED', 'ORDERED', 'PAID')
        where not exists (select 1 from claim_line_decision d where d.claim_id = c.id and d.redemption_id = r.id and d.verdict = 'APPROVED')`,
  },
  {
    name: 'nobody-overpaid-twice',
    says: 'no more is asked back than was paid for a line, and no more deducted or given back than was asked',
    violations: sql`
      select redemption_id from counter_entry where kind = 'OVERPAID' group by 1 having count(*) > 1
      union all
      select o.id from venue_org o
        left join (select org_id, sum(case kind when 'OVERPAID' then amount_cents else -amount_cents end) as cents from counter_entry group by 1) k on k.org_id = o.id
        left join (select org_id, sum(deducted_cents) as cents from payment where state <> 'REJECTED' group by 1) p on p.org_id = o.id
      where coalesce(k.cents, 0) < coalesce(p.cents, 0)`,
  },
  {
    name: 'blocked-for-a-reason',
    says: 'a blocked pass has one line that says why, and no other pass has any',
    violations: sql`
      select p.id from pass p left join pass_block b on b.pass_id = p.id
      group by p.id having count(b.pass_id) <> (p.state = 'BLOCKED')::int`,
  },
  {
    name: 'seals-follow',
    says: 'the seals of the three chains are numbered without a gap, and each repeats the hash of the one before',
    violations: sql`
      select seq from (select seq, previous, lag(hash) over (order by seq) as before, row_number() over (order by seq) as n from ledger_seal) s
        where seq <> n or n > 1 and previous <> before
      union all
      select seq from (select seq, previous, lag(hash) over (order by seq) as before, row_number() over (order by seq) as n from audit_seal) s
        where seq <> n or n > 1 and previous <> before
      union all
      select seq from (select seq, previous, lag(hash) over (order by seq) as before, row_number() over (order by seq) as n from money_seal) s
        where seq <> n or n > 1 and previous <> before`,
  },
  {
    name: 'seals-hold',
    // The whole chain is for `verify-ledger`: a hundred thousand hashes take longer than a statement may.
    says: 'what was sealed in the ledger, the last ten thousand links, still has the text whose hash was taken',
    violations: sql`
      select seq from (select * from ledger_seal order by seq desc limit 10000) s where hash <> sha256_hex(ledger_canonical(tx_id, previous))`,
  },
];
