import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { BOOKING_EDGES, BOOKING_STATES } from '#app/booking/rules/booking.ts';
import { PASS_EDGES } from '#app/passes/rules/pass.ts';
import { perform } from '#app/platform/intention.ts';
import { faultCode } from '#db/faults.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 30 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const key = () => world.services.newId();

/** The SQLSTATE with which a transaction is refused, or null when it commits. */
async function refusal(use: (sql: postgres.TransactionSql) => Promise<unknown>): Promise<string | null> {
  try {
    await world.sql.begin(use);
    return null;
  } catch (error) {
    return faultCode(error);
  }
}

async function bookedPass(): Promise<{ holderId: string; bookingId: string; passId: string; sessionId: string }> {
  const holderId = await holderWithBooklet(world);
  const sessionId = await openSession(world, { startsAt: new Date(Date.now() + 60_000) });
  const { bookingId } = await done(
    perform(world.services, bookForHolder, {
      actor: { role: 'HOLDER', holderId },
      opKey: key(),
      input: { holderId, sessionId },
    }),
  );
  const [row] = await world.sql<
    { pass_id: string }[]
  >`select pass_id from booking_pass where booking_id = ${bookingId}`;
  return { holderId, bookingId, passId: row?.pass_id ?? '', sessionId };
}

async function ledgerTransaction(sql: postgres.Sql | postgres.TransactionSql): Promise<string> {
  const id = key();
  await sql`insert into ledger_transaction (id, kind, at, actor, op_key) values (${id}, 'RESERVE', now(), 'test', ${key()})`;
  return id;
}

describe('the database refuses, whoever connects', () => {
  it('the same edges as the rules', async () => {
    const rows = await world.sql<
      { from_state: string; to_state: string }[]
    >`select from_state, to_state from pass_edge`;
    expect(rows.map((row) => `${row.from_state} ${row.to_state}`).sort()).toEqual(
      PASS_EDGES.map((edge) => edge.join(' ')).sort(),
    );
  });

  it('a pass that jumps, changes hands in place, is born outside the stock, or disappears', async () => {
    const { passId } = await bookedPass();
    const jump = async (sql: postgres.TransactionSql, state: string) =>
      sql`update pass set state = ${state}, holder_id = null, tx_id = ${await ledgerTransaction(sql)} where id = ${passId}`;
    expect(await refusal((sql) => jump(sql, 'EXPIRED'))).toBe('PA002');
    expect(await refusal((sql) => jump(sql, 'STOCK'))).toBe('PA002');
    expect(
      await refusal(
        (sql) =>
          sql`update pass set holder_id = (select id from holder where id <> pass.holder_id limit 1) where id = ${passId}`,
      ),
    ).toBe('PA002');
    expect(await refusal((sql) => sql`update pass set code_hmac = 'x' where id = ${passId}`)).toBe('PA002');
    expect(
      await refusal(
        (sql) =>
          sql`insert into pass select (jsonb_populate_record(p, ${sql.json({ id: key(), code_hmac: 'y', ordinal: 99 })})).* from pass p where p.id = ${passId}`,
      ),
    ).toBe('PA002');
    expect(await refusal((sql) => sql`delete from pass where id = ${passId}`)).toBe('PA001');
    expect(await refusal((sql) => sql`update pass set state = 'HELD' where id = ${passId}`)).toBe('PA002');
  });

  it.each(['ledger_transaction', 'ledger_entry', 'pass_move', 'booking_move', 'audit'])(
    'any edit of %s',
    async (table) => {
      await bookedPass();
      expect(await refusal((sql) => sql`delete from ${sql(table)}`)).toBe('PA001');
      expect(await refusal((sql) => sql`update ${sql(table)} set id = id`)).toBe('PA001');
      expect(await refusal((sql) => sql`truncate ${sql(table)} cascade`)).toBe('PA001');
    },
  );

  it('a ledger transaction that does not balance, has one line, or none', async () => {
    const [from, to] = await world.sql<
      { id: string }[]
    >`select id from account where kind in ('STOCK', 'PARTNER') and balance > 5 order by id`;
    const post = (lines: [string | undefined, number][]) =>
      refusal(async (sql) => {
        const tx = await ledgerTransaction(sql);
        for (const [account, quantity] of lines) {
          await sql`insert into ledger_entry (tx_id, account_id, quantity) values (${tx}, ${account ?? 0}, ${quantity})`;
        }
      });
    expect(
      await post([
        [from?.id, -1],
        [to?.id, 2],
      ]),
    ).toBe('PA006');
    expect(await post([[from?.id, -1]])).toBe('PA006');
    expect(await post([])).toBe('PA006');
    expect(
      await post([
        [from?.id, -1_000_000],
        [to?.id, 1_000_000],
      ]),
    ).toBe('23514');
  });

  it('a balance moved without an entry', async () => {
    expect(await refusal((sql) => sql`update account set balance = balance + 1 where kind = 'STOCK'`)).toBe('PA001');
    expect(await refusal((sql) => sql`delete from account where kind = 'STOCK'`)).toBe('PA001');
  });

  it('a seat counted twice or not at all, and more seats than the room has', async () => {
    const { sessionId } = await bookedPass();
    expect(await refusal((sql) => sql`update session set seats_taken = 0 where id = ${sessionId}`)).toBe('PA004');
    expect(await refusal((sql) => sql`update session set seats_taken = 2 where id = ${sessionId}`)).toBe('PA004');
    expect(await refusal((sql) => sql`update session set seats_taken = 11 where id = ${sessionId}`)).toBe('23514');
    expect(await refusal((sql) => sql`update session set capacity = 0 where id = ${sessionId}`)).toBe('23514');
  });

  it('a booking that jumps, or that nothing backs', async () => {
    const { bookingId } = await bookedPass();
    for (const from of BOOKING_STATES) {
      for (const to of BOOKING_STATES) {
        const lawful = BOOKING_EDGES.some(([a, b]) => a === from && b === to);
        if (from !== 'CONFIRMED' || from === to) continue;
        const cancelled = to === 'CANCELLED' ? 'VENUE' : null;
        const excused = to === 'NO_SHOW' ? false : null;
        const code = await refusal(
          (sql) =>
            sql`update booking set state = ${to}, cancelled_by = ${cancelled}, excused = ${excused} where id = ${bookingId}`,
        );
        // Lawful as an edge, still refused at commit: passes and seats have not followed.
        expect([to, code === 'PA003']).toEqual([to, !lawful]);
        expect(code).not.toBe(null);
      }
    }
  });

  it('one pass behind two bookings, and one pass redeemed twice', async () => {
    const first = await bookedPass();
    const second = await bookedPass();
    expect(
      await refusal(
        (sql) => sql`insert into booking_pass (booking_id, pass_id) values (${second.bookingId}, ${first.passId})`,
      ),
    ).toBe('23505');
    await done(
      perform(world.services, markAttendance, {
        actor: world.staff[0],
        opKey: key(),
        input: { bookingId: first.bookingId, mark: 'PRESENT' },
      }),
    );
    const again = (sql: postgres.TransactionSql) =>
      sql`insert into redemption (pass_id, org_id, venue_id, booking_id, holder_id, at, channel, amount_cents, tx_id)
          select pass_id, org_id, venue_id, booking_id, holder_id, at, channel, amount_cents, tx_id from redemption where pass_id = ${first.passId}`;
    expect(await refusal(again)).toBe('23505');
    expect(await refusal((sql) => sql`update redemption set amount_cents = 1 where pass_id = ${first.passId}`)).toBe(
      'PA001',
    );
    expect(await refusal((sql) => sql`delete from redemption where pass_id = ${first.passId}`)).toBe('PA001');
  });

  it('a redemption both reversed and claimed', async () => {
    const { bookingId, passId } = await bookedPass();
    await done(
      perform(world.services, markAttendance, {
        actor: world.staff[0],
        opKey: key(),
        input: { bookingId, mark: 'PRESENT' },
      }),
    );
    const claimId = key();
    const code = await refusal(async (sql) => {
      await sql`insert into claim (id, org_id, cutoff, state, lines, total_cents, due_on, created_by, created_at) values (${claimId}, ${world.staff[0].orgId}, '2026-11-30', 'SUBMITTED', 1, 1000, '2026-12-30', 'x', now())`;
      await sql`update redemption set claim_id = ${claimId}, reversed_at = now(), reverse_reason = 'x' where pass_id = ${passId}`;
    });
    expect(code).toBe('23514');
  });

  it('two open sessions in one room or with one mediator at once, and overlapping labels or conventions', async () => {
    const [one, two] = [await openSession(world), await openSession(world)];
    const [room, mediator] = [key(), key()];
    await world.sql`insert into room (id, venue_id, name) values (${room}, ${world.venueIds[0]}, 'Salle 1')`;
    await world.sql`insert into mediator (id, org_id, name) values (${mediator}, ${world.staff[0].orgId}, 'Sam')`;
    await world.sql`update session set room_id = ${room}, mediator_id = ${mediator} where id = ${one}`;
    expect(await refusal((sql) => sql`update session set room_id = ${room} where id = ${two}`)).toBe('23P01');
    expect(await refusal((sql) => sql`update session set mediator_id = ${mediator} where id = ${two}`)).toBe('23P01');
    const orgId = world.staff[0].orgId;
    expect(
      await refusal(
        (sql) =>
          sql`insert into org_label (id, org_id, starts_on, created_at) values (${key()}, ${orgId}, '2027-01-01', now())`,
      ),
    ).toBe('23P01');
  });
});

describe('the rules hold when the database no longer does', () => {
  it('books the same person once without its unique index', async () => {
    await world.sql`drop index booking_one_live`;
    const holderId = await holderWithBooklet(world);
    const sessionId = await openSession(world);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        perform(world.services, bookForHolder, {
          actor: { role: 'HOLDER', holderId },
          opKey: key(),
          input: { holderId, sessionId },
        }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it('never sells a seat too many without the CHECK and the counting trigger', async () => {
    await world.sql`alter table session drop constraint session_seats`;
    await world.sql`drop trigger booking_seats_match on booking`;
    await world.sql`drop trigger session_seats_match on session`;
    const sessionId = await openSession(world, { capacity: 3 });
    const people: string[] = [];
    for (let i = 0; i < 8; i += 1) people.push(await holderWithBooklet(world));
    const answers = await Promise.all(
      people.map((holderId) =>
        perform(world.services, bookForHolder, {
          actor: { role: 'HOLDER', holderId },
          opKey: key(),
          input: { holderId, sessionId },
        }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(3);
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });
});
