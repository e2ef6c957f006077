import { existsSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVenueFile } from '#app/directory/read-venue-file.ts';
import { type ImportOptions, importVenues } from '#app/sources/import-venues.ts';
import { Database } from '#db/client.ts';
import { findVenueBySlug } from '#db/queries/venues.ts';
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
    expect(report.created + report.updated + report.unchanged + report.merged + report.refused.length).toBe(
      report.read,
    );
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

/** All that a second import of the same file must leave as it was. */
async function snapshot(): Promise<string> {
  const [row] = await fresh.db.read((tx) =>
    tx.execute<{ digest: string }>(sql`
      select md5(coalesce((select string_agg(v::text, '' order by id) from venue v), '')
        || coalesce((select string_agg(r::text, '' order by id) from venue_record r), '')
        || coalesce((select string_agg(p::text, '' order by a, b) from venue_pair p), '')) as digest`),
  );
  return row?.digest ?? '';
}

/** Their postcode is that of several communes, and neither the name nor the address says which. */
const REFUSED_AIDANTS = 4;
const present = existsSync(SHARED);
if (!present)
  console.warn(
    'tests/db/directory-import : les fichiers réels de ../shared/data sont absents, leurs tests sont passés.',
  );

describe.skipIf(!present)('real files', () => {
  /** As the command has it: thousands of rows take longer than a page may. */
  let patient: Database;
  beforeAll(() => {
    patient = new Database({ url: fresh.url, poolSize: 2, deadlineMs: 120_000 });
  });
  afterAll(() => patient.close());

  it.each([
    { path: 'venues/lyon/hinaura-schema-v0.1.json', shape: 'standard', read: 29, refused: 0 },
    { path: 'venues/lyon/hinaura-brut.json', shape: 'hinaura-brut', read: 39, refused: 0 },
    {
      path: 'venues/lyon/conseillers-numeriques-schema-v0.1.json',
      shape: 'conseillers-numeriques',
      read: 91,
      refused: 0,
    },
    { path: 'venues/lyon/data-inclusion-schema-v0.1.json', shape: 'data-inclusion', read: 89, refused: 13 },
    { path: 'venues/lyon/france-services.csv', shape: 'france-services', read: 13, refused: 0 },
    { path: 'venues/lyon/aidants-connect-rhone.json', shape: 'aidants-connect', read: 61, refused: REFUSED_AIDANTS },
    { path: 'venues/lyon/resin-structures-2022.json', shape: 'resin', read: 7, refused: 0 },
    { path: 'venues/national/charente-schema-v1.json', shape: 'standard', read: 188, refused: 0 },
    { path: 'venues/national/hinaura-aura-2021-schema-v0.1.json', shape: 'standard', read: 687, refused: 0 },
    {
      path: 'venues/national/conseillers-numeriques-permanences-2023-01-schema-v0.1.json',
      shape: 'conseillers-numeriques',
      read: 4930,
      refused: 0,
    },
    { path: 'schema/exemple-valide-v1.csv', shape: 'standard', read: 1, refused: 0 },
  ])('$path: every row is accounted for, and twice changes nothing', async ({ path, shape, read, refused }) => {
    const rows = rowsOf(path);
    const before = await snapshot();
    const first = await importVenues(patient, rows, options);
    expect(first).toMatchObject({ shape, read });
    expect(first.refused).toHaveLength(refused);
    expect(first.created + first.updated + first.unchanged + first.merged + refused).toBe(read);
    expect(first.refused.every(({ field, reason }) => field !== '' && reason.endsWith('.'))).toBe(true);
    const after = await snapshot();
    expect(after).not.toBe(before);
    const again = await importVenues(patient, rows, { ...options, now: new Date('2027-01-01T00:00:00Z') });
    expect(again).toMatchObject({ unchanged: read - refused, created: 0, updated: 0, merged: 0 });
    expect(await snapshot()).toBe(after);
  });

  it('refuses the shelters of data·inclusion, and says why', async () => {
    const { refused } = await importVenues(fresh.db, rowsOf('venues/lyon/data-inclusion-schema-v0.1.json'), options);
    expect(new Set(refused.map(({ field, reason }) => `${field}: ${reason}`))).toEqual(
      new Set(['source: Un hébergement (SIAO) n’est pas un lieu de médiation numérique.']),
    );
  });

  it('finds the Lyon venues inside the territory, whatever the spelling of their commune', async () => {
    await importVenues(fresh.db, rowsOf('venues/lyon/conseillers-numeriques-schema-v0.1.json'), {
      ...options,
      source: 'lyon',
    });
    const outside = await fresh.db.read((tx) =>
      tx.execute(
        sql`select fields->>'commune' as commune from venue_record where source = 'lyon' and (fields->>'inTerritory') <> 'true'`,
      ),
    );
    expect(outside).toEqual([]);
  });

  it('knows the seven venues that accept the pass, whatever the source that says so', async () => {
    const rows = await fresh.db.read((tx) =>
      tx.execute<{ name: string }>(sql`select name from venue where accepts_pass and in_territory order by name`),
    );
    const names = rows.map(({ name }) => name).join(' | ');
    for (const word of ['Cyber-base', 'Oasis', 'Rayonne', 'MIETE', 'Val de Sa', 'Lyon pour l', 'Son du Clic'])
      expect(names.toLowerCase()).toContain(word.toLowerCase());
  });

  it('places the venues without coordinates at the middle of their commune, and says so', async () => {
    const [row] = await fresh.db.read((tx) =>
      tx.execute<{ placed: number; lost: number }>(sql`
        select count(*) filter (where position_precision = 'COMMUNE')::int as placed,
          count(*) filter (where lat is null and in_territory)::int as lost from venue`),
    );
    expect(row?.placed).toBeGreaterThan(20);
    expect(row?.lost).toBe(0);
  });
});
