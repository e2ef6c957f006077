import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { voucherCodes } from '#app/passes/create-lot.ts';
import { redeemWalkIn } from '#app/passes/redeem-walk-in.ts';
import { perform } from '#app/platform/intention.ts';
import { blockPasses, replacePasses } from '#app/purchasing/block-passes.ts';
import { flowOf } from '#app/reporting/rules/flow.ts';
import { scopeOf } from '#app/reporting/rules/scope.ts';
import { listLost } from '#db/queries/blocking.ts';
import { countPasses } from '#db/queries/flow.ts';
import { readPeriodFigures } from '#db/queries/period-figures.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { readDistributed } from '#db/queries/reports/people.ts';
import { readCohorts } from '#db/queries/reports/use.ts';
import { buildWorld, done, holderWithBooklet, nextBooklet, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh, { booklets: 30, size: 4 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const lose = (actor: PartnerActor | AuthorityActor, given: Record<string, unknown>) =>
  perform(fresh.services, blockPasses, {
    actor,
    opKey: fresh.services.newId(),
    input: { ordinal: null, cause: 'LOST', toldBy: 'HOLDER', replaceWith: null, ...given },
  });
const serialOf = async (bookletId: string): Promise<string> => {
  const [row] = await world.sql<{ serial: string }[]>`select serial from booklet where id = ${bookletId}`;
  return row?.serial ?? '';
};
/** A person with a booklet, and its serial. */
async function somebodyWith() {
  const serial = await serialOf(await nextBooklet(world));
  return { holderId: await holderWithBooklet(world), serial };
}
const states = async (serial: string) =>
  (
    await world.sql<{ state: string }[]>`
      select p.state from pass p join booklet b on b.id = p.booklet_id where b.serial = ${serial} order by p.ordinal`
  ).map(({ state }) => state);
const agrees = async () => expect(await fresh.db.snapshot(reconcile)).toEqual([]);

describe('lost by a person', () => {
  test('one POST blocks the booklet and gives as many passes of another, linked one by one', async () => {
    const [agent] = world.agents;
    const { holderId, serial } = await somebodyWith();
    const [staff] = world.staff;
    const [code] = voucherCodes(fresh.services.secrets, world.nonce, serial, 4);
    const use = { venueId: world.venueIds[0], code, count: 1 };
    await done(perform(fresh.services, redeemWalkIn, { actor: staff, opKey: fresh.services.newId(), input: use }));
    const instead = await serialOf(await nextBooklet(world));
    const value = await done(lose(agent, { serial: serial.replace('-', ' '), replaceWith: instead }));
    expect(value).toEqual({ blocked: 3, replaced: 3 });
    expect(await states(serial)).toEqual(['REDEEMED', 'BLOCKED', 'BLOCKED', 'BLOCKED']);
    expect(await states(instead)).toEqual(['HELD', 'HELD', 'HELD', 'BLOCKED']);
    const links = await world.sql`
      select o.ordinal as lost, n.ordinal as given from pass_replacement r join pass o on o.id = r.original_id
        join pass n on n.id = r.replacement_id where n.holder_id = ${holderId} order by 1`;
    expect(links).toMatchObject([
      { lost: 2, given: 1 },
      { lost: 3, given: 2 },
      { lost: 4, given: 3 },
    ]);
    const [, second] = voucherCodes(fresh.services.secrets, world.nonce, serial, 4);
    const again = { ...use, code: second };
    expect(
      await perform(fresh.services, redeemWalkIn, { actor: staff, opKey: fresh.services.newId(), input: again }),
    ).toMatchObject({ ok: false, refusal: 'PASS_NOT_HANDED_OVER' });
    await agrees();
  });

  test('its replacement is not a second distribution, and the use of it is that of the lost pass', async () => {
    const { serial } = await somebodyWith();
    const now = fresh.services.clock.now();
    const day = parisDay(now);
    const scope = scopeOf({ firstDay: day, lastDay: day, partnerId: null, commune: null, publicKind: null }, now);
    const figures = () =>
      fresh.db.snapshot(async (tx) => {
        const flow = flowOf(await countPasses(tx));
        const { total } = await readPeriodFigures(tx, { from: day, to: day, partnerId: null });
        const handed = (await readDistributed(tx, scope)).find(({ partnerId }) => partnerId === null);
        const cohort = (await readCohorts(tx, { ...scope, now: new Date() })).find(({ month }) => month === null);
        return {
          given: [flow.handedOver, total.handedPasses, handed?.passes, cohort?.passes],
          booklets: [total.handedBooklets, handed?.booklets, cohort?.booklets],
          used: [flow.redeemed, total.usedPasses, cohort?.redeemed],
        };
      });
    const before = await figures();
    const instead = await serialOf(await nextBooklet(world));
    await done(lose(world.agents[0], { serial, replaceWith: instead }));
    expect(await figures()).toEqual(before);
    const [code] = voucherCodes(fresh.services.secrets, world.nonce, instead, 4);
    const use = { venueId: world.venueIds[0], code, count: 1 };
    await done(
      perform(fresh.services, redeemWalkIn, { actor: world.staff[0], opKey: fresh.services.newId(), input: use }),
    );
    expect(await figures()).toEqual({ ...before, used: before.used.map((n) => Number(n) + 1) });
  });

  test('blocked now, replaced later, once', async () => {
    const [agent] = world.agents;
    const { holderId, serial } = await somebodyWith();
    await done(lose(agent, { serial, ordinal: 2, cause: 'STOLEN' }));
    expect(await states(serial)).toEqual(['HELD', 'BLOCKED', 'HELD', 'HELD']);
    const instead = await serialOf(await nextBooklet(world));
    const replace = () =>
      perform(fresh.services, replacePasses, {
        actor: agent,
        opKey: fresh.services.newId(),
        input: { holderId, replaceWith: instead },
      });
    const both = await Promise.all([replace(), replace()]);
    expect(both.map((outcome) => (outcome.ok ? 'OK' : outcome.refusal)).sort()).toEqual(['NOTHING_TO_REPLACE', 'OK']);
    expect(await states(instead)).toEqual(['HELD', 'BLOCKED', 'BLOCKED', 'BLOCKED']);
    const [row] = await fresh.db.read((tx) => listLost(tx, agent.partnerId, 1));
    expect(row).toMatchObject({ serial, cause: 'STOLEN', passes: 1, replaced: 1, holder: { id: holderId } });
    await agrees();
  });

  test('never a reserved pass: the booking is cancelled first', async () => {
    const [agent] = world.agents;
    const { holderId, serial } = await somebodyWith();
    const sessionId = await openSession(world);
    const book = { holderId, sessionId };
    await done(perform(fresh.services, bookForHolder, { actor: agent, opKey: fresh.services.newId(), input: book }));
    expect(await lose(agent, { serial })).toMatchObject({ refusal: 'PASS_IS_RESERVED', facts: { count: 1 } });
    expect((await states(serial)).sort()).toEqual(['HELD', 'HELD', 'HELD', 'RESERVED']);
    await agrees();
  });

  test('a booking and a loss at once: one of them wins, nothing is half done', async () => {
    const [agent] = world.agents;
    for (let i = 0; i < 6; i += 1) {
      const { holderId, serial } = await somebodyWith();
      const sessionId = await openSession(world);
      const book = { holderId, sessionId };
      await Promise.all([
        perform(fresh.services, bookForHolder, { actor: agent, opKey: fresh.services.newId(), input: book }),
        lose(agent, { serial }),
      ]);
      const after = await states(serial);
      expect(after.includes('RESERVED') && after.includes('BLOCKED')).toBe(false);
    }
    await agrees();
  });

  test('what cannot be given instead refuses everything', async () => {
    const [agent, other] = world.agents;
    const { serial } = await somebodyWith();
    const used = (await somebodyWith()).serial;
    expect(await lose(agent, { serial, replaceWith: 'rien' })).toMatchObject({ refusal: 'REPLACEMENT_UNKNOWN' });
    expect(await lose(agent, { serial, replaceWith: used })).toMatchObject({ refusal: 'REPLACEMENT_UNKNOWN' });
    expect(await lose(agent, { serial, toldBy: 'AGENT' })).toMatchObject({ refusal: 'HOLDER_MUST_SAY' });
    expect(await lose(other, { serial })).toMatchObject({ refusal: 'BOOKLET_UNKNOWN' });
    expect(await lose(world.authority, { serial, toldBy: 'AUTHORITY', replaceWith: used })).toMatchObject({
      refusal: 'REPLACED_BY_PARTNER',
    });
    expect(await states(serial)).toEqual(['HELD', 'HELD', 'HELD', 'HELD']);
    expect((await lose(world.authority, { serial, toldBy: 'AUTHORITY' })).ok).toBe(true);
    expect(await lose(agent, { serial })).toMatchObject({ refusal: 'NOTHING_TO_BLOCK' });
  });
});

describe('lost in a stock', () => {
  test('by a partner: blocked, and a booklet of the authority’s stock is sent instead', async () => {
    const [agent] = world.agents;
    const lost = await serialOf(await nextBooklet(world));
    const [stock] = await world.sql<{ serial: string }[]>`select serial from booklet where partner_id is null limit 1`;
    const instead = stock?.serial ?? '';
    expect(await lose(agent, { serial: lost, toldBy: 'AGENT', replaceWith: instead })).toMatchObject({
      refusal: 'REPLACEMENT_UNKNOWN',
    });
    const value = await done(lose(world.authority, { serial: lost, toldBy: 'AUTHORITY', replaceWith: instead }));
    expect(value).toEqual({ blocked: 4, replaced: 4 });
    expect(await states(lost)).toEqual(Array(4).fill('BLOCKED'));
    expect(await states(instead)).toEqual(Array(4).fill('ALLOCATED'));
    await agrees();
  });

  test('by the authority: blocked in the ledger with its cause', async () => {
    const [stock] = await world.sql<{ serial: string }[]>`select serial from booklet where partner_id is null limit 1`;
    const serial = stock?.serial ?? '';
    await done(lose(world.authority, { serial, ordinal: 1, toldBy: 'AUTHORITY', cause: 'DAMAGED' }));
    expect(await states(serial)).toEqual(['BLOCKED', 'STOCK', 'STOCK', 'STOCK']);
    const [last] = await world.sql`select kind, reason from ledger_transaction order by at desc, id desc limit 1`;
    expect(last).toMatchObject({ kind: 'BLOCK', reason: 'DAMAGED' });
    await agrees();
  });
});
