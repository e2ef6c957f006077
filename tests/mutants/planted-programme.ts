import type postgres from 'postgres';
import { sealChains } from '#app/reporting/seal-chains.ts';
import { fundingLine } from '#tests/factories/purchasing.ts';
import { claimed, TODAY } from './money-stage.ts';
import type { Planted } from './planted.ts';
import type { Stage } from './stage.ts';

type Sql = postgres.TransactionSql;

export function planted<T>(
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

const nothing = async () => null;

/** A lot that nobody has paid, its booklets in stock. */
export async function unpaidLot(stage: Stage): Promise<{ lotId: string; passId: string; bookletId: string }> {
  const [lotId, bookletId, passId] = [stage.id(), stage.id(), stage.id()];
  await stage.sql`
    insert into pass_lot (id, label, booklet_count, booklet_size, face_cents, valid_from, valid_until, created_at)
    values (${lotId}, ${lotId}, 1, 1, 1000, '2020-01-01', '2099-12-31', now())`;
  await stage.sql`
    select act_issue_lot(${lotId}, array[${bookletId}]::uuid[], array[${bookletId}], array[${passId}]::uuid[], array[${passId}], ${stage.id()}, 'test', ${stage.id()}, now())`;
  return { lotId, passId, bookletId };
}

/** Two booklets of the first partner, planned to go back to the stock. */
export async function plannedReturn(stage: Stage): Promise<{ allocationId: string; bookletIds: string[] }> {
  const { partnerId } = stage.world.agents[0];
  const rows = await stage.sql<{ id: string }[]>`
    select b.id from booklet b where b.partner_id = ${partnerId} and not exists (select 1 from distribution d where d.booklet_id = b.id)
      and not exists (select 1 from allocation_booklet k where k.booklet_id = b.id and k.released_at is null) order by b.serial limit 2`;
  const [allocationId, bookletIds] = [stage.id(), rows.map(({ id }) => id)];
  await stage.sql`select act_plan_allocation(${allocationId}, ${partnerId}, null, null, ${bookletIds}::uuid[], 'x', 'test', now())`;
  return { allocationId, bookletIds };
}

/** The same sent and counted: one of the two is missing. */
async function oneMissing(stage: Stage): Promise<{ allocationId: string; differenceId: string }> {
  const { allocationId, bookletIds } = await plannedReturn(stage);
  const differenceId = stage.id();
  await stage.sql`select act_send_allocation(${allocationId}, 'test', now())`;
  await stage.sql`
    select act_receive_allocation(${allocationId}, array[${bookletIds[0] ?? ''}]::uuid[], array[${differenceId}]::uuid[], null, ${stage.id()}, ${stage.id()}, 'test', ${stage.id()}, now())`;
  return { allocationId, differenceId };
}

/** A report as somebody would write it around the act; signed, and standing on the last seal. */
const aReport = (sql: Sql, stage: Stage, { version = 1, agrees = true } = {}) => {
  const content = JSON.stringify({ reconciliation: { agrees }, id: stage.id() });
  return sql`
    insert into funder_report (id, title, first_day, last_day, version, content, hash, seal_seq, seal_hash, published_by, published_at)
    select ${stage.id()}, 'x', '2026-01-01', '2026-01-31', ${version}::int, ${content}, sha256_hex(${content}), seq, hash, 'test', now()
    from ledger_seal order by seq desc limit 1`;
};

const sealed = async (stage: Stage) => {
  await claimed(stage);
  await sealChains(stage.services);
  return null;
};

const reported = async (stage: Stage) => {
  await sealed(stage);
  await stage.sql.begin((sql) => aReport(sql, stage));
  return null;
};

const erased = async (stage: Stage) => {
  const holderId = await stage.person();
  await stage.sql`delete from pii.person where id = ${holderId}`;
  await stage.sql`insert into erasure (holder_id, at, actor, cause) values (${holderId}, now(), 'test', 'ASKED')`;
  return holderId;
};

export const PLANTED_PROGRAMME = {
  'an order of passes edited': planted(
    'PA007',
    nothing,
    (sql) => sql`update pass_order set amount_cents = amount_cents + 1`,
  ),
  'a lot made larger': planted('PA007', nothing, (sql) => sql`update pass_lot set face_cents = 2000`),
  'passes of an unpaid lot given out': planted(
    'PA007',
    unpaidLot,
    (sql, { passId }, stage) => sql`
      update pass set state = 'ALLOCATED', partner_id = ${stage.world.agents[0].partnerId},
        tx_id = (select id from ledger_transaction where id <> pass.tx_id limit 1) where id = ${passId}`,
  ),
  'the funding of a lot in use changed': planted(
    'PA008',
    (stage) => fundingLine(stage.services, stage.world.authority),
    (sql, other) => sql`update lot_funding set funding_id = ${other}`,
  ),
  'the rate of a funding changed': planted('PA008', nothing, (sql) => sql`update funding set rate_bps = rate_bps - 1`),
  'a lot in an order that nobody finances': planted(
    'PA008',
    unpaidLot,
    (sql, { lotId }) =>
      sql`update pass_lot set order_id = (select id from pass_order limit 1), price_cents = 1 where id = ${lotId}`,
  ),
  'a lot financed by half': planted(
    'PA008',
    async (stage) => {
      const one = await unpaidLot(stage);
      await stage.sql.begin(async (sql) => {
        await sql`update pass_lot set order_id = (select id from pass_order limit 1), price_cents = 1 where id = ${one.lotId}`;
        await sql`insert into lot_funding (lot_id, funding_id, share_bps) select ${one.lotId}, id, 10000 from funding limit 1`;
      });
      return one;
    },
    (sql, { lotId }) => sql`update lot_funding set share_bps = 5000 where lot_id = ${lotId}`,
  ),
  'a reason to block edited': planted(
    'PA001',
    async (stage) => {
      const passes = await stage.passesOf(await stage.person(), 1);
      await stage.sql`select act_block(${passes}::uuid[], 'LOST', 'HOLDER', ${stage.id()}, 'test', ${stage.id()}, now())`;
    },
    (sql) => sql`update pass_block set cause = 'STOLEN'`,
  ),
  'an allocation that jumps': planted(
    'PA017',
    plannedReturn,
    (sql, { allocationId }) => sql`
      update allocation set state = 'RECEIVED', sent_at = now(), sent_by = 'x', received_at = now(), received_by = 'x', received_booklets = sent_booklets
      where id = ${allocationId}`,
  ),
  'a count that does not add up': planted(
    'PA017',
    async (stage) => {
      const one = await plannedReturn(stage);
      await stage.sql`select act_send_allocation(${one.allocationId}, 'test', now())`;
      return one;
    },
    (sql, { allocationId }) => sql`
      update allocation set state = 'RECEIVED', received_at = now(), received_by = 'x', received_booklets = 1 where id = ${allocationId}`,
  ),
  'a booklet set aside twice': planted('23505', plannedReturn, async (sql, { bookletIds }, stage) => {
    const id = stage.id();
    await sql`
      insert into allocation (id, partner_id, from_partner_id, state, planned_at, planned_by, sent_booklets)
      values (${id}, ${stage.world.agents[1].partnerId}, ${stage.world.agents[0].partnerId}, 'PLANNED', now(), 'x', 1)`;
    await sql`insert into allocation_booklet (allocation_id, booklet_id) values (${id}, ${bookletIds[0] ?? ''})`;
  }),
  'a booklet released and taken back': planted(
    'PA017',
    oneMissing,
    (sql) => sql`update allocation_booklet set released_at = now() where released_at is not null`,
  ),
  'a difference settled twice': planted(
    'PA017',
    async (stage) => {
      const one = await oneMissing(stage);
      await stage.sql`
        select act_settle_differences(${one.allocationId}, array[${one.differenceId}]::uuid[], 'BACK', 'x', ${stage.id()}, ${stage.id()}, 'test', ${stage.id()}, now())`;
      return one;
    },
    (sql, { differenceId }) => sql`update allocation_difference set reason = 'y' where id = ${differenceId}`,
  ),
  'a booklet set aside that changes hands': planted(
    'PA017',
    plannedReturn,
    (sql, { bookletIds }, stage) =>
      sql`update booklet set partner_id = ${stage.world.agents[1].partnerId} where id = ${bookletIds[0] ?? ''}`,
  ),
  'a hand-over taken back over somebody’s passes': planted(
    'PA001',
    (stage) => stage.person(),
    (sql, holderId) =>
      sql`update distribution set voided_at = now(), void_reason = 'x', voided_by = 'x' where holder_id = ${holderId}`,
  ),
  'two conventions at once': planted(
    '23P01',
    nothing,
    (sql, _, stage) => sql`
      insert into partner_convention (id, partner_id, starts_on, ends_on, target_passes)
      values (${stage.id()}, ${stage.world.agents[0].partnerId}, '2026-01-01', '2027-12-31', 10)`,
  ),
  'a revoked convention opened again': planted(
    'PA001',
    async (stage) => {
      await stage.sql`update partner_convention set revoked_at = now(), revoke_reason = 'x' where partner_id = ${stage.world.agents[1].partnerId}`;
    },
    (sql) => sql`update partner_convention set revoked_at = null, revoke_reason = null where revoked_at is not null`,
  ),
  'the figures of a committee changed': planted(
    'PA001',
    async (stage) => {
      await stage.sql`
        insert into steering_committee (id, title, held_on, agenda, pack, frozen_at, ledger_head, created_at, created_by)
        values (${stage.id()}, 'x', current_date, 'x', '{}', now(), 1, now(), 'x')`;
    },
    (sql) => sql`update steering_committee set pack = '{"a": 1}'`,
  ),
  'a seal edited': planted('PA001', sealed, (sql) => sql`update ledger_seal set sealed_at = now()`),
  'a seal of the money edited': planted('PA001', sealed, (sql) => sql`update money_seal set sealed_at = now()`),
  'a seal of the audit edited': planted('PA001', sealed, (sql) => sql`update audit_seal set sealed_at = now()`),
  'a seal that does not follow': planted('PA010', claimed, (sql) =>
    forged(sql, 'ledger', 'tx_id', 'ledger_transaction'),
  ),
  'a seal of the money that does not follow': planted('PA010', claimed, (sql) =>
    forged(sql, 'money', 'tx_id', 'money_transaction'),
  ),
  'a seal of the audit that does not follow': planted('PA010', claimed, (sql) =>
    forged(sql, 'audit', 'audit_id', 'audit'),
  ),
  'a published report edited': planted('PA001', reported, (sql) => sql`update funder_report set title = 'y'`),
  'a version left out': planted('PA010', sealed, (sql, _, stage) => aReport(sql, stage, { version: 2 })),
  'a report over accounts that differ': planted('23514', sealed, (sql, _, stage) =>
    aReport(sql, stage, { agrees: false }),
  ),
  'a report whose hash is another’s': planted('23514', sealed, async (sql, _, stage) => {
    await sql`
      insert into funder_report (id, title, first_day, last_day, version, content, hash, seal_seq, seal_hash, published_by, published_at)
      select ${stage.id()}, 'x', '2026-01-01', '2026-01-31', 1, '{"reconciliation": {"agrees": true}}', hash, seq, hash, 'test', now()
      from ledger_seal order by seq desc limit 1`;
  }),
  'a report on a seal that is none': planted('23503', sealed, async (sql, _, stage) => {
    const content = '{"reconciliation": {"agrees": true}}';
    await sql`
      insert into funder_report (id, title, first_day, last_day, version, content, hash, seal_seq, seal_hash, published_by, published_at)
      values (${stage.id()}, 'x', '2026-01-01', '2026-01-31', 1, ${content}, sha256_hex(${content}), 999999, repeat('0', 64), 'test', now())`;
  }),
  'somebody moved to another neighbourhood': planted(
    'PA001',
    async (stage) => {
      const holderId = await stage.person();
      await stage.sql`update distribution set qpv_vintage = '2024', qpv_method = 'BY_HAND' where holder_id = ${holderId}`;
      return holderId;
    },
    (sql, holderId) => sql`update distribution set qpv_code = 'QN06901M' where holder_id = ${holderId}`,
  ),
  'somebody erased written again': planted(
    'PA001',
    erased,
    (sql, holderId) => sql`
      insert into pii.person (id, family_name, given_name, birth_year, commune, created_at)
      values (${holderId}, 'Essai', 'Camille', 1980, 'Bron', now())`,
  ),
  'an erasure undone': planted('PA001', erased, (sql) => sql`delete from erasure`),
} as const satisfies Record<string, Planted>;

/** A link of its chain with a hash of nobody's. */
function forged(sql: Sql, chain: 'ledger' | 'money' | 'audit', column: 'tx_id' | 'audit_id', from: string) {
  return sql`
    insert into ${sql(`${chain}_seal`)} (seq, ${sql(column)}, previous, hash, sealed_at)
    select 1, min(id::text)::${sql.unsafe(column === 'tx_id' ? 'uuid' : 'bigint')}, repeat('0', 64), repeat('a', 64), now() from ${sql(from)}`;
}

/** A day as the acts take it. */
export const day = (offset: number) => `${TODAY} + ${offset}`;
