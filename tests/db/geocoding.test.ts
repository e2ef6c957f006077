import { sql } from 'drizzle-orm';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { geocodeDue, placeAddress } from '#app/platform/geocode-address.ts';
import { createGeocoder, type Geocoder } from '#app/platform/geocoder.ts';
import { type Address, addressKey } from '#app/sources/rules/geocoding.ts';
import { askAddresses, countAddresses, readAddresses } from '#db/queries/geocoding.ts';
import { asked, GEOCODING_SERVICE, geocodingService } from '#tests/mocks/geocoding-service.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const service = setupServer(geocodingService);
const geocoder = createGeocoder({ GEOCODER: GEOCODING_SERVICE }) as Geocoder;
let now = new Date('2026-11-23T09:00:00Z');

let fresh: FreshDatabase;
beforeAll(async () => {
  service.listen({ onUnhandledRequest: 'error' });
  fresh = await freshDatabase({ clock: { now: () => now } });
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(async () => {
  service.close();
  await fresh.close();
});

const at = (street: string): Address => ({ street, postcode: '69100', commune: 'Villeurbanne', inseeCode: '69266' });
const ask = (...streets: string[]) =>
  fresh.db.transaction((tx) => askAddresses(tx, streets.map(at), fresh.services.clock.now()));
const noWait = () => Promise.resolve();
const sqlEmpty = sql`delete from geocoded_address`;

describe('the geocoding service', () => {
  it.each([
    ['12 rue des Tilleuls', { kind: 'EXACT', place: { precision: 'DOOR', lat: 45.7667, lon: 4.8795 } }],
    ['Mairie', { kind: 'AMBIGUOUS' }],
    ['rue que nul ne connaît', { kind: 'NONE' }],
    ['rue du Quota', { kind: 'BUSY', retryAfterMs: 30_000 }],
    ['rue de la Panne', { kind: 'AWAY', error: 'HTTP 502' }],
    ['rue de la Coupure', { kind: 'AWAY', error: 'TypeError' }],
    ['rue du Charabia', { kind: 'AWAY', error: 'ZodError' }],
  ])('%s: %o', async (street, expected) => {
    expect(await geocoder.locate(at(street))).toMatchObject(expected);
  });

  it('is asked in the commune, without completion', async () => {
    await geocoder.locate(at('12 rue des Tilleuls'));
    expect(asked[0]?.searchParams.get('citycode')).toBe('69266');
    expect(asked[0]?.searchParams.get('autocomplete')).toBe('0');
  });

  it('is nobody when it is off', () => {
    expect(createGeocoder({ GEOCODER: 'off' })).toBeNull();
  });
});

describe('placing an address', () => {
  it('asks once, then remembers', async () => {
    const first = await placeAddress(fresh.services, geocoder, at('12 rue des Tilleuls'));
    expect(first).toMatchObject({ precision: 'DOOR', label: '12 Rue des Tilleuls 69100 Villeurbanne' });
    expect(await placeAddress(fresh.services, geocoder, at('12, RUE DES TILLEULS'))).toEqual(first);
    expect(asked).toHaveLength(1);
  });

  it.each(['Mairie annexe', 'rue inconnue', 'rue de la Panne', 'rue du Quota'])(
    'stands at the middle of the commune, said so: %s',
    async (street) => {
      expect(await placeAddress(fresh.services, geocoder, at(street))).toMatchObject({ precision: 'COMMUNE' });
    },
  );

  it('works without the service', async () => {
    expect(await placeAddress(fresh.services, null, at('1 rue Neuve'))).toMatchObject({ precision: 'COMMUNE' });
    const far = { street: '1 rue Neuve', postcode: '29200', commune: 'Brest', inseeCode: '29019' };
    expect(await placeAddress(fresh.services, null, far)).toBeNull();
  });
});

describe('the queue', () => {
  it('asks each address once and keeps the answer', async () => {
    await fresh.db.transaction((tx) => tx.execute(sqlEmpty));
    await ask('5 rue des Tilleuls', '5 RUE DES TILLEULS', 'Mairie du quai', 'rue perdue');
    expect(await geocodeDue(fresh.services, geocoder, noWait)).toEqual([addressKey(at('5 rue des Tilleuls'))]);
    expect(asked).toHaveLength(3);
    expect(await geocodeDue(fresh.services, geocoder, noWait)).toEqual([]);
    expect(asked).toHaveLength(3);
    expect(await fresh.db.read(countAddresses)).toEqual({ WAITING: 0, EXACT: 1, AMBIGUOUS: 1, NONE: 1 });
  });

  it('stops at a quota for as long as the service says, then goes on', async () => {
    await ask('1 rue du Quota', '2 rue des Tilleuls', '3 rue des Tilleuls');
    await geocodeDue(fresh.services, geocoder, noWait);
    const before = asked.length;
    now = new Date(now.getTime() + 29_000);
    await geocodeDue(fresh.services, geocoder, noWait);
    expect(asked).toHaveLength(before);
    now = new Date(now.getTime() + 2_000);
    await geocodeDue(fresh.services, geocoder, noWait);
    expect(asked.length).toBeGreaterThan(before);
  });

  it('comes back to a service that was down, less and less often', async () => {
    await fresh.db.transaction((tx) => tx.execute(sqlEmpty));
    await ask('1 rue de la Panne');
    for (const minutes of [1, 2, 4]) {
      await geocodeDue(fresh.services, geocoder, noWait);
      const tried = asked.length;
      now = new Date(now.getTime() + minutes * 60_000 - 1000);
      await geocodeDue(fresh.services, geocoder, noWait);
      expect(asked).toHaveLength(tried);
      now = new Date(now.getTime() + 2000);
    }
    const key = addressKey(at('1 rue de la Panne'));
    expect((await fresh.db.read((tx) => readAddresses(tx, [key]))).get(key)).toEqual({ state: 'WAITING', place: null });
  });

  it('is shared: two workers never ask the same address', async () => {
    await fresh.db.transaction((tx) => tx.execute(sqlEmpty));
    await ask(...Array.from({ length: 20 }, (_, n) => `${n} rue des Tilleuls`));
    await Promise.all([geocodeDue(fresh.services, geocoder, noWait), geocodeDue(fresh.services, geocoder, noWait)]);
    expect(asked).toHaveLength(20);
  });
});
