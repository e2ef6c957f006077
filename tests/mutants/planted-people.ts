import type postgres from 'postgres';
import { fundingLine } from '#tests/factories/purchasing.ts';
import { account, ordered } from './money-stage.ts';
import type { Planted } from './planted.ts';
import { planted, unpaidLot } from './planted-programme.ts';
import type { Stage } from './stage.ts';

type Sql = postgres.TransactionSql;

const two = async (stage: Stage) => ({ one: await stage.person(), other: await stage.person() });

const merge = (sql: postgres.ISql, stage: Stage, gone: string, kept: string) => sql`
  insert into person_merge (id, gone_id, kept_id, merged_by, merged_at) values (${stage.id()}, ${gone}, ${kept}, 'test', now())`;

const merged = async (stage: Stage) => {
  const pair = await two(stage);
  await merge(stage.sql, stage, pair.other, pair.one);
  return { ...pair, third: await stage.person() };
};

/** A file that asks for a label, as somebody would write it around the acts. */
const aLabelFile = (sql: postgres.ISql, stage: Stage, accountId: string, change: Record<string, unknown> = {}) => sql`
  insert into label_file ${sql({
    id: stage.id(),
    org_id: stage.world.staff[0].orgId,
    siret: '12345678900011',
    representative: 'Camille',
    representative_role: 'x',
    trainings: 'x',
    starts_on: '2020-01-01',
    bank_account_id: accountId,
    typed_by: stage.id(),
    typed_at: new Date(),
    ...change,
  })}`;

const waiting = async (stage: Stage) => {
  const accountId = await account(stage);
  await aLabelFile(stage.sql, stage, accountId);
  return accountId;
};

const received = async (stage: Stage) => {
  const [funding, receipt] = [await fundingLine(stage.services, stage.world.authority), stage.id()];
  await stage.sql`
    insert into funding_receipt (id, funding_id, received_on, amount_cents, words, recorded_by, recorded_at)
    values (${receipt}, ${funding}, current_date, 500, 'x', ${stage.world.authority.userId}, now())`;
  return { funding, receipt };
};

const cancelled = (
  sql: Sql,
  stage: Stage,
  { funding, receipt }: Awaited<ReturnType<typeof received>>,
  cents: number,
) => sql`
  insert into funding_receipt (id, funding_id, received_on, amount_cents, words, cancels, recorded_by, recorded_at)
  values (${stage.id()}, ${funding}, current_date, ${-cents}, 'x', ${receipt}, ${stage.world.authority.userId}, now())`;

/** A lot of which a line that gives no more than a cent pays all, or nothing yet. */
async function capped(stage: Stage, by: 'CAPPED' | 'OTHER'): Promise<{ lotId: string; line: string }> {
  const { lotId } = await unpaidLot(stage);
  const line = await fundingLine(stage.services, stage.world.authority, 'OWN', { capCents: '1' });
  const other = await fundingLine(stage.services, stage.world.authority);
  await stage.sql.begin(async (sql) => {
    const price = by === 'CAPPED' ? 1 : 100;
    await sql`update pass_lot set order_id = (select id from pass_order limit 1), price_cents = ${price} where id = ${lotId}`;
    await sql`insert into lot_funding (lot_id, funding_id, share_bps) values (${lotId}, ${by === 'CAPPED' ? line : other}, 10000)`;
  });
  return { lotId, line };
}

const anImport = (sql: Sql, stage: Stage, digest: string, lotId: string | null) => sql`
  insert into lot_import ${sql({
    id: stage.id(),
    digest,
    kind: 'CSV',
    uploaded_by: stage.world.authority.userId,
    uploaded_at: new Date(),
    lot_id: lotId,
    imported_at: lotId === null ? null : new Date(),
  })}`;

export const PLANTED_PEOPLE = {
  'somebody merged twice': planted('23505', merged, (sql, { other, third }, stage) => merge(sql, stage, other, third)),
  'a merge that follows another': planted('PA022', merged, (sql, { one, third }, stage) =>
    merge(sql, stage, one, third),
  ),
  'a merge rewritten': planted('PA001', merged, (sql, { third }) => sql`update person_merge set kept_id = ${third}`),
  'somebody merged into themselves': planted('23514', two, (sql, { one }, stage) => merge(sql, stage, one, one)),
  'an erasure by an official who looked nobody up': planted(
    'PA021',
    (stage) => stage.person(),
    (sql, holderId, stage) => sql`
      insert into erasure (holder_id, at, actor, cause)
      values (${holderId}, now(), ${`authority:${stage.world.authority.membershipId}`}, 'ASKED')`,
  ),
  'a look-up that gives no reason': planted(
    '23514',
    (stage) => stage.person(),
    (sql, holderId, stage) => sql`
      insert into identity_lookup (id, looked_by, at, reason, how, holder_ids)
      values (${stage.id()}, ${stage.world.authority.userId}, now(), 'x', 'PAPER', array[${holderId}]::uuid[])`,
  ),
  'two lives of one account': planted(
    '23505',
    async (stage) => stage.world.agents[0],
    (sql, { userId, partnerId }, stage) => sql`
      insert into membership (id, user_id, role, partner_id, created_at) values (${stage.id()}, ${userId}, 'AGENT', ${partnerId}, now())`,
  ),
  'a label file retyped': planted('PA001', waiting, (sql) => sql`update label_file set representative = 'y'`),
  'two label files waiting': planted('23505', waiting, (sql, accountId, stage) => aLabelFile(sql, stage, accountId)),
  'a label file validated by who typed it': planted('23514', account, (sql, accountId, stage) => {
    const me = stage.id();
    return aLabelFile(sql, stage, accountId, { typed_by: me, first_by: me, first_at: new Date() });
  }),
  'a label file on the account of another organisation': planted('PA019', account, async (sql, accountId, stage) => {
    await sql`set local role passerelle_app`;
    await aLabelFile(sql, stage, accountId, { org_id: stage.world.staff[1].orgId });
  }),
  'a cancellation of more than was received': planted('PA007', received, (sql, one, stage) =>
    cancelled(sql, stage, one, 501),
  ),
  'money received cancelled twice': planted('23505', received, async (sql, one, stage) => {
    await cancelled(sql, stage, one, 500);
    await cancelled(sql, stage, one, 500);
  }),
  'a share that goes over the cap': planted(
    'PA008',
    (stage) => capped(stage, 'OTHER'),
    (sql, { lotId, line }) => sql`update lot_funding set funding_id = ${line} where lot_id = ${lotId}`,
  ),
  'a price that goes over the cap': planted(
    'PA008',
    (stage) => capped(stage, 'CAPPED'),
    (sql, { lotId }) => sql`update pass_lot set price_cents = 100 where id = ${lotId}`,
  ),
  'the account of the authority changed without a password': planted(
    'PA020',
    async () => null,
    async (sql) => {
      await sql`set local role passerelle_app`;
      await sql`insert into payment_setting (name, value, updated_by, updated_at) values ('debtorIban', 'x', 'x', now())`;
    },
  ),
  'a payment replaced twice': planted('23505', ordered, async (sql, { paymentId }, stage) => {
    const comesBack = async (id: string) => {
      await sql`update payment set state = 'PAID', paid_on = current_date where id = ${id}`;
      await sql`update payment set state = 'RETURNED' where id = ${id}`;
    };
    await comesBack(paymentId);
    for (const id of [stage.id(), stage.id()]) {
      await sql`
        insert into payment (id, order_id, claim_id, org_id, account_id, end_to_end_id, amount_cents, deducted_cents, state, replaces, updated_at, updated_by)
        select ${id}, order_id, claim_id, org_id, account_id, ${id}, amount_cents, 0, 'ORDERED', id, now(), 'test'
        from payment where id = ${paymentId}`;
      await comesBack(id);
    }
  }),
  'one supplier’s file, two lots': planted('23505', unpaidLot, async (sql, { lotId }, stage) => {
    for (const lot of [lotId, stage.world.lotId]) await anImport(sql, stage, 'd', lot);
  }),
  'an imported file whose words stay': planted('23514', unpaidLot, async (sql, { lotId }, stage) => {
    await anImport(sql, stage, 'd', lotId);
    await sql`update lot_import set sealed = '\\x00'`;
  }),
  'a lot that keeps half of its file': planted('23514', unpaidLot, async (sql, { lotId }, stage) => {
    await anImport(sql, stage, 'd', lotId);
    await sql`update lot_import set imported_at = null`;
  }),
} as const satisfies Record<string, Planted>;
