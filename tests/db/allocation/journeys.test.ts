import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, PartnerActor } from '#app/access/rules/actor.ts';
import { cancelAllocation, receiveAllocation, sendAllocation } from '#app/allocation/follow-allocation.ts';
import { planAllocation, planReturn } from '#app/allocation/plan-allocation.ts';
import { settleDifferences } from '#app/allocation/settle-differences.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { revokePartner } from '#app/partners/revoke-partner.ts';
import { perform } from '#app/platform/intention.ts';
import { faultCode } from '#db/faults.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, done, nextBooklet, somebody, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
let here: PartnerActor;
let there: PartnerActor;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: new Date('2026-11-24T09:00:00Z') });
  world = await buildWorld(fresh, { booklets: 40, size: 2 });
  [here, there] = world.agents;
});
afterAll(async () => {
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  await world.close();
  await fresh.close();
});

const by = (actor: Actor, input: unknown) => ({ actor, opKey: world.services.newId(), input });
const plan = (fromPartnerId: string | null, partnerId: string | null, count: number) =>
  perform(world.services, planAllocation, by(world.authority, { fromPartnerId, partnerId, count }));
const send = (actor: Actor, allocationId: string) =>
  perform(world.services, sendAllocation, by(actor, { allocationId }));
const receive = (actor: Actor, allocationId: string, counted: number, missing: string[] = []) =>
  perform(world.services, receiveAllocation, by(actor, { allocationId, counted, missing, note: 'compté deux fois' }));

async function sent(fromPartnerId: string | null, partnerId: string | null, count: number): Promise<string> {
  const { allocationId } = await done(plan(fromPartnerId, partnerId, count));
  await done(send(world.authority, allocationId));
  return allocationId;
}

const serialsOf = async (id: string) =>
  (
    await world.sql<{ serial: string }[]>`
      select b.serial from allocation_booklet k join booklet b on b.id = k.booklet_id where k.allocation_id = ${id} order by 1`
  ).map(({ serial }) => serial);

/** Passes in the ledger's account of a partner, or of the stock. */
const balance = async (partnerId: string | null): Promise<number> => {
  const [row] = await world.sql<{ n: number }[]>`
    select balance::int as n from account
    where kind = ${partnerId === null ? 'STOCK' : 'PARTNER'} and owner_id = ${partnerId ?? '00000000-0000-0000-0000-000000000000'}`;
  return row?.n ?? -1;
};

async function refused(use: Promise<unknown>): Promise<string | null> {
  try {
    await use;
    return null;
  } catch (error) {
    return faultCode(error);
  }
}

describe('from the stock to a partner', () => {
  test('custody moves on receipt only, once, counted by who receives', async () => {
    const before = [await balance(null), await balance(there.partnerId)];
    const { allocationId } = await done(plan(null, there.partnerId, 1));
    expect(await receive(there, allocationId, 1)).toMatchObject({ refusal: 'NOT_LEFT_YET' });
    expect(await send(there, allocationId)).toMatchObject({ refusal: 'NOT_YOURS' });
    await done(send(world.authority, allocationId));
    expect([await balance(null), await balance(there.partnerId)]).toEqual(before);
    expect(await receive(world.authority, allocationId, 1)).toMatchObject({ refusal: 'NOT_YOURS' });
    expect(await receive(here, allocationId, 1)).toMatchObject({ refusal: 'NOT_FOUND' });
    expect(await receive(there, allocationId, 2)).toMatchObject({ refusal: 'TOO_MANY' });
    const answers = await Promise.all([1, 2, 3].map(() => receive(there, allocationId, 1)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal).toBe('ALREADY_COUNTED');
    expect([await balance(null), await balance(there.partnerId)]).toEqual([(before[0] ?? 0) - 2, (before[1] ?? 0) + 2]);
  });

  test('the same booklets are never planned twice, however many ask at once', async () => {
    const [{ n: left } = { n: 0 }] = await world.sql<{ n: number }[]>`
      select count(*)::int as n from booklet where partner_id is null`;
    const answers = await Promise.all(Array.from({ length: 12 }, () => plan(null, there.partnerId, 1)));
    const planned = answers.flatMap((answer) => (answer.ok ? [answer.value.allocationId] : []));
    for (const answer of answers) if (!answer.ok) expect(['TOO_FEW', 'TRY_AGAIN']).toContain(answer.refusal);
    expect(planned.length).toBeGreaterThan(0);
    expect(planned.length).toBeLessThanOrEqual(left);
    const serials = (await Promise.all(planned.map(serialsOf))).flat();
    expect(new Set(serials).size).toBe(serials.length);
    const [first = ''] = planned;
    expect(
      await refused(world.sql`
        insert into allocation_booklet (allocation_id, booklet_id)
        select ${first}, booklet_id from allocation_booklet where released_at is null and allocation_id <> ${first} limit 1`),
    ).toBe('23505');
    for (const allocationId of planned) {
      await done(perform(world.services, cancelAllocation, by(world.authority, { allocationId, reason: 'essai' })));
    }
    expect((await plan(null, there.partnerId, left)).ok).toBe(true);
  });

  test('the database itself refuses a count above what was sent, a lie about it, and an illegal step', async () => {
    const id = await sent(here.partnerId, there.partnerId, 2);
    const write = (received: number) => world.sql`
      update allocation set state = 'RECEIVED', received_booklets = ${received}, received_at = now(), received_by = 'x' where id = ${id}`;
    expect(await refused(write(3))).toBe('23514');
    expect(await refused(write(1))).toBe('PA017');
    expect(await refused(world.sql`update allocation set state = 'PLANNED', sent_at = null where id = ${id}`)).toBe(
      'PA017',
    );
    expect(await refused(world.sql`delete from allocation where id = ${id}`)).toBe('PA001');
    await done(receive(there, id, 2));
  });
});

describe('a difference', () => {
  test('names each booklet, stays set aside, and is settled once: found, lost or back', async () => {
    const id = await sent(here.partnerId, there.partnerId, 5);
    const [a = '', b = '', c = ''] = await serialsOf(id);
    expect(await receive(there, id, 2, [a, b])).toMatchObject({ refusal: 'NOT_NAMED' });
    const before = [await balance(here.partnerId), await balance(there.partnerId)];
    expect(await done(receive(there, id, 2, [a, b, c]))).toEqual({ received: 2, lacking: 3 });
    expect([await balance(here.partnerId), await balance(there.partnerId)]).toEqual([
      (before[0] ?? 0) - 4,
      (before[1] ?? 0) + 4,
    ]);
    const cases = await world.sql<{ id: string; serial: string }[]>`
      select d.id, b.serial from allocation_difference d join booklet b on b.id = d.booklet_id where d.allocation_id = ${id} order by 2`;
    const settle = (serial: string, outcome: string) =>
      perform(
        world.services,
        settleDifferences,
        by(world.authority, {
          allocationId: id,
          differenceIds: cases.filter((one) => one.serial === serial).map((one) => one.id),
          outcome,
          reason: 'enquête faite',
        }),
      );
    const [bookletId] = (await world.sql<{ id: string }[]>`select id from booklet where serial = ${a}`).map(
      (row) => row.id,
    );
    expect(
      await perform(world.services, referPerson, by(here, { person: somebody(), bookletId, sessionId: null })),
    ).toMatchObject({ refusal: 'BOOKLET_GONE' });
    const twice = await Promise.all([settle(a, 'FOUND'), settle(a, 'LOST')]);
    expect(twice.filter((answer) => answer.ok)).toHaveLength(1);
    await done(settle(b, 'LOST'));
    await done(settle(c, 'BACK'));
    expect(await settle(c, 'FOUND')).toMatchObject({ refusal: 'ALREADY_SETTLED' });
    const states = await world.sql`
      select b.serial, b.partner_id, p.state from pass p join booklet b on b.id = p.booklet_id where b.serial in (${b}, ${c}) group by 1, 2, 3 order by 1`;
    expect([...states]).toEqual([
      { serial: b, partner_id: here.partnerId, state: 'BLOCKED' },
      { serial: c, partner_id: here.partnerId, state: 'ALLOCATED' },
    ]);
    expect(
      await refused(world.sql`update allocation_difference set outcome = 'BACK' where allocation_id = ${id}`),
    ).toBe('PA017');
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });
});

describe('back to the stock, and to another partner', () => {
  test('a partner sends back, the authority counts; a transfer writes two transactions through the stock', async () => {
    const before = await balance(null);
    const { allocationId } = await done(
      perform(world.services, planReturn, by(here, { count: 2, reason: 'trop de carnets' })),
    );
    await done(send(here, allocationId));
    expect(await receive(here, allocationId, 2)).toMatchObject({ refusal: 'NOT_YOURS' });
    await done(receive(world.authority, allocationId, 2));
    expect(await balance(null)).toBe(before + 4);
    const id = await sent(here.partnerId, there.partnerId, 1);
    await done(receive(there, id, 1));
    const kinds = await world.sql`select kind from ledger_transaction where id in (
      select m.tx_id from pass_move m join pass p on p.id = m.pass_id join allocation_booklet k on k.booklet_id = p.booklet_id
      where k.allocation_id = ${id}) order by id desc limit 2`;
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['ALLOCATE', 'RETURN']);
  });

  test('a booklet on its way is not handed over, even by a transfer planned at the same moment', async () => {
    const bookletId = await nextBooklet(world);
    const hand = () =>
      perform(world.services, referPerson, by(here, { person: somebody(), bookletId, sessionId: null }));
    const [handed, planned] = await Promise.all([hand(), plan(here.partnerId, there.partnerId, 3)]);
    expect(planned.ok).toBe(true);
    if (!handed.ok) expect(handed.refusal).toBe('BOOKLET_GONE');
    const [row] = await world.sql`
      select count(*)::int as n from allocation_booklet k join distribution d on d.booklet_id = k.booklet_id and d.voided_at is null
      where k.released_at is null`;
    expect(row?.n).toBe(0);
  });

  test('two transfers of one partner’s last booklets: each booklet goes one way', async () => {
    const [{ n } = { n: 0 }] = await world.sql<{ n: number }[]>`
      select count(distinct b.id)::int as n from booklet b join pass p on p.booklet_id = b.id and p.state = 'ALLOCATED'
      where b.partner_id = ${there.partnerId}`;
    const answers = await Promise.all([plan(there.partnerId, here.partnerId, n), plan(there.partnerId, null, n)]);
    expect(answers.filter((answer) => answer.ok).length).toBeLessThanOrEqual(1);
    const [row] = await world.sql`
      select max(n)::int as most from (select count(*) as n from allocation_booklet where released_at is null group by booklet_id) x`;
    expect(row?.most).toBe(1);
  });

  test('a closed partner receives nothing, and its booklets leave it', async () => {
    const id = await sent(null, there.partnerId, 1).catch(() => sent(here.partnerId, there.partnerId, 1));
    const [revoked, received] = await Promise.all([
      perform(world.services, revokePartner, by(world.authority, { partnerId: there.partnerId })),
      receive(there, id, 1),
    ]);
    expect(revoked.ok).toBe(true);
    if (!received.ok) expect(received.refusal).toBe('PARTNER_CLOSED');
    expect(await plan(null, there.partnerId, 1)).toMatchObject({ refusal: 'PARTNER_CLOSED' });
    expect(
      await refused(world.sql`update booklet set partner_id = ${there.partnerId} where partner_id = ${here.partnerId}`),
    ).not.toBeNull();
    const back = await plan(there.partnerId, null, 1);
    if (back.ok) {
      await done(send(world.authority, back.value.allocationId));
      await done(receive(world.authority, back.value.allocationId, 1));
    } else expect(back.refusal).toBe('TOO_FEW');
  });
});
