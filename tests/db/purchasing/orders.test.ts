import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, parisDay } from '#app/calendar/rules/paris-time.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { createLot } from '#app/passes/create-lot.ts';
import { perform } from '#app/platform/intention.ts';
import { activateLot, financeLot } from '#app/purchasing/finance-lot.ts';
import { openFunding } from '#app/purchasing/open-funding.ts';
import { recordPayment } from '#app/purchasing/place-order.ts';
import { cancelReceipt, recordReceipt } from '#app/purchasing/record-receipt.ts';
import type { Tx } from '#db/client.ts';
import { sumFunds } from '#db/queries/funding-receipts.ts';
import { writeFinancing } from '#db/queries/orders.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { fundingLine, order, pay } from '#tests/factories/purchasing.ts';
import { buildWorld, done, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 2 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const by = () => ({ actor: world.authority, opKey: fresh.services.newId() });
let lots = 0;

/** A lot of two booklets, in no order yet. */
async function newLot(): Promise<string> {
  lots += 1;
  const lot = await done(
    perform(fresh.services, createLot, {
      ...by(),
      input: {
        label: `Lot ${lots}`,
        prefix: '042',
        firstNumber: lots * 10,
        bookletCount: 2,
        bookletSize: 3,
        faceCents: '1000',
        validFrom: '2020-01-01',
        validUntil: '2099-12-31',
        nonce: '0123456789abcdef0123456789abcdef',
      },
    }),
  );
  return lot.lotId;
}

const finance = (lotId: string, orderId: string, shares: [string, number][], priceCents = 6000n) =>
  perform(fresh.services, financeLot, {
    ...by(),
    input: { lotId, orderId, priceCents, shares: shares.map(([fundingId, shareBps]) => ({ fundingId, shareBps })) },
  });
const allocate = (lotId: string) =>
  perform(fresh.services, allocateBooklets, {
    ...by(),
    input: { lotId, partnerId: world.agents[0].partnerId, count: 1 },
  });
const activate = (lotId: string) => perform(fresh.services, activateLot, { ...by(), input: { lotId } });
/** The constraint a statement breaks, or null when it passes. */
const broken = (statement: Promise<unknown>) =>
  statement.then(
    () => null,
    (error: { constraint_name?: string }) => error.constraint_name ?? String(error),
  );

describe('a cap', () => {
  test('holds to the cent over all the lots of a funding: by the rule, and by the constraint without it', async () => {
    const { services, owner, db } = fresh;
    const own = await fundingLine(services, world.authority, 'OWN', { label: 'Ville, plafond' });
    const state = await fundingLine(services, world.authority, 'STATE', { label: 'État, plafond', capCents: 7_801n });
    const orderId = await order(services, world.authority);
    const halves: [string, number][] = [
      [state, 6500],
      [own, 3500],
    ];
    const [one, two] = [await newLot(), await newLot()];
    await done(finance(one, orderId, halves));
    expect(await finance(two, orderId, halves, 6_003n)).toMatchObject({
      refusal: 'OVER_CAP',
      facts: { leftCents: '3901' },
    });
    // 65 % of 60.02 is 39.013: 39.01 fits exactly.
    await done(finance(two, orderId, halves, 6_002n));
    // The same lot again is not counted twice.
    await done(finance(two, orderId, halves, 6_002n));
    const without = (tx: Tx) =>
      writeFinancing(tx, {
        lotId: two,
        orderId,
        priceCents: 6_003n,
        shares: halves.map(([fundingId, shareBps]) => ({ fundingId, shareBps })),
      });
    for (const base of [db, owner])
      await expect(base.transaction(without)).rejects.toMatchObject({ cause: { constraint: 'lot_funding_caps' } });
    const cents = await world.sql`select c.cents::int as n from lot_share_cents(${two}) c order by 1`;
    expect(cents.map(({ n }) => n)).toEqual([2101, 3901]);
    // Removed, the rule still holds.
    await world.sql`drop trigger lot_funding_caps on lot_funding`;
    await world.sql`drop trigger pass_lot_caps on pass_lot`;
    expect(await finance(two, orderId, halves, 6_003n)).toMatchObject({ refusal: 'OVER_CAP' });
  });
});

describe('money received', () => {
  test('is written once, cancelled once by its opposite, and the cover follows', async () => {
    const { services } = fresh;
    const fundingId = await fundingLine(services, world.authority);
    const receive = (over: object = {}) =>
      perform(services, recordReceipt, {
        ...by(),
        input: {
          fundingId,
          receivedOn: parisDay(services.clock.now()),
          amountCents: 500_000n,
          words: 'Titre 1',
          ...over,
        },
      });
    const funds = () => fresh.db.read(sumFunds);
    expect((await funds()).received).toBeNull();
    expect(await receive({ receivedOn: addDays(parisDay(services.clock.now()), 1) })).toMatchObject({
      refusal: 'RECEIVED_IN_FUTURE',
    });
    expect(await receive({ fundingId: services.newId() })).toMatchObject({ refusal: 'UNKNOWN_FUNDING' });
    const { receiptId } = await done(receive());
    expect((await funds()).received).toBe(500_000n);
    const cancel = () => perform(services, cancelReceipt, { ...by(), input: { receiptId, words: 'Écrite deux fois' } });
    const undo = await done(cancel());
    expect(await cancel()).toMatchObject({ refusal: 'RECEIPT_CANCELLED' });
    expect((await funds()).received).toBe(0n);
    for (const statement of [
      world.sql`update funding_receipt set words = 'x'`,
      world.sql`delete from funding_receipt`,
      world.sql`insert into funding_receipt select gen_random_uuid(), funding_id, received_on, -1, 'x', ${undo.receiptId}, recorded_by, now() from funding_receipt limit 1`,
    ])
      await expect(statement).rejects.toMatchObject({ code: expect.stringMatching(/^PA00[17]$/) });
  });
});

describe('who pays', () => {
  test('shares that do not make 100 %, over a rate, out of period, the State over 65 %: refused, nothing written', async () => {
    const { services } = fresh;
    const [lotId, orderId] = [await newLot(), await order(services, world.authority)];
    const own = await fundingLine(services, world.authority);
    const low = await fundingLine(services, world.authority, 'FEDER', { rateBps: 4000 });
    const past = await fundingLine(services, world.authority, 'OWN', { endsOn: '2021-12-31' });
    const [state, other] = [
      await fundingLine(services, world.authority, 'STATE'),
      await fundingLine(services, world.authority, 'STATE'),
    ];
    // biome-ignore format: a table
    const wrong: [string, [string, number][]][] = [
      ['NOT_WHOLE', [[own, 9_999]]],
      ['NOT_WHOLE', []],
      ['OVER_RATE', [[low, 4001], [own, 5999]]],
      ['OUT_OF_PERIOD', [[past, 10_000]]],
      ['STATE_OVER', [[state, 6501], [own, 3499]]],
      ['STATE_OVER', [[state, 3300], [other, 3300], [own, 3400]]],
      ['FUNDING_TWICE', [[own, 5000], [own, 5000]]],
      ['UNKNOWN_FUNDING', [[services.newId(), 10_000]]],
    ];
    for (const [refusal, shares] of wrong) {
      expect(await finance(lotId, orderId, shares)).toMatchObject({ ok: false, refusal });
    }
    expect(await world.sql`select 1 from lot_funding where lot_id = ${lotId}`).toHaveLength(0);
    expect(
      (
        await finance(lotId, orderId, [
          [state, 6500],
          [low, 1500],
          [own, 2000],
        ])
      ).ok,
    ).toBe(true);
    expect((await finance(lotId, orderId, [[own, 10_000]])).ok).toBe(true);
    expect(await world.sql`select share_bps from lot_funding where lot_id = ${lotId}`).toMatchObject([
      { share_bps: 10_000 },
    ]);
  });

  test('the database refuses the same, whoever writes', async () => {
    const { services } = fresh;
    const [lotId, orderId] = [await newLot(), await order(services, world.authority)];
    const own = await fundingLine(services, world.authority);
    const states = [
      await fundingLine(services, world.authority, 'STATE'),
      await fundingLine(services, world.authority, 'STATE'),
    ];
    const past = await fundingLine(services, world.authority, 'OWN', { endsOn: '2021-12-31' });
    const write = (shares: [string | undefined, number][], order: string | null = orderId) =>
      broken(
        world.sql.begin(async (sql) => {
          await sql`update pass_lot set order_id = ${order}, price_cents = ${order === null ? null : 1000} where id = ${lotId}`;
          for (const [id, bps] of shares) await sql`insert into lot_funding values (${lotId}, ${id ?? ''}, ${bps})`;
        }),
      );
    expect(await write([[own, 9_999]])).toBe('lot_funding_whole');
    expect(await write([])).toBe('lot_funding_whole');
    expect(await write([[own, 10_000]], null)).toBe('lot_funding_whole');
    expect(
      await write([
        [states[0], 3300],
        [states[1], 3300],
        [own, 3400],
      ]),
    ).toBe('lot_funding_state');
    expect(await write([[past, 10_000]])).toBe('lot_funding_lines');
    expect(await write([[own, 0]])).toBe('lot_funding_share');
    expect(await broken(world.sql`update funding set rate_bps = 1 where id = ${own}`)).toBe('funding_frozen');
    expect(await write([[own, 10_000]])).toBeNull();
  });

  test.each([
    ['STATE', 6501, null, 'funding_state_rate'],
    ['OWN', 10_001, null, 'funding_rate'],
    ['OWN', -1, null, 'funding_rate'],
    ['OWN', 1, 0, 'funding_cap'],
  ])('a line of %s at %s bps under a cap of %s breaks %s', async (kind, bps, cap, constraint) => {
    const id = fresh.services.newId();
    const write = world.sql`
      insert into funding values (${id}, ${kind}, 'x', ${bps}, ${cap}, '2020-01-01', '2021-01-01', null, now())`;
    expect(await broken(write)).toBe(constraint);
  });

  test('the State’s rate and a taken name are refused before anything is written', async () => {
    const line = { kind: 'STATE', label: 'Même nom', capCents: null, startsOn: '2026-01-01', endsOn: '2026-12-31' };
    const open = (rateBps: number) => perform(fresh.services, openFunding, { ...by(), input: { ...line, rateBps } });
    expect(await open(6501)).toMatchObject({ refusal: 'BAD_INPUT' });
    expect((await open(6500)).ok).toBe(true);
    expect(await open(6500)).toMatchObject({ refusal: 'FUNDING_LABEL_TAKEN' });
  });

  test('the lots of an order never cost more than it', async () => {
    const { services } = fresh;
    const own = await fundingLine(services, world.authority);
    const orderId = await order(services, world.authority, 10_000n);
    const [one, two] = [await newLot(), await newLot()];
    expect((await finance(one, orderId, [[own, 10_000]], 7000n)).ok).toBe(true);
    expect(await finance(two, orderId, [[own, 10_000]], 3001n)).toMatchObject({
      refusal: 'OVER_ORDER',
      facts: { leftCents: '3000' },
    });
    expect((await finance(two, orderId, [[own, 10_000]], 3000n)).ok).toBe(true);
    expect(await broken(world.sql`update pass_lot set price_cents = 3001 where id = ${two}`)).toBe('pass_order_lots');
  });
});

describe('activation', () => {
  test('passes leave the stock once the order is paid, by the act only', async () => {
    const { services } = fresh;
    const lotId = await newLot();
    const own = await fundingLine(services, world.authority);
    const orderId = await order(services, world.authority);
    expect(await allocate(lotId)).toMatchObject({ refusal: 'LOT_NOT_ACTIVATED' });
    expect(await activate(lotId)).toMatchObject({ refusal: 'NOT_ORDERED' });
    await done(finance(lotId, orderId, [[own, 10_000]]));
    expect(await activate(lotId)).toMatchObject({ refusal: 'NOT_PAID' });
    expect(await broken(world.sql`update pass_lot set activated_at = now() where id = ${lotId}`)).toBe(
      'pass_lot_activation',
    );
    const [issued] = await world.sql`select id, tx_id from pass where lot_id = ${lotId} limit 1`;
    expect(
      await broken(
        world.sql`update pass set state = 'ALLOCATED', partner_id = ${world.agents[0].partnerId}, tx_id = (select id from ledger_transaction where id <> ${issued?.tx_id} limit 1) where id = ${issued?.id}`,
      ),
    ).toBe('pass_lot_not_activated');
    await pay(services, world.authority, orderId);
    expect((await activate(lotId)).ok).toBe(true);
    expect(await activate(lotId)).toMatchObject({ refusal: 'ALREADY_ACTIVE' });
    expect((await allocate(lotId)).ok).toBe(true);
    expect(await finance(lotId, orderId, [[own, 10_000]])).toMatchObject({ refusal: 'ALREADY_ACTIVE' });
    expect(await broken(world.sql`update lot_funding set share_bps = 1 where lot_id = ${lotId}`)).toBe(
      'lot_funding_frozen',
    );
    expect(await broken(world.sql`update pass_lot set activated_at = null where id = ${lotId}`)).toBe(
      'pass_lot_frozen',
    );
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });

  test('a payment is recorded once, between the order and today', async () => {
    const { services } = fresh;
    const orderId = await order(services, world.authority);
    const record = (paidOn: string) =>
      perform(services, recordPayment, { ...by(), input: { orderId, paidOn, reference: 'M-2' } });
    expect(await record('2020-01-01')).toMatchObject({ refusal: 'PAID_BEFORE_ORDERED' });
    expect(await record('2099-01-01')).toMatchObject({ refusal: 'PAID_IN_FUTURE' });
    const today = parisDay(services.clock.now());
    const both = await Promise.all([record(today), record(today)]);
    expect(both.map((outcome) => (outcome.ok ? 'OK' : outcome.refusal)).sort()).toEqual(['ALREADY_PAID', 'OK']);
    expect(await broken(world.sql`update pass_order set amount_cents = 1 where id = ${orderId}`)).toBe(
      'pass_order_frozen',
    );
    expect(await broken(world.sql`delete from pass_order where id = ${orderId}`)).toBe('pass_order_frozen');
  });
});
