import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { referPerson } from '#app/booking/refer-person.ts';
import { createOrganisation, endLabel } from '#app/directory/label-organisation.ts';
import { addConvention, createPartner } from '#app/partners/create-partner.ts';
import { revokePartner } from '#app/partners/revoke-partner.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import { perform } from '#app/platform/intention.ts';
import { writeLabelEnd } from '#db/queries/organisations.ts';
import { reconcile } from '#db/queries/reconciliation.ts';
import { createVenue } from '#tests/factories/venues.ts';
import { buildWorld, done, nextBooklet, openSession, somebody, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: new Date('2026-11-24T09:00:00Z') });
  world = await buildWorld(fresh, { booklets: 30, size: 2 });
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const by = (input: unknown) => ({ actor: world.authority, opKey: world.services.newId(), input });

describe('a partner and its conventions', () => {
  const partner = {
    name: 'PIMMS d’essai',
    commune: 'Lyon',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    targetPasses: 500,
  };

  test('is created with its account and its first convention; its name is its own', async () => {
    const { partnerId } = await done(perform(world.services, createPartner, by(partner)));
    const [row] =
      await world.sql`select target_passes, (select count(*)::int from account where owner_id = ${partnerId}) as accounts
      from partner_convention where partner_id = ${partnerId}`;
    expect(row).toEqual({ target_passes: 500, accounts: 1 });
    expect(await perform(world.services, createPartner, by(partner))).toMatchObject({
      ok: false,
      refusal: 'PARTNER_NAME_TAKEN',
    });
  });

  test('conventions follow one another and never overlap, not even by one day', async () => {
    const { partnerId } = await done(perform(world.services, createPartner, by({ ...partner, name: 'Suite' })));
    const add = (startsOn: string, endsOn: string) =>
      perform(world.services, addConvention, by({ partnerId, startsOn, endsOn, targetPasses: 1 }));
    expect(await add('2026-12-31', '2027-06-30')).toMatchObject({ ok: false, refusal: 'CONVENTION_OVERLAPS' });
    expect(await add('2027-01-01', '2027-06-30')).toMatchObject({ ok: true });
    expect(await add('2027-08-01', '2027-07-31')).toMatchObject({ ok: false, refusal: 'BAD_INPUT' });
    expect(await add('2027-02-30', '2027-07-31')).toMatchObject({ ok: false, refusal: 'BAD_INPUT' });
  });
});

describe('a revoked partner', () => {
  test('while its agents hand over: each is served before or refused after, and nothing is half done', async () => {
    const agent = world.agents[0];
    const booklets = [
      ...(await world.sql<{ id: string }[]>`select id from booklet where partner_id = ${agent.partnerId} limit 20`),
    ];
    const refer = (bookletId: string) =>
      perform(world.services, referPerson, {
        actor: agent,
        opKey: world.services.newId(),
        input: { person: somebody(), bookletId, sessionId: null },
      });
    const acts = booklets.map(({ id }) => refer(id));
    const revocation = perform(world.services, revokePartner, by({ partnerId: agent.partnerId }));
    const answers = await Promise.all(acts);
    expect(await revocation).toMatchObject({ ok: true });
    for (const answer of answers) if (!answer.ok) expect(answer.refusal).toBe('PARTNER_REVOKED');
    const served = answers.filter((answer) => answer.ok).length;
    const [row] = await world.sql`select count(*)::int as n from distribution where partner_id = ${agent.partnerId}`;
    expect(row?.n).toBe(served);
    expect(await refer(await nextBooklet(world))).toMatchObject({ ok: false, refusal: 'PARTNER_REVOKED' });
    expect(
      await perform(world.services, allocateBooklets, by({ lotId: world.lotId, partnerId: agent.partnerId, count: 1 })),
    ).toMatchObject({
      ok: false,
      refusal: 'PARTNER_REVOKED',
    });
    expect(await perform(world.services, revokePartner, by({ partnerId: agent.partnerId }))).toMatchObject({
      ok: false,
      refusal: 'PARTNER_REVOKED',
    });
    expect(await fresh.db.snapshot(reconcile)).toEqual([]);
  });
});

describe('an organisation', () => {
  test('takes its venues once, has its accounts, and no label yet', async () => {
    const [one, two] = await fresh.db.transaction(
      async (tx) => [await createVenue(tx), await createVenue(tx)] as const,
    );
    const { orgId } = await done(
      perform(world.services, createOrganisation, by({ name: 'MJC quatre', venueIds: [one.id, two.id, one.id] })),
    );
    const [row] = await world.sql`select (select count(*)::int from venue where org_id = ${orgId}) as venues,
      (select count(*)::int from account where owner_id = ${orgId}) as accounts, (select count(*)::int from org_label where org_id = ${orgId}) as labels`;
    expect(row).toEqual({ venues: 2, accounts: 3, labels: 0 });
    const again = await perform(world.services, createOrganisation, by({ name: 'Voleuse', venueIds: [two.id] }));
    expect(again).toMatchObject({ ok: false, refusal: 'VENUE_TAKEN' });
    const [left] = await world.sql`select count(*)::int as n from venue_org where name = 'Voleuse'`;
    expect(left?.n).toBe(0);
  });

  test('two organisations asked at once for one venue: one has it', async () => {
    const venue = await fresh.db.transaction((tx) => createVenue(tx));
    const ask = (name: string) => perform(world.services, createOrganisation, by({ name, venueIds: [venue.id] }));
    const answers = await Promise.all([ask('Un'), ask('Deux'), ask('Trois')]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  test('one person brings the last day of its label nearer: never further, never into the past', async () => {
    const orgId = world.staff[1].orgId;
    const [label] = await world.sql<
      { id: string }[]
    >`update org_label set ends_on = '2027-06-30' where org_id = ${orgId} returning id`;
    const end = (endsOn: string) => perform(world.services, endLabel, by({ labelId: label?.id, endsOn }));
    expect(await end('2026-11-23')).toMatchObject({ ok: false, refusal: 'LABEL_END_PAST' });
    expect(await end('2027-07-01')).toMatchObject({ ok: false, refusal: 'LABEL_LENGTHENED' });
    expect(await end('2026-11-24')).toMatchObject({ ok: true, value: { sessionsAfter: 0 } });
    // Without the rule, the database holds.
    await expect(fresh.db.transaction((tx) => writeLabelEnd(tx, label?.id ?? '', '2027-01-01'))).rejects.toMatchObject({
      cause: { code: 'PA019' },
    });
  });

  test('its end says how many sessions come after it', async () => {
    const orgId = world.staff[0].orgId;
    const [label] = await world.sql<{ id: string }[]>`select id from org_label where org_id = ${orgId}`;
    await openSession(world, { startsAt: new Date('2026-12-01T22:59:00Z') });
    await openSession(world, { startsAt: new Date('2026-12-01T23:00:00Z') });
    expect(await perform(world.services, endLabel, by({ labelId: label?.id, endsOn: '2026-12-01' }))).toMatchObject({
      ok: true,
      // 23:00 UTC is the next day in Paris.
      value: { sessionsAfter: 1 },
    });
  });
});
