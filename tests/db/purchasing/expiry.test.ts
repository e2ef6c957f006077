import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { addDays } from '#app/calendar/rules/paris-time.ts';
import { voucherCodes } from '#app/passes/create-lot.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { perform } from '#app/platform/intention.ts';
import { expirePasses } from '#app/purchasing/expire-passes.ts';
import { noticeExpiry } from '#app/purchasing/notice-expiry.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, done, holderWithBooklet, nextBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const START = '2026-10-01T09:00:00Z';
/** The clocks go back on the night of this day's end: it lasts 25 hours in Paris. */
const LAST_DAY = '2026-10-25';
let now = new Date(START);
let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => new Date(now) } });
  world = await buildWorld(fresh, { booklets: 12, size: 2 });
});
beforeEach(() => {
  now = new Date(START);
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const at = (iso: string) => {
  now = new Date(iso);
};
/** A person with a booklet of two passes that end on a day; its serial. */
async function somebodyUntil(lastDay: string) {
  const bookletId = await nextBooklet(world);
  await world.sql`update pass set expires_on = ${lastDay} where booklet_id = ${bookletId}`;
  const [row] = await world.sql<{ serial: string }[]>`select serial from booklet where id = ${bookletId}`;
  return { bookletId, serial: row?.serial ?? '', holderId: await holderWithBooklet(world) };
}
const states = async (bookletId: string) =>
  (await world.sql<{ state: string }[]>`select state from pass where booklet_id = ${bookletId} order by ordinal`).map(
    ({ state }) => state,
  );
const redeem = (serial: string, ordinal: number, servedOn?: string) =>
  perform(fresh.services, redeemWalkIn, {
    actor: world.staff[0],
    opKey: fresh.services.newId(),
    input: {
      venueId: world.venueIds[0],
      code: voucherCodes(fresh.services.secrets, world.nonce, serial, 2)[ordinal - 1],
      count: 1,
      servedOn,
    },
  });

test('23:59 in Paris of the last day still works, and midnight is too late, clocks changed or not', async () => {
  const { serial, bookletId } = await somebodyUntil(LAST_DAY);
  at('2026-10-25T22:59:59Z');
  expect(await expirePasses(fresh.services)).toEqual({ expired: 0 });
  expect((await redeem(serial, 1)).ok).toBe(true);
  at('2026-10-25T23:00:00Z');
  expect(await redeem(serial, 2)).toMatchObject({ refusal: 'PASS_EXPIRED', facts: { lastDay: LAST_DAY } });
  expect(await states(bookletId)).toEqual(['REDEEMED', 'HELD']);
});

test('during the grace a venue declares what it gave in time, then nothing; only then people’s passes expire', async () => {
  const { serial, bookletId } = await somebodyUntil(LAST_DAY);
  await world.sql`update pass_lot set grace_days = 10`;
  at('2026-11-04T12:00:00Z');
  expect((await redeem(serial, 1, LAST_DAY)).ok).toBe(true);
  const [row] = await world.sql`select served_on::text as day from redemption order by at desc limit 1`;
  expect(row).toEqual({ day: LAST_DAY });
  expect(await redeem(serial, 2, addDays(LAST_DAY, 1))).toMatchObject({ refusal: 'PASS_EXPIRED' });
  expect(await redeem(serial, 2, '2026-11-05')).toMatchObject({ refusal: 'SERVED_IN_FUTURE' });
  await expirePasses(fresh.services);
  expect(await states(bookletId)).toEqual(['REDEEMED', 'HELD']);
  at('2026-11-05T00:00:00Z');
  expect(await redeem(serial, 2, LAST_DAY)).toMatchObject({ refusal: 'PASS_EXPIRED' });
  await expirePasses(fresh.services);
  expect(await states(bookletId)).toEqual(['REDEEMED', 'EXPIRED']);
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
});

test('a reserved pass never expires; stock and partners’ passes do at once, by two instances without harm', async () => {
  const { holderId, bookletId } = await somebodyUntil(LAST_DAY);
  const sessionId = await openSession(world, { startsAt: new Date('2026-10-25T13:00:00Z') });
  const book = { holderId, sessionId };
  await done(
    perform(fresh.services, bookForHolder, { actor: world.agents[0], opKey: fresh.services.newId(), input: book }),
  );
  const spare = await nextBooklet(world);
  const [stock] = await world.sql<{ id: string }[]>`select id from booklet where partner_id is null limit 1`;
  await world.sql`update pass set expires_on = ${LAST_DAY} where booklet_id in (${spare}, ${stock?.id ?? ''})`;
  at('2027-03-28T01:30:00Z');
  const both = await Promise.all([expirePasses(fresh.services), expirePasses(fresh.services)]);
  const counts = await world.sql<{ n: number }[]>`select count(*)::int as n from pass where state = 'EXPIRED'`;
  expect((both[0]?.expired ?? 0) + (both[1]?.expired ?? 0)).toBeLessThanOrEqual(counts[0]?.n ?? 0);
  expect((await states(bookletId)).sort()).toEqual(['EXPIRED', 'RESERVED']);
  expect(await states(spare)).toEqual(['EXPIRED', 'EXPIRED']);
  expect(await states(stock?.id ?? '')).toEqual(['EXPIRED', 'EXPIRED']);
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
});

test('a pass in use while the job runs is left to the next one', async () => {
  const { bookletId } = await somebodyUntil('2026-10-02');
  await world.sql`update pass_lot set grace_days = 0`;
  at('2026-10-04T09:00:00Z');
  await world.sql.begin(async (sql) => {
    await sql`select 1 from pass where booklet_id = ${bookletId} and ordinal = 1 for no key update`;
    await expirePasses(fresh.services);
  });
  expect(await states(bookletId)).toEqual(['HELD', 'EXPIRED']);
  await expirePasses(fresh.services);
  expect(await states(bookletId)).toEqual(['EXPIRED', 'EXPIRED']);
});

test('people are told at thirty and at fifteen days, once each, on the channel they have', async () => {
  const { holderId } = await somebodyUntil('2026-10-31');
  const alone = await somebodyUntil('2026-10-31');
  await world.sql`delete from pii.contact_point where person_id = ${alone.holderId}`;
  const told = (id: string) =>
    world.sql`select channel, slot, facts from outbox where kind = 'passes-expiring' and recipient_id = ${id} order by created_at`;
  at('2026-09-30T09:00:00Z');
  await noticeExpiry(fresh.services);
  expect(await told(holderId)).toEqual([]);
  at('2026-10-01T09:00:00Z');
  await Promise.all([noticeExpiry(fresh.services), noticeExpiry(fresh.services)]);
  at('2026-10-09T09:00:00Z');
  await noticeExpiry(fresh.services);
  expect(await told(holderId)).toEqual([
    { channel: 'SMS', slot: '2026-10-31:30:SMS', facts: { passes: 2, lastDay: '2026-10-31' } },
  ]);
  // Two days late: it did not run on the sixteenth.
  at('2026-10-18T09:00:00Z');
  await noticeExpiry(fresh.services);
  at('2026-10-30T09:00:00Z');
  await noticeExpiry(fresh.services);
  expect((await told(holderId)).map(({ slot }) => slot)).toEqual(['2026-10-31:30:SMS', '2026-10-31:15:SMS']);
  expect((await told(alone.holderId)).map(({ channel }) => channel)).toEqual(['LETTER', 'LETTER']);
});
