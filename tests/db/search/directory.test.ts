import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listVenuePoints, listVenues } from '#app/directory/list-venues.ts';
import { haversine } from '#app/directory/rules/distance.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { countVenues, findVenueBySlug, nearbyVenues } from '#db/queries/venues.ts';
import { orgLabel, venueOrg } from '#db/schema/directory.ts';
import { seedVenues } from '#db/seed/venues.ts';
import { createVenue } from '#tests/factories/venues.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

/** Monday 23 November 2026, half past two in Paris. */
const NOW = new Date('2026-11-23T13:30:00Z');
const OPEN_ON_MONDAYS = 'Mo 14:00-17:00; PH off';

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase({ clock: NOW });
  const { newId } = fresh.services;
  await seedVenues(fresh.db, { now: NOW, newId });
  await fresh.owner.transaction(async (tx) => {
    const labelled = newId();
    const lapsed = newId();
    await tx.insert(venueOrg).values([
      { id: labelled, name: 'Association labellisée', createdAt: NOW },
      { id: lapsed, name: 'Association au label échu', createdAt: NOW },
    ]);
    await tx.insert(orgLabel).values([
      { id: newId(), orgId: labelled, startsOn: '2026-11-23', endsOn: '2026-11-23', createdAt: NOW },
      { id: newId(), orgId: lapsed, startsOn: '2025-01-01', endsOn: '2026-11-22', createdAt: NOW },
    ]);
    const common = { services: ['Loisirs et créations numériques'], openingHours: OPEN_ON_MONDAYS };
    await createVenue(tx, { ...common, slug: 'labelled', name: 'Atelier Kangourou', orgId: labelled });
    await createVenue(tx, { ...common, slug: 'lapsed', name: 'Atelier Ornithorynque', orgId: lapsed });
    await createVenue(tx, {
      ...common,
      slug: 'seniors',
      name: 'Atelier Wombat',
      publics: ['Seniors'],
      wheelchair: true,
      openingHours: 'Tu 14:00-17:00',
    });
    await createVenue(tx, {
      ...common,
      slug: 'youth',
      name: 'Atelier Koala',
      publics: ['Jeunes'],
      lat: null,
      lon: null,
      openingHours: null,
    });
  });
});
afterAll(() => fresh.close());

const search = (query: string) => listVenues(fresh.services, parseVenueSearch(new URLSearchParams(query)));
const slugs = async (query: string) => (await search(query)).venues.map(({ slug }) => slug);

describe('words', () => {
  it.each([
    ['mediatheque', /m[ée]diath[èe]que/i],
    ['MÉDIATHÈQUES', /m[ée]diath[èe]que/i],
    ['mediateque', /m[ée]diath[èe]que/i],
    ['médiath', /m[ée]diath[èe]que/i],
    // The two words name one kind of venue, and the territory's own come first.
    ['biblioteque', /biblioth[èe]que|m[ée]diath[èe]que/i],
  ])('%s finds venues of that name first', async (words, name) => {
    const { venues, total } = await search(`q=${encodeURIComponent(words)}`);
    expect(total).toBeGreaterThan(5);
    for (const venue of venues.slice(0, 3)) expect(venue.name).toMatch(name);
  });

  it.each([
    ['st genis', 'Saint-Genis-Laval'],
    ['saint-génis laval', 'Saint-Genis-Laval'],
    ['villeurbane', 'Villeurbanne'],
    ['69100', 'Villeurbanne'],
  ])('%s finds the venues of %s', async (words, commune) => {
    const { venues } = await search(`q=${encodeURIComponent(words)}`);
    expect(venues.length).toBeGreaterThan(0);
    expect(venues[0]?.commune).toBe(commune);
  });

  it('puts the territory before the rest of the region', async () => {
    const { venues, total } = await search('q=centre+social');
    const outside = venues.findIndex(({ inTerritory }) => !inTerritory);
    expect(outside).toBeGreaterThan(0);
    expect(venues.slice(outside).every(({ inTerritory }) => !inTerritory)).toBe(true);
    expect(total).toBeGreaterThan(venues.length);
  });

  it('wants every word, and says so when it must take some', async () => {
    expect((await search('q=cyber+base+bron')).partly).toBe(false);
    const { venues, partly } = await search('q=kangourou+introuvablissime');
    expect(partly).toBe(true);
    expect(venues.map(({ slug }) => slug)).toEqual(['labelled']);
  });

  it('understands a need that no venue has in its name', async () => {
    const { venues } = await search('q=caf');
    expect(
      venues.some(
        ({ name, services }) => !/caf/i.test(name) && services.includes('Aide aux démarches administratives'),
      ),
    ).toBe(true);
  });

  it.each([
    ["'; drop table venue; --"],
    ['%_\\'],
    ['a:* & !b | (c'],
    ['<script>alert(1)</script>'],
    ['😀 🦘'],
    ['\u0000'],
    ['et de la'],
  ])('survives %o', async (words) => {
    const { total } = await search(new URLSearchParams({ q: words }).toString());
    expect(total).toBeGreaterThanOrEqual(0);
    expect((await fresh.db.read((tx) => countVenues(tx))).all).toBe(691);
  });
});

describe('place', () => {
  it('sorts by distance from a commune, within the radius, and says each distance', async () => {
    const { venues, place } = await search('near=villeurbane&radius=5');
    expect(place).toMatchObject({ kind: 'found', place: { name: 'Villeurbanne', precision: 'centre' } });
    const distances = venues.map(({ distanceM }) => distanceM ?? Number.NaN);
    expect(distances.length).toBeGreaterThan(3);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(Math.max(...distances)).toBeLessThanOrEqual(5000);
    const from = { lat: 45.7705, lon: 4.8875 };
    for (const { lat, lon, distanceM } of venues) {
      expect(haversine(from, { lat: lat ?? 0, lon: lon ?? 0 })).toBeCloseTo(distanceM ?? 0, 0);
    }
  });

  it('finds exactly what a circle holds', async () => {
    const from = { lat: 45.19, lon: 5.72 };
    const { total } = await search(`near=${from.lat},${from.lon}&radius=20`);
    const all = await listVenuePoints(fresh.services, parseVenueSearch(new URLSearchParams('area=all')));
    expect(total).toBeGreaterThan(10);
    expect(total).toBe(all.points.filter((point) => haversine(from, point) <= 20_000).length);
  });

  it('places a commune outside the territory in the middle of its venues, and says it is approximate', async () => {
    const { place } = await search('near=Grenoble');
    expect(place).toMatchObject({ kind: 'found', place: { name: 'Grenoble', precision: 'venues' } });
  });

  it('says when it cannot place a commune, or does not know it', async () => {
    expect((await search('near=Brest')).place).toEqual({ kind: 'unplaced', name: 'Brest' });
    expect((await search('near=qqqqqq')).place).toEqual({ kind: 'unknown', asked: 'qqqqqq' });
    expect((await search('near=12+rue+des+Tilleuls,+Villeurbanne')).place).toMatchObject({
      kind: 'found',
      place: { name: 'Villeurbanne' },
    });
  });

  it('keeps to the frame of the map', async () => {
    const { points } = await listVenuePoints(
      fresh.services,
      parseVenueSearch(new URLSearchParams('bounds=4.8,45.7,4.9,45.8')),
    );
    expect(points.length).toBeGreaterThan(5);
    for (const { lat, lon } of points) {
      expect(lat).toBeGreaterThan(45.7);
      expect(lon).toBeLessThan(4.9);
    }
  });

  it('ranks the nearest venues by true distance', async () => {
    const from = { lat: 45.76, lon: 4.85 };
    const near = await fresh.db.read((tx) => nearbyVenues(tx, from, { limit: 10 }));
    const { points } = await listVenuePoints(fresh.services, parseVenueSearch(new URLSearchParams('area=all')));
    const exact = points.map((point) => haversine(from, point)).sort((a, b) => a - b);
    expect(near.map(({ distanceM }) => Math.round(distanceM))).toEqual(exact.slice(0, 10).map(Math.round));
  });
});

describe('filters', () => {
  const WANTED = 'q=atelier+kangourou&';
  it('takes a venue labelled today or announced by its source, and knows one from the other', async () => {
    expect(await slugs(`${WANTED}pass=1`)).toEqual(['labelled']);
    expect((await search(`${WANTED}pass=1`)).venues[0]).toMatchObject({ labelled: true, acceptsPass: false });
    expect(await slugs('q=ornithorynque&pass=1')).toEqual([]);
    const { venues } = await search('q=cyber-base+bron&pass=1');
    expect(venues[0]).toMatchObject({ labelled: false, acceptsPass: true });
  });

  it('knows the day a label ends', async () => {
    const slug = 'labelled';
    expect(await fresh.db.read((tx) => findVenueBySlug(tx, slug, '2026-11-23'))).toMatchObject({
      labelled: true,
      orgName: 'Association labellisée',
    });
    expect(await fresh.db.read((tx) => findVenueBySlug(tx, slug, '2026-11-24'))).toMatchObject({ labelled: false });
  });

  it('opens on the Paris clock', async () => {
    const open = await search('services=loisirs&open=1');
    expect(open.venues.map(({ slug }) => slug).sort()).toEqual(['labelled', 'lapsed']);
    expect(open.venues[0]?.opening?.replace(/\u00a0/g, ' ')).toBe('Ouvert, ferme à 17 h');
  });

  it('counts a venue that names no public among those for everybody', async () => {
    expect((await slugs('services=loisirs&public=seniors')).sort()).toEqual(['labelled', 'lapsed', 'seniors']);
  });

  it('asks of a wheelchair only what was said', async () => {
    expect(await slugs('accessible=1')).toEqual(['seniors']);
  });

  it('keeps to the territory until more is asked', async () => {
    expect((await search('')).total).toBe(33);
    expect((await search('area=all')).total).toBe(691);
  });

  it('gives each venue once over the pages', async () => {
    const all = await Promise.all(Array.from({ length: 35 }, (_, n) => slugs(`area=all&page=${n + 1}`)));
    expect(all.slice(0, 34).every((page) => page.length === 20)).toBe(true);
    expect(new Set(all.flat()).size).toBe(691);
  });
});

describe('nothing found', () => {
  it('proposes a wider circle, fewer choices, and the nearest venues', async () => {
    const { total, suggestions } = await search('near=Quincieux&radius=2&services=materiel');
    expect(total).toBe(0);
    expect(suggestions?.wider).toBeNull();
    expect(suggestions?.nearest).toHaveLength(5);
    const wider = await search('near=Quincieux&radius=2');
    expect(wider.suggestions?.wider?.radiusKm).toBeGreaterThan(2);
    expect(wider.suggestions?.wider?.count).toBeGreaterThan(0);
    const fewer = await search('accessible=1&pass=1');
    expect(fewer.suggestions?.withoutFilters?.count).toBe(33);
    expect(suggestions?.withoutFilters?.radiusKm).toBe(wider.suggestions?.wider?.radiusKm);
  });

  it('says of each choice taken away, and of each spelling, what it would bring', async () => {
    const none = await search('near=Villeurbanne&radius=2&services=materiel&public=femmes&pass=1&accessible=1');
    const without = none.suggestions?.withoutOne ?? [];
    expect(none.total).toBe(0);
    for (const { choice, count } of without) expect([choice, count > 0]).toEqual([choice, true]);
    const two = await search('services=demarches&accessible=1');
    expect(two.suggestions?.withoutOne).toEqual([
      { choice: 'services', count: (await search('accessible=1')).total },
      { choice: 'accessible', count: (await search('services=demarches')).total },
    ]);
    const misspelt = await search('q=orrdinnatueur');
    expect(misspelt.total).toBe(0);
    expect(misspelt.suggestions?.spellings.length).toBeGreaterThan(0);
    for (const { q, count } of misspelt.suggestions?.spellings ?? [])
      expect(count).toBe((await search(`q=${encodeURIComponent(q)}`)).total);
  });
});
