import type postgres from 'postgres';
import type { Stage } from './stage.ts';

/** Something no program could write, planted by the owner, and the SQLSTATE with which the database refuses it. */
export interface Planted {
  code: string;
  plant(stage: Stage): Promise<(sql: postgres.TransactionSql) => Promise<unknown>>;
}

async function ledger(sql: postgres.TransactionSql, stage: Stage): Promise<string> {
  const id = stage.id();
  await sql`insert into ledger_transaction (id, kind, at, actor, op_key) values (${id}, 'RESERVE', now(), 'test', ${stage.id()})`;
  return id;
}

async function writeBooking(
  sql: postgres.TransactionSql,
  stage: Stage,
  b: { holderId: string; sessionId: string; price: number },
) {
  const id = stage.id();
  await sql`
    insert into booking (id, session_id, holder_id, state, price_passes, made_by, op_key, created_at, updated_at, updated_by, updated_op)
    values (${id}, ${b.sessionId}, ${b.holderId}, 'CONFIRMED', ${b.price}, 'test', ${stage.id()}, now(), now(), 'test', ${stage.id()})`;
  return id;
}

const anEntry = (sql: postgres.TransactionSql) => sql`(select min(id) from ledger_entry)`;

export const PLANTED = {
  'second live booking of one person': {
    code: '23505',
    plant: async (stage) => {
      const { holderId, sessionId } = await stage.booked();
      return (sql) => writeBooking(sql, stage, { holderId, sessionId, price: 1 });
    },
  },
  'one pass behind two bookings': {
    code: '23505',
    plant: async (stage) => {
      const [one, two] = [await stage.booked(), await stage.booked()];
      return (sql) => sql`insert into booking_pass (booking_id, pass_id) values (${two.bookingId}, ${one.passId})`;
    },
  },
  'one pass redeemed twice': {
    code: '23505',
    plant: async (stage) => {
      const { passId } = await stage.attended();
      return (sql) => sql`
        insert into redemption (pass_id, org_id, venue_id, booking_id, holder_id, at, channel, amount_cents, tx_id)
        select pass_id, org_id, venue_id, booking_id, holder_id, at, channel, amount_cents, tx_id from redemption where pass_id = ${passId}`;
    },
  },
  'one booklet handed over twice': {
    code: '23505',
    plant: async (stage) => {
      const holderId = await stage.person();
      return (sql) => sql`
        insert into distribution (id, booklet_id, partner_id, agent_id, holder_id, at, publics, age_band, commune, notice_version, tx_id)
        select ${stage.id()}, booklet_id, partner_id, agent_id, holder_id, at, publics, age_band, commune, notice_version, tx_id
        from distribution where holder_id = ${holderId}`;
    },
  },
  'a seat too many': {
    code: '23514',
    plant: async (stage) => {
      const sessionId = await stage.session();
      return (sql) => sql`update session set seats_taken = capacity + 1 where id = ${sessionId}`;
    },
  },
  'a balance below zero': {
    code: '23514',
    plant: async (stage) => {
      const holderId = await stage.person();
      return async (sql) => {
        const tx = await ledger(sql, stage);
        await sql`insert into ledger_entry (tx_id, account_id, quantity)
          select ${tx}, id, case kind when 'HELD' then 1 else -1 end from account where owner_id = ${holderId} and kind in ('HELD', 'RESERVED')`;
      };
    },
  },
  'a holder without the state, and the state without a holder': {
    code: '23514',
    plant: async (stage) => {
      const { passId } = await stage.booked();
      return (sql) =>
        sql`update pass set state = 'HELD', holder_id = null, tx_id = (select id from ledger_transaction where id <> pass.tx_id limit 1) where id = ${passId}`;
    },
  },
  'a pass that jumps': {
    code: 'PA002',
    plant: async (stage) => {
      const [passId] = await stage.passesOf(await stage.person(), 1);
      return (sql) => sql`update pass set state = 'STOCK', holder_id = null, partner_id = null,
        tx_id = (select id from ledger_transaction where id <> pass.tx_id limit 1) where id = ${passId ?? ''}`;
    },
  },
  'a booking rewritten': {
    code: 'PA003',
    plant: async (stage) => {
      const { bookingId } = await stage.booked();
      return (sql) => sql`update booking set price_passes = price_passes + 1 where id = ${bookingId}`;
    },
  },
  'an entry edited': {
    code: 'PA001',
    plant: async () => (sql) => sql`update ledger_entry set quantity = quantity where id = ${anEntry(sql)}`,
  },
  'an entry deleted': {
    code: 'PA001',
    plant: async () => (sql) => sql`delete from ledger_entry where id = ${anEntry(sql)}`,
  },
  'entries truncated': { code: 'PA001', plant: async () => (sql) => sql`truncate ledger_entry` },
  'a ledger transaction edited': {
    code: 'PA001',
    plant: async () => (sql) => sql`update ledger_transaction set reason = 'x'`,
  },
  'audit deleted': { code: 'PA001', plant: async () => (sql) => sql`delete from audit` },
  'audit truncated': {
    code: 'PA001',
    // The seals' foreign key refuses it too: it is taken away first, so that the trigger answers for itself.
    plant: async () => async (sql) => {
      await sql`alter table audit_seal drop constraint audit_seal_audit_id_audit_id_fk`;
      await sql`truncate audit`;
    },
  },
  'a move of a pass deleted': { code: 'PA001', plant: async () => (sql) => sql`delete from pass_move` },
  'a move of a booking edited': {
    code: 'PA001',
    plant: async (stage) => {
      await stage.booked();
      return (sql) => sql`update booking_move set actor = 'x'`;
    },
  },
  'a redemption deleted': {
    code: 'PA001',
    plant: async (stage) => {
      const { passId } = await stage.attended();
      return (sql) => sql`delete from redemption where pass_id = ${passId}`;
    },
  },
  'a redemption edited': {
    code: 'PA001',
    plant: async (stage) => {
      const { passId } = await stage.attended();
      return (sql) => sql`update redemption set amount_cents = amount_cents + 1 where pass_id = ${passId}`;
    },
  },
  'a redemption reversed and claimed': {
    code: '23514',
    plant: async (stage) => {
      const { passId } = await stage.attended();
      return async (sql) => {
        await sql`set local session_replication_role = replica`;
        await sql`update redemption set claim_id = ${stage.id()}, reversed_at = now(), reverse_reason = 'x' where pass_id = ${passId}`;
      };
    },
  },
  'a transaction without entries': { code: 'PA006', plant: async (stage) => (sql) => ledger(sql, stage) },
  'an entry alone': {
    code: 'PA006',
    plant: async () => (sql) =>
      sql`
      insert into ledger_entry (tx_id, account_id, quantity) select tx_id, account_id, 1 from ledger_entry where quantity > 0 limit 1`,
  },
  'a balance written by hand': {
    code: 'PA001',
    plant: async () => (sql) => sql`update account set balance = balance + 1 where kind = 'STOCK'`,
  },
  'seats that count nobody': {
    code: 'PA004',
    plant: async (stage) => {
      const sessionId = await stage.session();
      return (sql) => sql`update session set seats_taken = 1 where id = ${sessionId}`;
    },
  },
  'a booking that takes no seat': {
    code: 'PA004',
    plant: async (stage) => {
      const [holderId, sessionId] = [await stage.person(), await stage.session({ pricePasses: 0 })];
      return (sql) => writeBooking(sql, stage, { holderId, sessionId, price: 0 });
    },
  },
  'a booking that nothing pays': {
    code: 'PA005',
    plant: async (stage) => {
      const [holderId, sessionId] = [await stage.person(), await stage.session()];
      return async (sql) => {
        await writeBooking(sql, stage, { holderId, sessionId, price: 1 });
        await sql`update session set seats_taken = seats_taken + 1 where id = ${sessionId}`;
      };
    },
  },
  'a session cancelled over people’s heads': {
    code: 'PA007',
    plant: async (stage) => {
      const { sessionId } = await stage.booked();
      return (sql) =>
        sql`update session set state = 'CANCELLED', cancel_reason = 'x', cancelled_at = now() where id = ${sessionId}`;
    },
  },
  'a booking in a cancelled session': {
    code: 'PA007',
    plant: async (stage) => {
      const [holderId, sessionId] = [await stage.person(), await stage.session({ pricePasses: 0 })];
      await stage.sql`update session set state = 'CANCELLED', cancel_reason = 'x', cancelled_at = now() where id = ${sessionId}`;
      return async (sql) => {
        await writeBooking(sql, stage, { holderId, sessionId, price: 0 });
        await sql`update session set seats_taken = seats_taken + 1 where id = ${sessionId}`;
      };
    },
  },
  'one room, two sessions': { code: '23P01', plant: (stage) => twice(stage, 'room') },
  'one mediator, two sessions': { code: '23P01', plant: (stage) => twice(stage, 'mediator') },
  'two labels at once': {
    code: '23P01',
    plant: async (stage) => (sql) =>
      sql`
      insert into org_label (id, org_id, starts_on, created_at) values (${stage.id()}, ${stage.world.staff[0].orgId}, '2026-01-01', now())`,
  },
  'an account without the password given again': {
    code: 'PA020',
    plant: async (stage) => async (sql) => {
      await sql`set local role passerelle_app`;
      await sql`insert into org_bank_account (id, org_id, holder_name, iban_encrypted, iban_last4, typed_by, typed_at)
        values (${stage.id()}, ${stage.world.staff[0].orgId}, 'x', 'x', '0000', ${stage.id()}, now())`;
    },
  },
  'a label by one person alone': {
    code: 'PA019',
    plant: async (stage) => async (sql) => {
      await sql`set local role passerelle_app`;
      await sql`insert into org_label (id, org_id, starts_on, ends_on, created_at) values (${stage.id()}, ${stage.world.staff[0].orgId}, '2019-01-01', '2019-12-31', now())`;
    },
  },
  'the application edits the ledger': {
    code: '42501',
    plant: async () => async (sql) => {
      await sql`set local role passerelle_app`;
      await sql`update ledger_entry set quantity = quantity where false`;
    },
  },
  'the application deletes a redemption': {
    code: '42501',
    plant: async () => async (sql) => {
      await sql`set local role passerelle_app`;
      await sql`delete from redemption where false`;
    },
  },
} as const satisfies Record<string, Planted>;

async function twice(stage: Stage, what: 'room' | 'mediator') {
  const at = new Date(Date.now() + 86_400_000);
  const [one, two] = [await stage.session({ startsAt: at }), await stage.session({ startsAt: at })];
  const id = stage.id();
  if (what === 'room')
    await stage.sql`insert into room (id, venue_id, name) values (${id}, ${stage.world.venueIds[0]}, 'Salle')`;
  else
    await stage.sql`insert into mediator (id, org_id, name) values (${id}, ${stage.world.staff[0].orgId}, 'Camille')`;
  const column = `${what}_id`;
  return (sql: postgres.TransactionSql) => sql`update session set ${sql(column)} = ${id} where id in (${one}, ${two})`;
}
