import type postgres from 'postgres';
import { account, approved, claimed, ordered, paid } from './money-stage.ts';
import type { Planted } from './planted.ts';
import type { Stage } from './stage.ts';

type Sql = postgres.TransactionSql;

async function transaction(sql: Sql, stage: Stage): Promise<string> {
  const id = stage.id();
  await sql`insert into money_transaction (id, kind, at, actor, op_key) values (${id}, 'CLAIM', now(), 'test', ${stage.id()})`;
  return id;
}

/** Something done by the owner once the stage is set; the code is what the database answers. */
function planted<T>(
  code: string,
  set: (stage: Stage) => Promise<T>,
  plant: (sql: Sql, one: T, stage: Stage) => unknown,
): Planted {
  return {
    code,
    plant: async (stage) => {
      const one = await set(stage);
      return async (sql) => await plant(sql, one, stage);
    },
  };
}

/** An account as somebody would write it around the acts. */
const anAccount = (sql: Sql, stage: Stage, change: Record<string, unknown>) => sql`
  insert into org_bank_account ${sql({
    id: stage.id(),
    org_id: stage.world.staff[0].orgId,
    holder_name: 'Essai',
    iban_encrypted: 'x',
    iban_last4: '0000',
    typed_by: stage.id(),
    typed_at: new Date(),
    ...change,
  })}`;

const validated = (stage: Stage) => ({
  first_by: stage.id(),
  first_at: new Date(),
  second_by: stage.id(),
  second_at: new Date(),
  starts_on: '2020-01-01',
});

export const PLANTED_MONEY = {
  'a money entry edited': planted('PA001', claimed, (sql) => sql`update money_entry set cents = cents`),
  'a money transaction edited': planted('PA001', claimed, (sql) => sql`update money_transaction set reason = 'x'`),
  'money entries truncated': planted('PA001', claimed, (sql) => sql`truncate money_entry`),
  'a decision edited': planted('PA001', approved, (sql) => sql`update claim_line_decision set words = 'x'`),
  'an order of payment edited': planted('PA001', ordered, (sql) => sql`update payment_order set lines = lines`),
  'a claim deleted': planted('PA001', claimed, (sql, { claimId }) => sql`delete from claim where id = ${claimId}`),
  'a payment deleted': planted(
    'PA001',
    ordered,
    (sql, { paymentId }) => sql`delete from payment where id = ${paymentId}`,
  ),
  'a bank account deleted': planted('PA001', account, (sql, id) => sql`delete from org_bank_account where id = ${id}`),
  'a bank account retyped': planted(
    'PA001',
    account,
    (sql, id) => sql`update org_bank_account set iban_encrypted = 'y' where id = ${id}`,
  ),
  'a bank account validated twice by one person': planted(
    '23514',
    async (stage) => stage.id(),
    (sql, me, stage) => anAccount(sql, stage, { ...validated(stage), first_by: me, second_by: me }),
  ),
  'two bank accounts in force': planted('23P01', account, (sql, _, stage) => anAccount(sql, stage, validated(stage))),
  'two bank accounts waiting': planted(
    '23505',
    async () => null,
    async (sql, _, stage) => {
      await anAccount(sql, stage, {});
      await anAccount(sql, stage, {});
    },
  ),
  'a claim that jumps': planted(
    'PA008',
    claimed,
    (sql, { claimId }) => sql`update claim set state = 'PAID' where id = ${claimId}`,
  ),
  'a claim that asks for more': planted(
    'PA007',
    claimed,
    (sql, { claimId }) => sql`update claim set total_cents = total_cents + 1 where id = ${claimId}`,
  ),
  'a line behind the back of a claim': planted(
    'PA007',
    async (stage) => ({ ...(await claimed(stage)), other: (await stage.attended()).passId }),
    (sql, { claimId, other }) => sql`update redemption set claim_id = ${claimId} where pass_id = ${other}`,
  ),
  'two claims of one day': planted(
    '23505',
    claimed,
    (sql, { claimId }, stage) => sql`
      insert into claim (id, org_id, cutoff, state, lines, total_cents, due_on, created_by, created_at)
      select ${stage.id()}, org_id, cutoff, 'SUBMITTED', 0, 0, due_on, 'test', now() from claim where id = ${claimId}`,
  ),
  'a payment that jumps': planted(
    'PA008',
    ordered,
    (sql, { paymentId }) => sql`update payment set state = 'RETURNED', paid_on = current_date where id = ${paymentId}`,
  ),
  'a claim with two transfers': planted(
    '23505',
    ordered,
    (sql, { paymentId }, stage) => sql`
      insert into payment (id, order_id, claim_id, org_id, account_id, end_to_end_id, amount_cents, deducted_cents, state, updated_at, updated_by)
      select ${stage.id()}, order_id, claim_id, org_id, account_id, ${stage.id()}, amount_cents, 0, 'ORDERED', now(), 'test'
      from payment where id = ${paymentId}`,
  ),
  'a line overpaid twice': planted('23505', paid, async (sql, one, stage) => {
    const tx = await transaction(sql, stage);
    await sql`
      insert into money_entry (tx_id, account_id, cents)
      select ${tx}, id, case kind when 'REFUND_DUE' then 500 else -500 end from money_account
      where kind = 'REFUND_DUE' and owner_id = ${one.orgId} or kind = 'COST' and owner_id = ${one.lotId}`;
    for (const id of [stage.id(), stage.id()]) {
      await sql`
        insert into counter_entry (id, kind, org_id, redemption_id, lot_id, amount_cents, reason, actor, at, money_tx_id)
        values (${id}, 'OVERPAID', ${one.orgId}, ${one.redemptionId}, ${one.lotId}, 500, 'x', 'test', now(), ${tx})`;
    }
  }),
  'a money entry alone': planted(
    'PA006',
    claimed,
    (sql) => sql`
      insert into money_entry (tx_id, account_id, cents) select tx_id, account_id, 1 from money_entry where cents > 0 limit 1`,
  ),
  'a money transaction without entries': planted(
    'PA006',
    async () => null,
    (sql, _, stage) => transaction(sql, stage),
  ),
  'a money balance written by hand': planted(
    'PA001',
    claimed,
    (sql) => sql`update money_account set balance_cents = balance_cents + 1 where kind = 'COST'`,
  ),
  'more given back than was asked': planted('23514', claimed, async (sql, { orgId, lotId }, stage) => {
    const tx = await transaction(sql, stage);
    await sql`
      insert into money_entry (tx_id, account_id, cents)
      select ${tx}, id, case kind when 'REFUND_DUE' then -1 else 1 end from money_account
      where kind = 'REFUND_DUE' and owner_id = ${orgId} or kind = 'COST' and owner_id = ${lotId}`;
  }),
  'the application edits the ledger in cents': planted(
    '42501',
    async () => null,
    async (sql) => {
      await sql`set local role passerelle_app`;
      await sql`update money_entry set cents = cents where false`;
    },
  ),
} as const satisfies Record<string, Planted>;
