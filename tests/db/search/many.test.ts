import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listVenues } from '#app/directory/list-venues.ts';
import { haversine } from '#app/directory/rules/distance.ts';
import { parseVenueSearch } from '#app/directory/rules/read-search.ts';
import { FEW_VENUES } from '#app/directory/rules/search.ts';
import { resultTitle } from '#app/directory/texts.fr.ts';
import { nearbyVenues } from '#db/queries/venues.ts';
import { importReal, multiplyVenues } from '#scripts/bench/many-venues.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const VENUES = 5_000;

let fresh: FreshDatabase;
let all: { slug: string; lat: number; lon: number; accepts_pass: boolean }[];
beforeAll(async () => {
  fresh = await freshDatabase({ clock: new Date('2026-11-23T13:30:00Z') });
  await importReal(fresh.services);
  await multiplyVenues(fresh.url, VENUES);
  const sql = postgres(fresh.url, { max: 1 });
  all = await sql`select slug, lat, lon, accepts_pass from venue where lat is not null`;
  await sql.end();
});
afterAll(() => fresh.close());

const search = (query: string) => listVenues(fresh.services, parseVenueSearch(new URLSearchParams(query)));

/** The same, by reading everything and sorting. */
function exactly(from: { lat: number; lon: number }, radiusM: number, keep: (venue: (typeof all)[number]) => boolean) {
  return all
    .filter(keep)
    .map((venue) => ({ slug: venue.slug, metres: haversine(from, venue) }))
    .filter(({ metres }) => metres <= radiusM)
    .sort((a, b) => a.metres - b.metres);
}

describe(`among ${VENUES} venues`, () => {
  it('finds the very nearest twenty, from a hundred places', async () => {
    for (let i = 0; i < 100; i += 1) {
      const from = { lat: 45 + ((i * 37) % 200) / 100, lon: 3 + ((i * 53) % 400) / 100 };
      const found = await fresh.db.read((tx) => nearbyVenues(tx, from, { limit: 20 }));
      const wanted = exactly(from, Number.POSITIVE_INFINITY, () => true).slice(0, 20);
      expect(found.map(({ distanceM }) => Math.round(distanceM))).toEqual(
        wanted.map(({ metres }) => Math.round(metres)),
      );
    }
  });

  it.each([
    ['common', '', () => true],
    ['rare', '&pass=1', (venue: { accepts_pass: boolean }) => venue.accepts_pass],
  ])('gives every page of a list by distance in the exact order, when what is asked is %s', async (_, filter, keep) => {
    const from = { lat: 45.76, lon: 4.85 };
    const wanted = exactly(from, 50_000, keep).slice(0, 60);
    const pages = [];
    for (const page of [1, 2, 3])
      pages.push(...(await search(`near=${from.lat},${from.lon}&radius=50${filter}&page=${page}`)).venues);
    expect(pages.map(({ slug }) => slug)).toEqual(wanted.map(({ slug }) => slug));
  });

  it('counts to a thousand, and says so', async () => {
    const asked = parseVenueSearch(new URLSearchParams('area=all'));
    const list = await listVenues(fresh.services, asked);
    expect(list.total).toBe(FEW_VENUES + 1);
    expect(resultTitle(list, asked, 'Métropole')).toMatch(/^Plus de 1\s000\slieux en tout$/);
    expect((await search('area=all&page=50')).venues).toHaveLength(20);
  });

  it('ranks what words find near a place, however many there are', async () => {
    const { venues, total } = await search('q=ordinateur+lyon&radius=50');
    expect(total).toBeGreaterThan(100);
    expect(venues).toHaveLength(20);
    for (const { services } of venues) expect(services).toContain('Maîtrise des outils numériques du quotidien');
  });
});
