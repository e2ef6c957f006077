import { sql } from 'drizzle-orm';
import type { Database, Tx } from '../client.ts';
import { type Invariant, PAYMENTS } from './money-invariants.ts';
import { reconcile } from './reconciliation.ts';

export interface InvariantResult {
  name: string;
  says: string;
  /** How many rows break it: 0 when it holds. */
  broken: number;
}

/** Runs every invariant and the reconciliation. Use it in `db.snapshot` when others write. */
export async function checkInvariants(tx: Tx): Promise<InvariantResult[]> {
  return [...(await checkEach(tx, INVARIANTS)), await checkReconciliation(tx)];
}

/** Runs some invariants, one after the other. */
export async function checkEach(tx: Tx, invariants: readonly Invariant[]): Promise<InvariantResult[]> {
  const results: InvariantResult[] = [];
  for (const invariant of invariants) results.push(await check(tx, invariant));
  return results;
}

/** The same where nobody writes and there is too much to read in the time of one transaction: each by itself. */
export async function checkInvariantsApart(db: Pick<Database, 'read'>): Promise<InvariantResult[]> {
  const results: InvariantResult[] = [];
  for (const invariant of INVARIANTS) results.push(await db.read((tx) => check(tx, invariant)));
  results.push(await db.read(checkReconciliation));
  return results;
}

async function check(tx: Tx, { name, says, violations }: Invariant): Promise<InvariantResult> {
  const [row] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (${violations}) broken`);
  return { name, says, broken: row?.n ?? -1 };
}

async function checkReconciliation(tx: Tx): Promise<InvariantResult> {
  const differences = await reconcile(tx);
  return {
    name: 'reconciliation',
    says: 'the passes, the ledger, the bookings and the redemptions tell one story',
    broken: differences.length,
  };
}

const OPS: readonly Invariant[] = [
  {
    name: 'op-done-whole',
    says: 'a key that was claimed has its result and exactly one line of audit',
    violations: sql`
      select o.key from op o left join audit a on a.op_key = o.key
      group by o.key having count(a.id) <> 1 or bool_or(o.result is null)`,
  },
  {
    name: 'audit-has-its-op',
    says: 'nothing is audited that was not done',
    violations: sql`select a.id from audit a where not exists (select 1 from op o where o.key = a.op_key)`,
  },
  {
    name: 'effects-have-their-op',
    says: 'every ledger transaction, booking and move of a booking stands under a key that was claimed',
    violations: sql`
      select t.id from ledger_transaction t where t.actor not like 'system:%' and not exists (select 1 from op o where o.key = t.op_key)
      union all select b.id from booking b where not exists (select 1 from op o where o.key = b.op_key)
      union all select m.booking_id from booking_move m where not exists (select 1 from op o where o.key = m.op_key)`,
  },
];

const LEDGER: readonly Invariant[] = [
  {
    name: 'ledger-sum-zero',
    says: 'all the entries of the ledger add up to zero',
    violations: sql`select 1 from ledger_entry having coalesce(sum(quantity), 0) <> 0`,
  },
  {
    name: 'ledger-transactions-balanced',
    says: 'each transaction has two entries or more, whose sum is zero',
    violations: sql`
      select t.id from ledger_transaction t left join ledger_entry e on e.tx_id = t.id
      group by t.id having count(e.id) < 2 or sum(e.quantity) <> 0`,
  },
  {
    name: 'no-account-below-zero',
    says: 'only the issuer owes passes',
    violations: sql`select id from account where balance < 0 and kind <> 'ISSUE'`,
  },
  {
    name: 'passes-conserved',
    says: 'as many passes as were issued, no more, no fewer',
    violations: sql`
      select 1 from (select (select count(*) from pass) as here, (select -coalesce(sum(balance), 0) from account where kind = 'ISSUE') as issued) x
      where here <> issued`,
  },
  {
    name: 'pass-moves-follow',
    says: 'the moves of a pass follow one another along lawful edges, and end where it is',
    violations: sql`
      select m.id from (select id, pass_id, from_state, to_state, lag(to_state) over (partition by pass_id order by id) as before from pass_move) m
      where m.from_state is distinct from m.before
        or (m.from_state is not null and not exists (select 1 from pass_edge e where e.from_state = m.from_state and e.to_state = m.to_state))`,
  },
];

const MONEY: readonly Invariant[] = [
  {
    name: 'money-sum-zero',
    says: 'each transaction of the ledger in cents has two entries or more, whose sum is zero',
    violations: sql`
      select t.id from money_transaction t left join money_entry e on e.tx_id = t.id
      group by t.id having count(e.id) < 2 or sum(e.cents) <> 0`,
  },
  {
    name: 'money-balances-kept',
    says: 'the balance of each account in cents is the sum of its entries',
    violations: sql`
      select a.id from money_account a left join money_entry e on e.account_id = a.id
      group by a.id having a.balance_cents <> coalesce(sum(e.cents), 0)`,
  },
  {
    name: 'claims-total-their-lines',
    says: 'a claim asks for the sum of its lines, to the cent',
    violations: sql`
      select c.id from claim c left join redemption r on r.claim_id = c.id
      group by c.id having c.total_cents <> coalesce(sum(r.amount_cents), 0)`,
  },
];

const SEATS: readonly Invariant[] = [
  {
    name: 'seats-counted',
    says: 'the seats taken are the live bookings, and never more than the places',
    violations: sql`
      select s.id from session s left join booking b on b.session_id = s.id and b.state <> 'CANCELLED'
      group by s.id having s.seats_taken <> count(b.id) or s.seats_taken > s.capacity`,
  },
  {
    name: 'one-seat-a-person',
    says: 'nobody has two seats in one session',
    violations: sql`select 1 from booking where state <> 'CANCELLED' group by session_id, holder_id having count(*) > 1`,
  },
  {
    name: 'one-place-at-a-time',
    says: 'nobody is expected in two places at once',
    violations: sql`
      select a.id from booking a join session s on s.id = a.session_id
        join booking b on b.holder_id = a.holder_id and b.id > a.id and b.state = 'CONFIRMED'
        join session t on t.id = b.session_id and tstzrange(t.starts_at, t.ends_at) && tstzrange(s.starts_at, s.ends_at)
      where a.state = 'CONFIRMED' and not exists (select 1 from booking_move m where m.booking_id in (a.id, b.id) and m.from_state in ('NO_SHOW', 'ATTENDED'))`,
  },
  {
    name: 'nobody-in-a-cancelled-session',
    says: 'nobody stays booked in a cancelled session',
    violations: sql`
      select b.id from booking b join session s on s.id = b.session_id where b.state = 'CONFIRMED' and s.state = 'CANCELLED'`,
  },
  {
    name: 'rooms-and-mediators-free',
    says: 'a room and a mediator have one open session at a time',
    violations: sql`
      select a.id from session a join session b on b.id > a.id and b.state = 'OPEN'
        and (b.room_id = a.room_id or b.mediator_id = a.mediator_id)
        and tstzrange(b.starts_at, b.ends_at) && tstzrange(a.starts_at, a.ends_at)
      where a.state = 'OPEN'`,
  },
];

const PASSES: readonly Invariant[] = [
  {
    name: 'no-double-redemption',
    says: 'a pass is redeemed once at a time',
    violations: sql`select pass_id from redemption where reversed_at is null group by pass_id having count(*) > 1`,
  },
  {
    name: 'no-pass-behind-two-bookings',
    says: 'a pass stands behind one booking at a time',
    violations: sql`select pass_id from booking_pass where released_at is null group by pass_id having count(*) > 1`,
  },
  {
    name: 'price-paid',
    says: 'a booking holds as many passes as it costs, all of its own person',
    violations: sql`
      select b.id from booking b left join booking_pass x on x.booking_id = b.id and x.released_at is null
        left join pass p on p.id = x.pass_id and p.holder_id = b.holder_id
      where b.state in ('CONFIRMED', 'ATTENDED') group by b.id having count(p.id) <> b.price_passes`,
  },
  {
    name: 'no-use-after-the-last-day',
    says: 'a pass is reserved for a day on which it is still valid',
    violations: sql`
      select p.id from booking b join session s on s.id = b.session_id
        join booking_pass x on x.booking_id = b.id and x.released_at is null join pass p on p.id = x.pass_id
      where b.state = 'CONFIRMED' and p.expires_on < (s.starts_at at time zone 'Europe/Paris')::date`,
  },
  {
    name: 'one-hand-over-a-booklet',
    says: 'a booklet is in the hands of one person',
    violations: sql`
      select booklet_id from distribution where voided_at is null group by booklet_id having count(*) > 1
      union all select booklet_id from pass where holder_id is not null group by booklet_id having count(distinct holder_id) > 1`,
  },
  {
    name: 'told',
    says: 'whoever can be reached has a message for each seat taken',
    violations: sql`
      select b.id from booking b
      where exists (select 1 from pii.contact_point c where c.person_id = b.holder_id)
        and not exists (select 1 from outbox m where m.object_id = b.id and m.kind in ('booking-confirmed', 'booking-moved'))`,
  },
];

const PRIVACY: readonly Invariant[] = [
  {
    name: 'erased-is-nobody',
    says: 'somebody erased has no identity, no way to be reached, no code in force',
    violations: sql`
      select e.holder_id from erasure e where exists (select 1 from pii.person p where p.id = e.holder_id)
        or exists (select 1 from pii.contact_point c where c.person_id = e.holder_id)
        or exists (select 1 from holder_code k where k.holder_id = e.holder_id and k.revoked_at is null)`,
  },
];

export const INVARIANTS: readonly Invariant[] = [
  ...OPS,
  ...LEDGER,
  ...MONEY,
  ...PAYMENTS,
  ...SEATS,
  ...PASSES,
  ...PRIVACY,
];

/** What became of keys whose answer a client was given. */
export async function readResults(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, unknown>> {
  const rows = await tx.execute<{ key: string; result: unknown }>(sql`
    select key, result from op where key = any (${`{${keys.join(',')}}`}::uuid[])`);
  return new Map(rows.map(({ key, result }) => [key, result]));
}
