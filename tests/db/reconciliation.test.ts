import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { markAttendance } from '#app/booking/mark-attendance.ts';
import { perform } from '#app/platform/intention.ts';
import { RECONCILIATION_CHECKS, type ReconciliationCheck, reconcile } from '#db/queries/reconciliation.ts';
import { claimOf, walkIn } from '#tests/factories/used-passes.ts';
import { buildWorld, done, holderWithBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
let confirmed: string;
let attended: string;

/** One booking to come, one redeemed and one claim, so that every check has something to find wrong. */
beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 3 });
  const holderId = await holderWithBooklet(world);
  confirmed = await book(holderId, await openSession(world, { pricePasses: 2 }));
  attended = await book(
    holderId,
    await openSession(world, { startsAt: new Date(fresh.services.clock.now().getTime() + 1000) }),
  );
  await done(
    perform(world.services, markAttendance, {
      actor: world.staff[0],
      opKey: world.services.newId(),
      input: { bookingId: attended, mark: 'PRESENT' },
    }),
  );
  await walkIn(world, { org: 2, count: 2, daysAgo: 5 });
  await done(claimOf(world, 2, 3));
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

async function book(holderId: string, sessionId: string): Promise<string> {
  const actor = { role: 'HOLDER', holderId } as const;
  const input = { holderId, sessionId };
  return (await done(perform(world.services, bookForHolder, { actor, opKey: world.services.newId(), input })))
    .bookingId;
}

class Undo extends Error {}

/** The checks that speak after a change no program could make: triggers and constraints are put to sleep, then all is rolled back. */
async function checksAfter(spoil: SQL): Promise<Set<string>> {
  const seen = new Set<string>();
  const spoiled = fresh.owner.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(spoil);
    for (const { check } of await reconcile(tx)) seen.add(check);
    throw new Undo();
  });
  await expect(spoiled).rejects.toThrow(Undo);
  return seen;
}

const SPOILED: Record<ReconciliationCheck, () => SQL> = {
  LEDGER_TRANSACTION: () => sql`delete from ledger_entry where id = (select min(id) from ledger_entry)`,
  ACCOUNT_BALANCE: () => sql`update account set balance = balance + 1 where kind = 'STOCK'`,
  ACCOUNT_PASSES: () =>
    sql`update pass set state = 'BLOCKED' where id = (select id from pass where state = 'STOCK' limit 1)`,
  LOT_SIZE: () => sql`delete from pass where id = (select id from pass where state = 'STOCK' limit 1)`,
  PASS_LAST_MOVE: () => sql`delete from pass_move where id = (select max(id) from pass_move)`,
  MOVES_OF_TRANSACTION: () => sql`delete from pass_move where id = (select min(id) from pass_move)`,
  PASS_DISTRIBUTION: () => sql`update distribution set voided_at = now(), void_reason = 'essai'`,
  PASS_CUSTODY: () => sql`update booklet set partner_id = null`,
  ALLOCATION_COUNT: () => sql`update allocation set received_booklets = received_booklets - 1`,
  ALLOCATION_SET_ASIDE: () => sql`update allocation_booklet set released_at = null`,
  PASS_RESERVATION: () => sql`update booking set state = 'CANCELLED', cancelled_by = 'HOLDER' where id = ${confirmed}`,
  PASS_REDEMPTION: () =>
    sql`update redemption set reversed_at = now(), reverse_reason = 'essai' where claim_id is null`,
  BOOKING_PASSES: () => sql`update booking_pass set released_at = now() where booking_id = ${attended}`,
  BOOKING_REDEMPTION: () => sql`update booking set state = 'CONFIRMED' where id = ${attended}`,
  SESSION_SEATS: () => sql`update session set seats_taken = 0`,
  CLAIM_TOTAL: () => sql`update claim set total_cents = total_cents + 1`,
  CLAIM_PASSES: () => sql`update claim set state = 'PAID'`,
  MONEY_TRANSACTION: () => sql`delete from money_entry where id = (select min(id) from money_entry)`,
  MONEY_BALANCE: () => sql`update money_account set balance_cents = balance_cents - 1 where kind = 'PAID'`,
  MONEY_PAYABLE: () => sql`delete from claim`,
  MONEY_PAID: () => sql`update money_account set balance_cents = balance_cents - 1 where kind = 'PAID'`,
  MONEY_REFUND: () => sql`update money_account set balance_cents = balance_cents + 1 where kind = 'REFUND_DUE'`,
  MONEY_COST: () => sql`update redemption set claim_id = null`,
  CANCELLED_SESSION: () => sql`update session set state = 'CANCELLED', cancel_reason = 'essai', cancelled_at = now()`,
};

describe('reconciliation', () => {
  it('has nothing to say of what the intentions wrote', async () => {
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });

  it.each(RECONCILIATION_CHECKS)('%s sees the disagreement it is for', async (check) => {
    expect(await checksAfter(SPOILED[check]())).toContain(check);
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });

  it('sees a pass redeemed at one organisation and owed by another', async () => {
    const other = world.staff[1].orgId;
    expect(await checksAfter(sql`update redemption set org_id = ${other}`)).toEqual(new Set(['PASS_REDEMPTION']));
  });
});
