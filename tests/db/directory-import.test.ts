import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImportOptions, importVenues } from '#app/directory/import-venues.ts';
import { readVenueFile } from '#app/directory/read-venue-file.ts';
import { countVenues, findVenueBySlug } from '#db/queries/venues.ts';
import { demonstrationVenues } from '#db/seed/venues.ts';
import { rawVenue } from '#tests/factories/venues.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

const SHARED = new URL('../../../shared/data/', import.meta.url);
const NOW = new Date('2026-11-23T09:00:00Z');
const TODAY = '2026-11-23';

let fresh: FreshDatabase;
let options: ImportOptions;
beforeAll(async () => {
  fresh = await freshDatabase();
  options = { now: NOW, newId: fresh.services.newId };
});
afterAll(() => fresh.close());

const rowsOf = (path: string): unknown[] => {
  const file = readVenueFile(readFileSync(new URL(path, SHARED)));
  if (file.kind !== 'rows') throw new Error(file.reason);
  return file.rows;
};

describe('the venues of the demonstration', () => {
  it('are all read, then all unchanged, within seconds', async () => {
    const rows = demonstrationVenues();
    const first = await importVenues(fresh.db, rows, options);
    expect(first).toMatchObject({ version: 'v0.1', read: 687, created: 687, updated: 0, unchanged: 0, refused: [] });
    const again = await importVenues(fresh.db, rows, { ...options, now: new Date('2027-01-01T00:00:00Z') });
    expect(again).toMatchObject({ read: 687, created: 0, updated: 0, unchanged: 687, refused: [] });
  });

  it('are translated into v1 words, with pass acceptance kept apart', async () => {
    const bron = await fresh.db.read((tx) =>
      findVenueBySlug(tx, 'cyber-base-de-bron-espace-numerique-de-la-mjc-de-bron', TODAY),
    );
    expect(bron).toMatchObject({
      name: 'Cyber-base de Bron / Espace numérique de la MJC de Bron',
      commune: 'Bron',
      inseeCode: '69029',
      inTerritory: true,
      acceptsPass: true,
      services: [
        'Accès internet et matériel informatique',
        'Maîtrise des outils numériques du quotidien',
        'Compréhension du monde numérique',
      ],
      publics: ['Familles et/ou enfants', 'Jeunes', 'Seniors'],
      fees: ['Gratuit', 'Payant'],
      supportModes: ['Dans un atelier collectif', 'Accompagnement individuel'],
      pivot: null,
      wheelchair: null,
      source: 'Hinaura',
      sourceUpdatedOn: '2021-05-05',
    });
  });
});

describe('importing', () => {
  it('updates a changed row and keeps its address and identity', async () => {
    const before = rawVenue({ id: 'changing', nom: 'Maison du quai' });
    await importVenues(fresh.db, [before], options);
    const found = await fresh.db.read((tx) => findVenueBySlug(tx, 'maison-du-quai-villeurbanne', TODAY));
    const report = await importVenues(
      fresh.db,
      [{ ...before, nom: 'La Maison du quai', telephone: '04 78 00 00 00' }],
      options,
    );
    expect(report).toMatchObject({ read: 1, created: 0, updated: 1, unchanged: 0, refused: [] });
    const after = await fresh.db.read((tx) => findVenueBySlug(tx, 'maison-du-quai-villeurbanne', TODAY));
    expect(after).toMatchObject({ id: found?.id, name: 'La Maison du quai', phone: '+33478000000' });
  });

  it('writes nothing on a dry run', async () => {
    const row = rawVenue({ id: 'dry', nom: 'Lieu à blanc' });
    const report = await importVenues(fresh.db, [row], { ...options, dryRun: true });
    expect(report).toMatchObject({ created: 1, dryRun: true });
    expect(await fresh.db.read((tx) => findVenueBySlug(tx, 'lieu-a-blanc-villeurbanne', TODAY))).toBeNull();
  });

  it('files every row under the source it is given', async () => {
    const row = rawVenue({ id: 'sourced', nom: 'Lieu sourcé' });
    await importVenues(fresh.db, [row], { ...options, source: 'Ma ville' });
    const found = await fresh.db.read((tx) => findVenueBySlug(tx, 'lieu-source-villeurbanne', TODAY));
    expect(found).toMatchObject({ source: 'Ma ville', sourceId: 'sourced' });
  });

  it('counts every row and says for each refused one its field and the reason', async () => {
    const rows = [
      rawVenue({ id: 'good' }),
      rawVenue({ id: 'no-name', nom: '  ' }),
      rawVenue({ id: 'bad-postcode', code_postal: '691' }),
      rawVenue({ id: 'bad-service', services: 'Réparer des vélos' }),
      rawVenue({ id: 'bad-public', publics_accueillis: 'Martiens' }),
      rawVenue({ id: 'bad-date', date_maj: '2021-02-30' }),
      rawVenue({ id: 'bad-latitude', latitude: 145 }),
      rawVenue({ id: 'bad-appointment', prise_rdv: 'sur place' }),
      rawVenue({ id: 'bad-pivot', pivot: '1' }),
      rawVenue({ id: 'good', nom: 'Le même identifiant' }),
      'pas un objet',
      null,
    ];
    const report = await importVenues(fresh.db, rows, options);
    expect(report.read).toBe(rows.length);
    expect(report.created + report.updated + report.unchanged + report.refused.length).toBe(report.read);
    expect(report.refused.map(({ row, field }) => [row, field])).toEqual([
      [2, 'nom'],
      [3, 'code_postal'],
      [4, 'services'],
      [5, 'publics_accueillis'],
      [6, 'date_maj'],
      [7, 'latitude'],
      [8, 'prise_rdv'],
      [9, 'pivot'],
      [10, 'id'],
      [11, 'ligne'],
      [12, 'ligne'],
    ]);
    expect(report.refused[3]).toMatchObject({
      id: 'bad-public',
      reason: '« Martiens » n’est pas une valeur du standard.',
    });
    expect(report.refused[8]?.reason).toContain('ligne 1');
  });

  it('says where a row without source should come from', async () => {
    const { source: _, ...row } = rawVenue({ id: 'nowhere' });
    const report = await importVenues(fresh.db, [row], options);
    expect(report.refused).toMatchObject([{ field: 'source', reason: expect.stringContaining('--source') }]);
  });
});

const present = existsSync(SHARED);
if (!present)
  console.warn(
    'tests/db/directory-import : les fichiers réels de ../shared/data sont absents, leurs tests sont passés.',
  );

describe.skipIf(!present)('real files', () => {
  it.each([
    { path: 'venues/lyon/conseillers-numeriques-schema-v0.1.json', version: 'v0.1', read: 91 },
    { path: 'venues/lyon/data-inclusion-schema-v0.1.json', version: 'v0.1', read: 89 },
    { path: 'venues/national/charente-schema-v1.json', version: 'v1', read: 188 },
    {
      path: 'venues/national/conseillers-numeriques-permanences-2023-01-schema-v0.1.json',
      version: 'v0.1',
      read: 4930,
    },
    { path: 'schema/exemple-valide-v1.csv', version: 'v1', read: 1 },
  ])('$path is read whole, and twice changes nothing', async ({ path, version, read }) => {
    const rows = rowsOf(path);
    const source = path;
    const first = await importVenues(fresh.db, rows, { ...options, source });
    expect(first).toMatchObject({ version, read, created: read, refused: [] });
    const again = await importVenues(fresh.db, rows, { ...options, source });
    expect(again).toMatchObject({ unchanged: read, created: 0, updated: 0, refused: [] });
  });

  it('finds every Lyon venue inside the territory, whatever the spelling of its commune', async () => {
    const rows = rowsOf('venues/lyon/conseillers-numeriques-schema-v0.1.json');
    await importVenues(fresh.db, rows, { ...options, source: 'lyon' });
    const found = await fresh.db.read((tx) => countVenues(tx, { source: 'lyon' }));
    expect(found).toEqual({ all: 91, inTerritory: 91 });
  });

  it('reads the Rés’IN export without its rows being dropped: each is refused with its field', async () => {
    const rows = rowsOf('venues/lyon/resin-structures-2022.json');
    const report = await importVenues(fresh.db, rows, options);
    expect(report.refused).toHaveLength(rows.length);
    expect(new Set(report.refused.map(({ field }) => field))).toEqual(new Set(['id']));
  });
});
