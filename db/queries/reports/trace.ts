import { sql } from 'drizzle-orm';
import type { Tx } from '../../client.ts';

export interface TraceLine {
  /** What the line is about: an account, a move, an entry, a booking. */
  kind: 'ACCOUNT' | 'PASS' | 'MOVE' | 'ENTRY' | 'BOOKING';
  at: string | null;
  /** Words of the register: states, kinds of account and of transaction. */
  what: string;
  quantity: number | null;
  /** The other thing this line leads to. */
  other: string | null;
}

/**
 * All that the register knows under one identifier, whatever it is the identifier of: a pass, a transaction, a
 * booking, or the owner of accounts. Identifiers and states only, nobody's name. Empty when it is unknown.
 */
export async function readTrace(tx: Tx, id: string): Promise<TraceLine[]> {
  return tx.execute<TraceLine & Record<string, unknown>>(sql`
    with subject as (select ${id}::uuid as id)
    select 'PASS' as kind, null as at, p.state || ' · carnet ' || b.serial as what, 1 as quantity, p.tx_id::text as other
      from subject s join pass p on p.id = s.id join booklet b on b.id = p.booklet_id
    union all
    select 'BOOKING', k.created_at::text, k.state, k.price_passes, k.session_id::text from subject s join booking k on k.id = s.id
    union all
    select 'ACCOUNT', null, a.kind, a.balance::int, null from subject s join account a on a.owner_id = s.id
    union all
    (select 'MOVE', t.at::text, coalesce(m.from_state, '-') || ' → ' || m.to_state, 1, case when m.pass_id = s.id then t.id else m.pass_id end::text
      from subject s join pass_move m on m.pass_id = s.id or m.tx_id = s.id join ledger_transaction t on t.id = m.tx_id order by m.id desc limit 100)
    union all
    (select 'ENTRY', t.at::text, t.kind || ' · ' || a.kind, e.quantity::int, case when e.tx_id = s.id then a.owner_id else t.id end::text
      from subject s join ledger_entry e on e.tx_id = s.id or e.account_id in (select id from account where owner_id = s.id)
        join account a on a.id = e.account_id join ledger_transaction t on t.id = e.tx_id order by e.id desc limit 100)`);
}
