import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referPerson } from '#app/booking/refer-person.ts';
import {
  callCommittee,
  completeDecision,
  freezePack,
  keepMinutes,
  recordDecision,
} from '#app/committee/hold-committee.ts';
import { packSchema } from '#app/committee/rules/pack.ts';
import { addConvention } from '#app/partners/create-partner.ts';
import { nameAgents, revokeConvention } from '#app/partners/manage-convention.ts';
import { perform } from '#app/platform/intention.ts';
import { faultCode } from '#db/faults.ts';
import { readPeriodFigures } from '#db/queries/period-figures.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { buildWorld, done, somebody, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: new Date('2026-11-24T09:00:00Z') });
  world = await buildWorld(fresh, { booklets: 40, size: 2 });
});
afterAll(async () => {
  expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  await world.close();
  await fresh.close();
});

const by = (input: unknown) => ({ actor: world.authority, opKey: world.services.newId(), input });

async function refused(use: Promise<unknown>): Promise<string | null> {
  try {
    await use;
    return null;
  } catch (error) {
    return faultCode(error);
  }
}

const freeBooklets = async () =>
  (
    await world.sql<{ id: string }[]>`
      select b.id from booklet b where b.partner_id = ${world.agents[0].partnerId}
        and exists (select 1 from pass p where p.booklet_id = b.id and p.state = 'ALLOCATED') order by b.serial limit 12`
  ).map(({ id }) => id);

const hand = (bookletId: string) =>
  perform(world.services, referPerson, {
    actor: world.agents[0],
    opKey: world.services.newId(),
    input: { person: somebody(), bookletId, sessionId: null },
  });

async function current(): Promise<string> {
  const [row] = await world.sql<{ id: string }[]>`
    select id from partner_convention where partner_id = ${world.agents[0].partnerId} and revoked_at is null`;
  return row?.id ?? '';
}

describe('who hands over under a convention', () => {
  test('an agent no longer named is stopped at once, between two hand-overs of an open tab', async () => {
    const conventionId = await current();
    const booklets = await freeBooklets();
    const acts = booklets.slice(0, 6).map((id) => hand(id));
    const named = perform(world.services, nameAgents, by({ conventionId, named: true, membershipIds: [] }));
    const answers = await Promise.all(acts);
    expect((await named).ok).toBe(true);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal).toBe('AGENT_NOT_NAMED');
    const [last = ''] = await freeBooklets();
    expect(await hand(last)).toMatchObject({ refusal: 'AGENT_NOT_NAMED' });
    await done(
      perform(
        world.services,
        nameAgents,
        by({ conventionId, named: true, membershipIds: [world.agents[0].membershipId, world.agents[1].membershipId] }),
      ),
    );
    // The other partner's agent is named nowhere but at home.
    const [row] =
      await world.sql`select count(*)::int as n from convention_agent where convention_id = ${conventionId}`;
    expect(row?.n).toBe(1);
    expect(await hand(last)).toMatchObject({ ok: true });
  });

  test('a convention revoked while agents hand over: each is served before or refused after', async () => {
    const conventionId = await current();
    const booklets = await freeBooklets();
    const acts = booklets.map((id) => hand(id));
    const revoked = perform(world.services, revokeConvention, by({ conventionId, reason: 'fin anticipée' }));
    const answers = await Promise.all(acts);
    expect((await revoked).ok).toBe(true);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal).toBe('NO_CONVENTION');
    const [left = ''] = await freeBooklets();
    expect(await hand(left)).toMatchObject({ refusal: 'NO_CONVENTION' });
    expect(await perform(world.services, revokeConvention, by({ conventionId, reason: 'encore' }))).toMatchObject({
      refusal: 'CONVENTION_CLOSED',
    });
    expect(
      await refused(
        world.sql`update partner_convention set revoked_at = null, revoke_reason = null where id = ${conventionId}`,
      ),
    ).toBe('PA001');
  });

  test('its days are free for another, and two never overlap, asked at once or by hand', async () => {
    const partnerId = world.agents[0].partnerId;
    const add = () =>
      perform(
        world.services,
        addConvention,
        by({ partnerId, startsOn: '2026-11-24', endsOn: '2028-11-23', targetPasses: 100, publics: ['RSA'] }),
      );
    const answers = await Promise.all([add(), add(), add()]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal).toBe('CONVENTION_OVERLAPS');
    expect(
      await refused(
        world.sql`insert into partner_convention ${world.sql({ id: world.services.newId(), partner_id: partnerId, starts_on: '2028-11-23', ends_on: '2029-01-01', target_passes: 1 })}`,
      ),
    ).toBe('23P01');
    const [left = ''] = await freeBooklets();
    expect(await hand(left)).toMatchObject({ ok: true });
  });
});

describe('a steering committee', () => {
  test('its figures are frozen once and never move again, whatever happens after', async () => {
    const { committeeId } = await done(
      perform(
        world.services,
        callCommittee,
        by({ title: 'Automne', heldOn: '2026-11-24', agenda: '1. Chiffres', guestIds: [world.agents[0].partnerId] }),
      ),
    );
    const freeze = () => perform(world.services, freezePack, by({ committeeId }));
    const answers = await Promise.all([freeze(), freeze()]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const read = async () =>
      (await world.sql`select pack, frozen_at, ledger_head from steering_committee where id = ${committeeId}`)[0];
    const before = await read();
    const now = await fresh.db.read((tx) =>
      readPeriodFigures(tx, { from: '1900-01-01', to: '2026-11-24', partnerId: null }),
    );
    expect(packSchema.parse(before?.pack).total.handedPasses).toBe(now.total.handedPasses);
    const [left = ''] = await freeBooklets();
    await done(hand(left));
    await done(perform(world.services, keepMinutes, by({ committeeId, minutes: 'Tout va bien.' })));
    expect(await read()).toEqual(before);
    const after = await fresh.db.read((tx) =>
      readPeriodFigures(tx, { from: '1900-01-01', to: '2026-11-24', partnerId: null }),
    );
    expect(after.total.handedPasses).toBe(now.total.handedPasses + 2);
    expect(await refused(world.sql`update steering_committee set pack = '{}' where id = ${committeeId}`)).toBe('PA001');
    expect(await refused(world.sql`update steering_committee set frozen_at = now() where id = ${committeeId}`)).toBe(
      'PA001',
    );
    expect(await refused(world.sql`delete from steering_committee where id = ${committeeId}`)).toBe('PA001');
    const { decisionId } = await done(
      perform(
        world.services,
        recordDecision,
        by({ committeeId, decided: 'Agir', owner: 'Hélène', dueOn: '2026-12-01' }),
      ),
    );
    const finish = () => perform(world.services, completeDecision, by({ committeeId, decisionId }));
    expect((await Promise.all([finish(), finish()])).filter((answer) => answer.ok)).toHaveLength(1);
  });
});

test('figures of a period: hand-overs of its Paris days only, those taken back left out', async () => {
  const figures = (from: string, to: string) =>
    fresh.db.read((tx) => readPeriodFigures(tx, { from, to, partnerId: world.agents[0].partnerId }));
  const all = await figures('2026-11-24', '2026-11-24');
  const [counted] = await world.sql<{ booklets: number; persons: number }[]>`
    select count(*)::int as booklets, count(distinct holder_id)::int as persons from distribution where partner_id = ${world.agents[0].partnerId}`;
  expect(all.partners).toHaveLength(1);
  expect(all.total).toMatchObject({
    handedBooklets: counted?.booklets,
    persons: counted?.persons,
    handedPasses: (counted?.booklets ?? 0) * 2,
    receivedBooklets: 40,
    receivedPasses: 80,
    publics: { ELDERLY: counted?.persons, YOUNG: 0 },
  });
  expect((await figures('2026-11-25', '2099-01-01')).total).toMatchObject({
    handedBooklets: 0,
    receivedBooklets: 0,
    persons: 0,
  });
});
