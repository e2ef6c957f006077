import { sql } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { checkEach, type InvariantResult } from './invariants.ts';
import type { Invariant } from './money-invariants.ts';

/**
 * The order of the audit is that of the locks: an act under way when somebody's access is closed ends before, and its
 * line stands before that of the closing. Clocks would not tell: an act is dated when it begins.
 */
const ACCESS: readonly Invariant[] = [
  {
    name: 'no-act-once-dismissed',
    says: 'no agent has done anything after their access was closed',
    violations: sql`
      select a.id from audit r join op o on o.key = r.op_key
        join audit a on a.id > r.id and a.actor = 'agent:' || (o.result ->> 'membershipId')
      where r.intention = 'revoke-membership'`,
  },
  {
    name: 'no-hand-over-without-convention',
    says: 'no booklet was handed over between the end of a convention and the next one',
    violations: sql`
      select d.id from distribution d join ledger_transaction t on t.id = d.tx_id join audit a on a.op_key = t.op_key
        join lateral (
          select c.intention from audit c join op o on o.key = c.op_key
            join partner_convention k on k.id = (o.result ->> 'conventionId')::uuid and k.partner_id = d.partner_id
          where c.id < a.id and c.intention in ('add-convention', 'revoke-convention') order by c.id desc limit 1
        ) before on before.intention = 'revoke-convention'`,
  },
];

/** What holds of those whose access was closed, where the audit has it all: in a storm. */
export function checkAccess(tx: Tx): Promise<InvariantResult[]> {
  return checkEach(tx, ACCESS);
}
