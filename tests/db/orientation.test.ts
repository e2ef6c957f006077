import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proposeVenues } from '#app/directory/orientation/propose-venues.ts';
import { toMercator } from '#app/directory/rules/distance.ts';
import { readWish } from '#app/directory/rules/orientation/wish.ts';
import { buildWorld, openSession, type World } from '#tests/factories/world.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

let fresh: FreshDatabase;
let world: World;
beforeAll(async () => {
  fresh = await freshDatabase();
  world = await buildWorld(fresh);
});
afterAll(async () => {
  await world.close();
  await fresh.close();
});

const propose = (query: string) => proposeVenues(world.services, readWish(new URLSearchParams(query)));

describe('the venues proposed to an agent', () => {
  it('are those that offer the service, or a session to come for who wants to learn', async () => {
    await world.sql`update venue set services = '{}', access_modes = '{}'`;
    const [venueId] = world.venueIds;
    expect((await propose('besoin=apprendre')).ranked).toEqual([]);
    const sessionId = await openSession(world);
    const learn = await propose('besoin=apprendre');
    expect(learn.ranked.map(({ venue }) => venue.id)).toEqual([venueId]);
    expect(learn.ranked[0]?.venue.next).toMatchObject({ id: sessionId, startsAt: expect.any(Date) });
    expect((await propose('besoin=aide')).ranked).toEqual([]);
    await world.sql`update venue set services = array['Aide aux démarches administratives'] where id = ${venueId ?? ''}`;
    const help = await propose('besoin=aide&pass=1');
    expect(help.ranked[0]?.reasons).toContainEqual({ kind: 'service', service: 'Aide aux démarches administratives' });
    expect(help.ranked[0]?.reasons).toContainEqual({ kind: 'pass', how: 'labelled' });
  });

  it('do not promise a session that is full or cancelled', async () => {
    await world.sql`update session set state = 'CANCELLED', cancel_reason = 'x', cancelled_at = now()`;
    expect((await propose('besoin=apprendre')).ranked.every(({ venue }) => venue.next === null)).toBe(true);
  });

  it('are measured from the commune asked, and say so when nobody knows it', async () => {
    const at = { lat: 45.7345, lon: 4.92 };
    await world.sql`update venue set ${world.sql({ ...at, ...toMercator(at) })} where id = ${world.venueIds[0] ?? ''}`;
    const near = await propose('besoin=aide&ou=Bron');
    expect(near.place).toMatchObject({ kind: 'found', place: { name: 'Bron' } });
    expect(near.ranked[0]?.venue.distanceM).toBeCloseTo(628, -2);
    expect((await propose('ou=Nullepartville')).place).toMatchObject({ kind: 'unknown' });
  });
});
