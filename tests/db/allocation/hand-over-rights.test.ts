import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#app/access/rules/actor.ts';
import { voidHandOver } from '#app/allocation/void-hand-over.ts';
import { bookForHolder } from '#app/booking/book-for-holder.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { perform } from '#app/platform/intention.ts';
import { faultCode } from '#db/faults.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, done, nextBooklet, openSession, somebody, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let now = new Date('2026-11-24T09:00:00Z');
let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: { now: () => new Date(now) } });
  world = await buildWorld(fresh, { booklets: 40, size: 3 });
});
afterAll(async () => {
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  await world.close();
  await fresh.close();
});

const by = (actor: Actor, input: unknown) => ({ actor, opKey: world.services.newId(), input });

async function handed(): Promise<{ holderId: string; distributionId: string; bookletId: string }> {
  const bookletId = await nextBooklet(world);
  const { holderId } = await done(
    perform(world.services, referPerson, by(world.agents[0], { person: somebody(), bookletId, sessionId: null })),
  );
  const [row] = await world.sql<
    { id: string }[]
  >`select id from distribution where booklet_id = ${bookletId} and voided_at is null`;
  return { holderId, bookletId, distributionId: row?.id ?? '' };
}

const take = (actor: Actor, distributionId: string) =>
  perform(world.services, voidHandOver, by(actor, { distributionId, reason: 'remis à la mauvaise personne' }));

async function refused(use: Promise<unknown>): Promise<string | null> {
  try {
    await use;
    return null;
  } catch (error) {
    return faultCode(error);
  }
}

describe('a hand-over made by mistake', () => {
  test('is taken back whole the same day, once, and its booklet serves again', async () => {
    const { distributionId, bookletId, holderId } = await handed();
    expect(await take(world.agents[1], distributionId)).toMatchObject({ refusal: 'HAND_OVER_NOT_FOUND' });
    const answers = await Promise.all([1, 2, 3].map(() => take(world.agents[0], distributionId)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const [row] = await world.sql`
      select count(*) filter (where state = 'ALLOCATED' and holder_id is null)::int as back,
        (select balance::int from account where kind = 'HELD' and owner_id = ${holderId}) as held from pass where booklet_id = ${bookletId}`;
    expect(row).toEqual({ back: 3, held: 0 });
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
    await done(
      perform(world.services, referPerson, by(world.agents[0], { person: somebody(), bookletId, sessionId: null })),
    );
  });

  test('not the next day by its agent, but by the authority', async () => {
    const { distributionId } = await handed();
    now = new Date('2026-11-24T23:30:00Z'); // the next day in Paris
    expect(await take(world.agents[0], distributionId)).toMatchObject({ refusal: 'VOID_TOO_LATE' });
    await done(take(world.authority, distributionId));
  });

  test('not when a pass of it is reserved; the database says so too', async () => {
    const { distributionId, holderId } = await handed();
    const sessionId = await openSession(world);
    await done(perform(world.services, bookForHolder, by({ role: 'HOLDER', holderId }, { holderId, sessionId })));
    expect(await take(world.authority, distributionId)).toMatchObject({ refusal: 'BOOKLET_TOUCHED' });
    expect(
      await refused(
        world.sql`update distribution set voided_at = now(), void_reason = 'x' where id = ${distributionId}`,
      ),
    ).toBe('PA001');
  });

  test('taken back while it is booked: one of the two wins, nothing is half done', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { distributionId, holderId } = await handed();
      const sessionId = await openSession(world);
      const [booked, voided] = await Promise.all([
        perform(world.services, bookForHolder, by({ role: 'HOLDER', holderId }, { holderId, sessionId })),
        take(world.agents[0], distributionId),
      ]);
      expect([booked.ok, voided.ok].filter((won) => won)).toHaveLength(1);
    }
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });
});

describe('outside a convention', () => {
  test('a partner neither hands over nor receives, and the database refuses it too', async () => {
    const agent = world.agents[1];
    await done(
      perform(
        world.services,
        allocateBooklets,
        by(world.authority, { lotId: world.lotId, partnerId: agent.partnerId, count: 1 }),
      ),
    );
    const [{ id: bookletId } = { id: '' }] = await world.sql<
      { id: string }[]
    >`select id from booklet where partner_id = ${agent.partnerId}`;
    const hand = () =>
      perform(world.services, referPerson, by(agent, { person: somebody(), bookletId, sessionId: null }));
    now = new Date('2126-01-01T09:00:00Z'); // the day after the convention's last
    expect(await hand()).toMatchObject({ refusal: 'NO_CONVENTION' });
    expect(
      await perform(
        world.services,
        allocateBooklets,
        by(world.authority, { lotId: world.lotId, partnerId: agent.partnerId, count: 1 }),
      ),
    ).toMatchObject({ refusal: 'NO_CONVENTION' });
    const [giver] = await world.sql`select * from distribution limit 1`;
    expect(
      await refused(world.sql`
        insert into distribution (id, booklet_id, partner_id, agent_id, holder_id, at, publics, age_band, commune, notice_version, tx_id)
        values (${world.services.newId()}, ${bookletId}, ${agent.partnerId}, ${agent.membershipId}, ${giver?.holder_id}, ${now},
          '{}', 'UNDER_26', 'Bron', '1', ${giver?.tx_id})`),
    ).toBe('PA018');
    now = new Date('2026-11-25T09:00:00Z');
  });

  test('a convention that names its agents is closed to the others at once, and open again to whom it names', async () => {
    const agent = world.agents[1];
    const [{ id: bookletId } = { id: '' }] = await world.sql<
      { id: string }[]
    >`select id from booklet where partner_id = ${agent.partnerId}`;
    const hand = () =>
      perform(world.services, referPerson, by(agent, { person: somebody(), bookletId, sessionId: null }));
    const [convention] = await world.sql`
      update partner_convention set agents_named = true where partner_id = ${agent.partnerId} returning id`;
    expect(await hand()).toMatchObject({ refusal: 'AGENT_NOT_NAMED' });
    await world.sql`insert into convention_agent ${world.sql({ convention_id: convention?.id, membership_id: agent.membershipId })}`;
    expect(await hand()).toMatchObject({ ok: true });
  });
});
