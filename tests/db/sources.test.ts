import { sql } from 'drizzle-orm';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/access/rules/actor.ts';
import { createGeocoder, type Geocoder } from '#app/platform/geocoder.ts';
import { perform } from '#app/platform/intention.ts';
import { joinVenues, keepApart, undoMerge } from '#app/sources/decide-pairs.ts';
import { importVenues } from '#app/sources/import-venues.ts';
import { listOpenConflicts } from '#app/sources/open-conflicts.ts';
import { placeVenues } from '#app/sources/place-venues.ts';
import { chooseWords, keepShownWords } from '#app/sources/settle-conflicts.ts';
import { writeVenueFields } from '#app/sources/write-venue-fields.ts';
import { resolveVenueId, resolveVenueSlug } from '#db/queries/sources/merges.ts';
import { listWaitingPairs } from '#db/queries/sources/pairs.ts';
import { createVenue, rawVenue } from '#tests/factories/venues.ts';
import { GEOCODING_SERVICE, geocodingService } from '#tests/mocks/geocoding-service.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const service = setupServer(geocodingService);
let fresh: FreshDatabase;
let authority: Actor;
beforeAll(async () => {
  service.listen({ onUnhandledRequest: 'error' });
  fresh = await freshDatabase({ clock: NOW });
  authority = { role: 'AUTHORITY', userId: fresh.services.newId(), displayName: 'H', organisation: 'M' } as Actor;
});
beforeEach(() =>
  fresh.owner.transaction((tx) =>
    tx.execute(sql`
      alter table venue_merge disable trigger venue_merge_no_delete; delete from venue_merge; alter table venue_merge enable trigger venue_merge_no_delete;
      delete from venue_pair; delete from venue_record; delete from venue; delete from geocoded_address`),
  ),
);
afterAll(async () => {
  service.close();
  await fresh.close();
});

const load = (source: string, ...rows: Record<string, unknown>[]) =>
  importVenues(
    fresh.db,
    rows.map((row) => rawVenue({ source, ...row })),
    { now: NOW, newId: fresh.services.newId },
  );
const act = async (intention: Parameters<typeof perform>[1], input: unknown) => {
  const outcome = await perform(fresh.services, intention, {
    actor: authority,
    opKey: fresh.services.newId(),
    input,
  });
  return outcome as { ok: boolean; refusal?: string; value: { mergeId: string; venueId: string } };
};
const venues = () =>
  fresh.db.read((tx) =>
    tx.execute<{
      id: string;
      slug: string;
      name: string;
      phone: string;
      hours: string;
      source: string;
      lat: number;
      precision: string;
      pass: boolean;
      summary: string;
    }>(
      sql`select id, slug, name, phone, opening_hours as hours, source, lat, position_precision as precision, accepts_pass as pass, summary from venue order by id`,
    ),
  );
const everything = async () => {
  const [row] = await fresh.db.read((tx) =>
    tx.execute<{ all: string }>(sql`select
      (select string_agg((to_jsonb(v) - 'updated_at' - 'imported_at')::text, '|' order by v.id) from venue v)
      || (select string_agg(r::text, '|' order by r.id) from venue_record r) as all`),
  );
  return row?.all;
};
const waiting = () => fresh.db.read((tx) => listWaitingPairs(tx, { limit: 50, offset: 0 }));

/** Two names for one door, too different for the machine. */
const DOUBTFUL = [
  {
    id: '1',
    nom: 'Espace numérique des Tilleuls',
    telephone: '0478000001',
    horaires: 'Mo 09:00-12:00',
    date_maj: '2025-01-01',
  },
  {
    id: '2',
    nom: 'Maison du quartier',
    telephone: '0478000001',
    horaires: 'Tu 09:00-12:00',
    date_maj: '2026-01-01',
  },
] as const;

describe('two sources, one venue', () => {
  it('joins by itself what is surely the same, and the most recent word is shown', async () => {
    await load('a', { id: '1', telephone: '0478000001', horaires: 'Mo 09:00-12:00', date_maj: '2025-01-01' });
    const report = await load('b', {
      id: 'x',
      nom: 'ESPACE NUMERIQUE DES TILLEULS',
      telephone: '0478000001',
      horaires: 'Tu 14:00-18:00',
      date_maj: '2026-01-01',
    });
    expect(report).toMatchObject({ created: 0, merged: 1 });
    expect(await venues()).toMatchObject([
      { name: 'Espace numérique des Tilleuls', hours: 'Tu 14:00-18:00', source: 'b' },
    ]);
  });

  it('does not lose that one source says the pass is accepted', async () => {
    await load('a', {
      id: '1',
      conditions_acces: "Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu",
    });
    await load('b', { id: 'x', date_maj: '2026-06-01' });
    expect(await venues()).toMatchObject([{ pass: true }]);
  });

  it('never joins by itself two rows of one producer', async () => {
    const report = await load('a', { id: '1' }, { id: '2' });
    expect(report).toMatchObject({ created: 2, merged: 0, asked: 1 });
    expect((await waiting()).total).toBe(1);
  });

  it('undoes an automatic merge: a venue of its own, with its own words', async () => {
    await load('a', { id: '1', telephone: '0478000001' });
    await load('b', {
      id: 'x',
      nom: 'Les Tilleuls, espace numérique',
      telephone: '0478000001',
      horaires: 'Tu 14:00-18:00',
    });
    const [merge] = await fresh.db.read((tx) =>
      tx.execute<{ id: string; gone: string }>(sql`select id, gone_id as gone from venue_merge`),
    );
    const kept = (await venues())[0];
    expect(await fresh.db.read((tx) => resolveVenueId(tx, merge?.gone ?? ''))).toBe(kept?.id);
    expect(await act(undoMerge, { mergeId: merge?.id })).toMatchObject({ ok: true });
    expect((await venues()).map(({ name, source }) => [name, source]).sort()).toEqual([
      ['Espace numérique des Tilleuls', 'a'],
      ['Les Tilleuls, espace numérique', 'b'],
    ]);
    const again = await load('b', {
      id: 'x',
      nom: 'Les Tilleuls, espace numérique',
      telephone: '0478000001',
      horaires: 'We 14:00-18:00',
    });
    expect(again).toMatchObject({ updated: 1, merged: 0 });
    expect(await venues()).toHaveLength(2);
    expect(await act(undoMerge, { mergeId: merge?.id })).toMatchObject({ ok: false, refusal: 'MERGE_NOT_FOUND' });
  });
});

describe('what a person decides', () => {
  const doubt = async () => {
    await load('a', DOUBTFUL[0]);
    await load('b', DOUBTFUL[1]);
    const { pairs } = await waiting();
    expect(pairs).toHaveLength(1);
    return pairs[0] as (typeof pairs)[number];
  };

  it('is asked, joins, and undoes exactly', async () => {
    const pair = await doubt();
    const before = await everything();
    const [one, two] = await venues();
    const joined = await act(joinVenues, { a: pair.a, b: pair.b, keep: 'a' });
    expect(joined).toMatchObject({ ok: true });
    const keptId = joined.value.venueId;
    const gone = [one, two].find((venue) => venue?.id !== keptId);
    const [kept] = await venues();
    expect(await venues()).toHaveLength(1);
    expect(kept).toMatchObject({ id: keptId, hours: 'Tu 09:00-12:00' });
    await fresh.db.read(async (tx) => {
      expect(await resolveVenueSlug(tx, gone?.slug ?? '')).toBe(kept?.slug);
      expect(await resolveVenueSlug(tx, gone?.id ?? '')).toBe(kept?.slug);
      expect(await resolveVenueSlug(tx, keptId)).toBe(kept?.slug);
    });
    expect((await waiting()).total).toBe(0);
    const removals = () =>
      fresh.db.read((tx) => tx.execute(sql`select merged_into from venue_removal where venue_id = ${gone?.id}`));
    expect(await removals()).toEqual([{ merged_into: keptId }]);
    expect(await act(undoMerge, { mergeId: joined.value.mergeId })).toMatchObject({ ok: true });
    expect(await removals()).toEqual([]);
    expect(await everything()).toBe(before);
    expect((await waiting()).total).toBe(0);
  });

  it('keeps two venues apart for good', async () => {
    const pair = await doubt();
    expect(await act(keepApart, { a: pair.a, b: pair.b })).toMatchObject({ ok: true });
    expect((await waiting()).total).toBe(0);
    expect(await act(joinVenues, { a: pair.a, b: pair.b, keep: 'a' })).toMatchObject({ refusal: 'PAIR_NOT_FOUND' });
  });

  it('does not take away a venue that has sessions or an organisation', async () => {
    const pair = await doubt();
    const org = fresh.services.newId();
    await fresh.db.transaction((tx) =>
      tx.execute(sql`with o as (insert into venue_org (id, name, created_at) values (${org}, 'Org', now()) returning id)
        update venue set org_id = (select id from o) where id = ${pair.bVenueId}`),
    );
    const before = await everything();
    expect(await act(joinVenues, { a: pair.a, b: pair.b, keep: 'a' })).toMatchObject({ refusal: 'VENUE_IN_USE' });
    expect(await everything()).toBe(before);
    expect(await act(joinVenues, { a: pair.a, b: pair.b, keep: 'b' })).toMatchObject({ ok: true });
  });

  it('follows a venue that is merged again, and comes back with it', async () => {
    const pair = await doubt();
    const first = await act(joinVenues, { a: pair.a, b: pair.b, keep: 'a' });
    await load('c', { id: '9', nom: 'Guichet unique', telephone: '0478000001' });
    const next = (await waiting()).pairs[0];
    if (next === undefined) throw new Error('nothing to ask');
    const keep = next.aVenueId === first.value.venueId ? 'b' : 'a';
    const second = await act(joinVenues, { a: next.a, b: next.b, keep });
    expect(second).toMatchObject({ ok: true });
    expect(await fresh.db.read((tx) => resolveVenueId(tx, pair.bVenueId))).toBe(second.value.venueId);
    await act(undoMerge, { mergeId: second.value.mergeId });
    expect(await fresh.db.read((tx) => resolveVenueId(tx, pair.bVenueId))).toBe(first.value.venueId);
    await act(undoMerge, { mergeId: first.value.mergeId });
    expect(await fresh.db.read((tx) => resolveVenueId(tx, pair.bVenueId))).toBe(pair.bVenueId);
    expect(await venues()).toHaveLength(3);
  });

  it('is stopped by the database: a gone id or address is nobody else’s, a merge is never erased', async () => {
    const pair = await doubt();
    const joined = await act(joinVenues, { a: pair.a, b: pair.b, keep: 'a' });
    const [merge] = await fresh.db.read((tx) =>
      tx.execute<{ id: string; slug: string }>(sql`select gone_id as id, gone_slug as slug from venue_merge`),
    );
    await expect(fresh.db.transaction((tx) => createVenue(tx, { id: merge?.id as string }))).rejects.toThrow();
    await expect(fresh.db.transaction((tx) => createVenue(tx, { slug: merge?.slug as string }))).rejects.toThrow();
    await expect(
      fresh.owner.transaction((tx) => tx.execute(sql`delete from venue_merge where id = ${joined.value.mergeId}`)),
    ).rejects.toThrow();
  });
});

describe('who is believed', () => {
  const stamp = () => ({ now: NOW, day: '2026-11-23', newId: fresh.services.newId });

  it('the venue’s own word beats an import, before and after', async () => {
    await load('a', { id: '1', telephone: '0478000001', date_maj: '2026-01-01' });
    const id = (await venues())[0]?.id ?? '';
    await fresh.db.transaction((tx) =>
      writeVenueFields(tx, id, 'venue', { phone: '+33478999999', summary: 'Chez nous.' }, stamp()),
    );
    await load('a', { id: '1', telephone: '0478000002', date_maj: '2027-01-01' });
    expect(await venues()).toMatchObject([{ phone: '+33478999999', summary: 'Chez nous.' }]);
    await fresh.db.transaction((tx) => writeVenueFields(tx, id, 'venue', { phone: null }, stamp()));
    expect(await venues()).toMatchObject([{ phone: null, summary: 'Chez nous.' }]);
  });

  it('the authority chooses among sources that disagree, but not over the venue', async () => {
    await load('a', { id: '1', telephone: '0478000001', horaires: 'Mo 09:00-12:00', date_maj: '2025-01-01' });
    await load('b', { id: 'x', telephone: '0478000001', horaires: 'Tu 09:00-12:00', date_maj: '2026-01-01' });
    const id = (await venues())[0]?.id ?? '';
    const [older] = await fresh.db.read((tx) =>
      tx.execute<{ id: string }>(sql`select id from venue_record where source = 'a'`),
    );
    expect(await act(chooseWords, { venueId: id, recordId: older?.id, group: 'hours' })).toMatchObject({ ok: true });
    expect(await venues()).toMatchObject([{ hours: 'Mo 09:00-12:00' }]);
    await fresh.db.transaction((tx) =>
      writeVenueFields(tx, id, 'venue', { openingHours: 'We 09:00-12:00', hoursText: null }, stamp()),
    );
    expect(await act(chooseWords, { venueId: id, recordId: older?.id, group: 'hours' })).toMatchObject({
      refusal: 'VENUE_SAID',
    });
    expect(await venues()).toMatchObject([{ hours: 'We 09:00-12:00' }]);
  });

  it('asks about each disagreement once: kept or taken, it comes back when a source says something new', async () => {
    const say = (source: string, horaires: string, date_maj: string) =>
      load(source, { id: source, telephone: '0478000001', horaires, date_maj });
    const open = (group: 'hours' | 'phone' | null = null) => listOpenConflicts(fresh.db, { group, page: 9, size: 1 });
    const first = async () => {
      const conflict = (await open()).conflicts[0];
      if (conflict === undefined) throw new Error('no conflict');
      return { ...conflict, asked: { venueId: conflict.venueId, group: conflict.group, seen: conflict.seen } };
    };
    await say('a', 'Mo 09:00-12:00', '2025-01-01');
    await say('b', 'Tu 09:00-12:00', '2026-01-01');
    const before = await first();
    expect(before).toMatchObject({ group: 'hours', shown: { source: 'b' }, others: [{ source: 'a' }] });
    expect([await open(), await open('hours'), await open('phone')]).toMatchObject([
      { total: 1, page: 1 },
      { total: 1 },
      { total: 0, conflicts: [] },
    ]);
    expect(await act(keepShownWords, before.asked)).toMatchObject({ ok: true });
    expect((await open()).total).toBe(0);
    expect(await act(keepShownWords, before.asked)).toMatchObject({ refusal: 'CONFLICT_CHANGED' });
    await say('a', 'Mo 09:00-12:00', '2025-06-01');
    expect((await open()).total).toBe(0);

    await say('a', 'We 09:00-12:00', '2025-09-01');
    const again = await first();
    const other = { recordId: again.others[0]?.id };
    expect(await act(chooseWords, { ...before.asked, ...other })).toMatchObject({ refusal: 'CONFLICT_CHANGED' });
    expect(await act(chooseWords, { ...again.asked, ...other })).toMatchObject({ ok: true });
    expect(await venues()).toMatchObject([{ hours: 'We 09:00-12:00' }]);
    expect((await open()).total).toBe(0);

    await fresh.db.transaction((tx) =>
      writeVenueFields(tx, again.venueId, 'venue', { openingHours: 'Fr 09:00-12:00', hoursText: null }, stamp()),
    );
    const own = await first();
    expect(own).toMatchObject({ shown: { source: 'venue' }, others: [{ source: 'metropole' }, {}, {}] });
    expect(await act(chooseWords, { ...own.asked, recordId: own.others[0]?.id })).toMatchObject({
      refusal: 'VENUE_SAID',
    });
    expect(await act(keepShownWords, own.asked)).toMatchObject({ ok: true });
    expect((await open()).total).toBe(0);
    expect(await venues()).toMatchObject([{ hours: 'Fr 09:00-12:00' }]);
  });

  it('takes a venue written before records were kept for what it is', async () => {
    const { id } = await fresh.db.transaction((tx) => createVenue(tx, { name: 'Ancien lieu', phone: '+33478000001' }));
    await fresh.db.transaction((tx) => writeVenueFields(tx, id, 'venue', { summary: 'Bonjour.' }, stamp()));
    expect(await venues()).toMatchObject([{ id, name: 'Ancien lieu', phone: '+33478000001', summary: 'Bonjour.' }]);
  });
});

describe('venues without coordinates', () => {
  const lost = { id: '1', latitude: '', longitude: '' };

  it('stand at the middle of their commune until the service places them', async () => {
    await load('a', lost);
    expect(await venues()).toMatchObject([{ precision: 'COMMUNE' }]);
    const geocoder = createGeocoder({ GEOCODER: GEOCODING_SERVICE }) as Geocoder;
    expect(await placeVenues(fresh.services, geocoder, () => Promise.resolve())).toEqual({ addresses: 1, venues: 1 });
    expect(await venues()).toMatchObject([{ precision: 'DOOR', lat: 45.7667 }]);
    expect(await load('a', lost)).toMatchObject({ unchanged: 1 });
    expect(await venues()).toMatchObject([{ precision: 'DOOR', lat: 45.7667 }]);
    expect(
      await load('b', { ...lost, id: '2', adresse: '12, rue des TILLEULS', nom: 'Autre chose', telephone: '' }),
    ).toMatchObject({ created: 1 });
    expect((await venues()).map(({ precision }) => precision)).toEqual(['DOOR', 'DOOR']);
  });
});
