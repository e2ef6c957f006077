import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';

/** A page of the sealed ledger, in the order of the chain; every row is as the seal's canonical text reads it. */
export interface SealedTransaction {
  seq: number;
  previous: string;
  hash: string;
  id: string;
  kind: string;
  at: string;
  actor: string;
  op: string;
  /** SHA-256 of the reason's words, which may name somebody and stay here; null without a reason. */
  reason: string | null;
  /** [id, account, quantity] */
  entries: [number, number, number][];
  /** [id, pass, from or null, to] */
  moves: [number, string, string | null, string][];
}

/** The transactions sealed after `after`, up to `head`: they never change, so pages read apart agree. */
export async function pageSealed(tx: Tx, after: number, head: number, limit: number): Promise<SealedTransaction[]> {
  return tx.execute<SealedTransaction & Record<string, unknown>>(sql`
    select s.seq::int as seq, s.previous, s.hash, t.id, t.kind, canonical_moment(t.at) as at, t.actor, t.op_key as op,
      case when t.reason is not null then sha256_hex(t.reason) end as reason,
      (select json_agg(json_build_array(e.id, e.account_id, e.quantity) order by e.id) from ledger_entry e where e.tx_id = t.id) as entries,
      (select coalesce(json_agg(json_build_array(m.id, m.pass_id, m.from_state, m.to_state) order by m.id), '[]') from pass_move m where m.tx_id = t.id) as moves
    from ledger_seal s join ledger_transaction t on t.id = s.tx_id
    where s.seq > ${after} and s.seq <= ${Math.min(head, after + limit)} order by s.seq`);
}

/** A page of the sealed ledger in cents; entries are [id, account, cents]. */
export interface SealedMoney extends Omit<SealedTransaction, 'moves'> {}

export async function pageMoney(tx: Tx, after: number, head: number, limit: number): Promise<SealedMoney[]> {
  return tx.execute<SealedMoney & Record<string, unknown>>(sql`
    select s.seq::int as seq, s.previous, s.hash, t.id, t.kind, canonical_moment(t.at) as at, t.actor, t.op_key as op,
      case when t.reason is not null then sha256_hex(t.reason) end as reason,
      (select json_agg(json_build_array(e.id, e.account_id, e.cents) order by e.id) from money_entry e where e.tx_id = t.id) as entries
    from money_seal s join money_transaction t on t.id = s.tx_id
    where s.seq > ${after} and s.seq <= ${Math.min(head, after + limit)} order by s.seq`);
}

/** The accounts in cents, with their balance at a head of that chain. */
export async function listMoneyAccounts(
  tx: Tx,
  head: number,
): Promise<{ id: number; kind: string; owner: string; balance: number }[]> {
  return tx.execute<{ id: number; kind: string; owner: string; balance: number }>(sql`
    select a.id::int as id, a.kind, a.owner_id as owner, coalesce(sum(e.cents) filter (where s.seq is not null), 0)::float8 as balance
    from money_account a left join money_entry e on e.account_id = a.id left join money_seal s on s.tx_id = e.tx_id and s.seq <= ${head}
    group by a.id order by a.id`);
}

export interface SealedAudit {
  seq: number;
  previous: string;
  hash: string;
  id: number;
  at: string;
  actor: string;
  intention: string;
  op: string;
  /** SHA-256 of the facts. */
  facts: string;
}

export async function pageAudit(tx: Tx, after: number, head: number, limit: number): Promise<SealedAudit[]> {
  return tx.execute<SealedAudit & Record<string, unknown>>(sql`
    select s.seq::int as seq, s.previous, s.hash, u.id::int as id, canonical_moment(u.at) as at, u.actor, u.intention, u.op_key as op,
      sha256_hex(u.facts::text) as facts
    from audit_seal s join audit u on u.id = s.audit_id
    where s.seq > ${after} and s.seq <= ${Math.min(head, after + limit)} order by s.seq`);
}

/** What the entries are about: accounts (their balance at this head), lots, the lawful moves. */
export async function readFrame(tx: Tx, head: number) {
  const accounts = await tx.execute<{ id: number; kind: string; owner: string; balance: number }>(sql`
    select a.id::int as id, a.kind, a.owner_id as owner, coalesce(sum(e.quantity) filter (where s.seq is not null), 0)::int as balance
    from account a left join ledger_entry e on e.account_id = a.id left join ledger_seal s on s.tx_id = e.tx_id and s.seq <= ${head}
    group by a.id order by a.id`);
  const lots = await tx.execute<{ id: string; booklets: number; size: number }>(sql`
    select l.id, l.booklet_count as booklets, l.booklet_size as size from pass_lot l
    where exists (select 1 from account a join ledger_entry e on e.account_id = a.id join ledger_seal s on s.tx_id = e.tx_id
      where a.kind = 'ISSUE' and a.owner_id = l.id and s.seq <= ${head}) order by l.id`);
  const edges = await tx.execute<{ from: string; to: string }>(sql`
    select from_state as "from", to_state as "to" from pass_edge order by 1, 2`);
  return { accounts, lots, edges };
}

/** The published reports that stand on this head or an earlier one, the first first. */
export async function listFrozen(tx: Tx, head: number): Promise<{ id: string; hash: string; content: string }[]> {
  return tx.execute<{ id: string; hash: string; content: string }>(sql`
    select id, hash, content from funder_report where seal_seq <= ${head} order by published_at, id`);
}
