import { existsSync, readFileSync } from 'node:fs';
import { fromSchemaLieuDeMediationNumerique } from '@gouvfr-anct/lieux-de-mediation-numerique';
import { parse } from 'csv-parse/sync';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRow } from '#app/directory/rules/read-row.ts';
import { V1_FIELDS } from '#app/directory/rules/standard.ts';
import { removedVenues } from '#app/opendata/removed-venues.ts';
import type { FileFormat } from '#app/opendata/rules/file-writers.ts';
import { Problem } from '#app/opendata/rules/problem.ts';
import { venueFile } from '#app/opendata/venue-file.ts';
import { dataWatch } from '#app/platform/kept/data-watch.ts';
import { orgLabel, venue, venueOrg } from '#db/schema/directory.ts';
import { createVenue } from '#tests/factories/venues.ts';
import { type FreshDatabase, freshDatabase } from '#tests/setup/database.ts';

type Row = Record<string, string | number>;

let demo: FreshDatabase;
beforeAll(async () => {
  demo = await freshDatabase({ demo: true });
});
afterAll(() => demo.close());

const ask = (fresh: FreshDatabase, format: FileFormat, query = '', headers: Record<string, string> = {}) => {
  // What is written here goes past the server, which would have said so: it asks twice a second by itself.
  dataWatch(fresh.services.db).doubt();
  const request = new Request(`http://passerelle.test/donnees/lieux.${format}${query}`, { headers });
  return venueFile(fresh.services, request, format);
};
const rowsOf = async (fresh: FreshDatabase, query = '') => (await (await ask(fresh, 'json', query)).json()) as Row[];

describe('the venues of the demonstration, all 687', () => {
  it('are each accepted by the official library, and lose nothing in it', async () => {
    const rows = await rowsOf(demo);
    expect(rows).toHaveLength(687);
    const refused = rows.flatMap((row) => {
      try {
        const read = fromSchemaLieuDeMediationNumerique(row as never);
        return read.id === row.id && read.nom === row.nom ? [] : [[row.id, 'changed']];
      } catch (error) {
        return [[row.id, String(error)]];
      }
    });
    expect(refused).toEqual([]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(687);
  });

  const schemaFile = new URL('../../../../shared/data/schema/schema-v1.0.2.json', import.meta.url);
  const schemaPath = [
    schemaFile,
    new URL('../../../../../shared/data/schema/schema-v1.0.2.json', import.meta.url),
  ].find((f) => existsSync(f));
  if (schemaPath === undefined) console.warn('Skipped: the published schema v1.0.2 is not on this machine.');
  it.skipIf(schemaPath === undefined)('fit the published table schema, field by field', async () => {
    const { fields } = JSON.parse(readFileSync(schemaPath as URL, 'utf8')) as {
      fields: { name: string; constraints?: { required?: boolean; pattern?: string; maxLength?: number } }[];
    };
    expect(fields.map(({ name }) => name)).toEqual([...V1_FIELDS]);
    const wrong = (await rowsOf(demo)).flatMap((row) =>
      fields.flatMap(({ name, constraints }) => {
        const value = row[name];
        if (value === undefined) return constraints?.required === true ? [[row.id, name, 'absent']] : [];
        const text = String(value);
        const long = constraints?.maxLength !== undefined && text.length > constraints.maxLength;
        const unlike = constraints?.pattern !== undefined && !new RegExp(constraints.pattern, 'u').test(text);
        return long || unlike ? [[row.id, name, text]] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('say the same in CSV, JSON and GeoJSON', async () => {
    const rows = await rowsOf(demo);
    const csv = await (await ask(demo, 'csv')).text();
    const lines = parse(csv, { columns: true }) as Record<string, string>[];
    expect(csv.split('\r\n', 1)).toEqual([V1_FIELDS.join(',')]);
    const plain = (row: Row) => Object.fromEntries(V1_FIELDS.map((field) => [field, String(row[field] ?? '')]));
    // What a spreadsheet could compute has an apostrophe before it in the CSV, and only there.
    const bare = (row: Record<string, string>) =>
      Object.fromEntries(Object.entries(row).map(([field, value]) => [field, value.replace(/^'(?=[=+\-@\t\r])/, '')]));
    expect(lines.map(bare)).toEqual(rows.map(plain));
    const { features } = (await (await ask(demo, 'geojson')).json()) as {
      features: { id: string; geometry: { coordinates: number[] } | null; properties: { nom: string } }[];
    };
    expect(features.map(({ id, geometry, properties }) => [id, properties.nom, geometry?.coordinates])).toEqual(
      rows.map(({ id, nom, latitude, longitude }) => [
        id,
        nom,
        latitude === undefined ? undefined : [longitude, latitude],
      ]),
    );
  });

  it('say where passes are taken, in a way that reads back', async () => {
    const rows = await rowsOf(demo);
    const withPass = rows.filter(({ autres_formations_labels: labels }) => /pass num/i.test(String(labels ?? '')));
    const [counted] = await demo.db.read((tx) =>
      tx.execute<{
        n: number;
      }>(sql`select count(*)::int as n from venue v where accepts_pass or exists (select 1 from org_label l
        where l.org_id = v.org_id and current_date between l.starts_on and coalesce(l.ends_on, 'infinity'))`),
    );
    expect(withPass.length).toBe(counted?.n);
    expect(withPass.length).toBeGreaterThan(0);
    for (const row of withPass) {
      expect(String(row.frais_a_charge).split('|')).toContain('Gratuit sous condition');
      expect(readRow(row)).toMatchObject({ kind: 'venue', acceptsPass: true });
    }
  });

  it('of a spreadsheet begin with the mark of UTF-8 and are cut by semicolons', async () => {
    const bytes = new Uint8Array(await (await ask(demo, 'csv', '?tableur=oui&commune=69266')).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = parse(Buffer.from(bytes), { columns: true, delimiter: ';', bom: true }) as Record<string, string>[];
    expect(new Set(lines.map(({ commune }) => commune))).toEqual(new Set(['Villeurbanne']));
  });

  it('are asked for by commune, département and territory', async () => {
    const of = async (query: string) => (await rowsOf(demo, query)).map(({ code_insee: code }) => String(code));
    expect(new Set(await of('?commune=69266,69029'))).toEqual(new Set(['69266', '69029']));
    const lyon = await of('?commune=69123');
    expect(lyon.length).toBeGreaterThan(2);
    expect(lyon.every((code) => /^69(123|38[1-9])$/.test(code))).toBe(true);
    const loire = await of('?departement=42');
    expect(loire.length).toBeGreaterThan(0);
    expect(loire.every((code) => code.startsWith('42'))).toBe(true);
    const [all, territory] = [await of(''), await of('?territoire=oui')];
    expect(territory.length).toBeLessThan(all.length);
    expect(await of('?commune=01001')).toEqual([]);
  });

  it.each([
    'depuis=hier',
    'depuis=2026-02-30',
    'depuis=2026-11-25T08:00',
    'commune=Lyon',
    'departement=693',
    'tableur=peut-%C3%AAtre',
  ])('refuse what they cannot read: ?%s', async (query) => {
    const refused = await ask(demo, 'csv', `?${query}`).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect((refused as Problem).wrong).toMatchObject([{ parametre: query.split('=')[0], message: /^Écrivez/ }]);
  });
});

describe('what changed since', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    fresh = await freshDatabase();
  });
  afterAll(() => fresh.close());

  const idsSince = async (at: Date) => (await rowsOf(fresh, `?depuis=${at.toISOString()}`)).map(({ id }) => id);
  const pause = () => new Promise((done) => setTimeout(done, 20));

  it('a file written in many batches has each venue once, in order, and nothing between', async () => {
    await fresh.db.transaction(async (tx) => {
      for (let i = 0; i < 1001; i += 1) await createVenue(tx, { name: `Lieu ${i}` });
    });
    const ids = (await rowsOf(fresh)).map(({ id }) => String(id));
    expect(ids).toHaveLength(1001);
    expect(ids).toEqual([...new Set(ids)].sort());
    const { features } = (await (await ask(fresh, 'geojson')).json()) as { features: unknown[] };
    expect(features).toHaveLength(1001);
    await fresh.db.transaction((tx) => tx.delete(venue));
    expect(await rowsOf(fresh)).toEqual([]);
  });

  it('a change of a venue, by whatever way it is written', async () => {
    const { id } = await fresh.db.transaction((tx) => createVenue(tx));
    await pause();
    const before = new Date();
    expect(await idsSince(before)).toEqual([]);
    await pause();
    await fresh.db.transaction((tx) => tx.update(venue).set({ phone: '+33478000000' }).where(eq(venue.id, id)));
    expect(await idsSince(before)).toEqual([id]);
  });

  it('a label that begins or ends changes the fees, and is a change', async () => {
    const { services } = fresh;
    const orgId = services.newId();
    const { id } = await fresh.db.transaction(async (tx) => {
      await tx.insert(venueOrg).values({ id: orgId, name: 'Association', createdAt: new Date() });
      return createVenue(tx, { orgId });
    });
    const tag = async () => (await ask(fresh, 'csv')).headers.get('ETag');
    const [before, without] = [new Date(), await tag()];
    expect(await idsSince(before)).toEqual([]);
    await pause();
    await fresh.owner.transaction((tx) =>
      tx.insert(orgLabel).values({ id: services.newId(), orgId, startsOn: '2026-01-01', createdAt: new Date() }),
    );
    expect(await idsSince(before)).toEqual([id]);
    expect(await tag()).not.toBe(without);
    const [row] = (await rowsOf(fresh)).filter((one) => one.id === id);
    expect(row).toMatchObject({ frais_a_charge: 'Gratuit sous condition', autres_formations_labels: 'Pass numérique' });
  });

  it('a removed venue is remembered, with the moment', async () => {
    const before = new Date();
    const { id } = await fresh.db.transaction((tx) => createVenue(tx));
    await fresh.db.transaction((tx) => tx.delete(venue).where(eq(venue.id, id)));
    const url = `http://passerelle.test/donnees/lieux-retires.json?depuis=${before.toISOString()}`;
    const gone = (await (await removedVenues(fresh.services, new Request(url))).json()) as Row[];
    expect(gone).toEqual([{ id, retire_le: expect.stringMatching(/^2/) as string, remplace_par: null }]);
  });

  it('nothing changed: 304 by tag or by date; something did: the file', async () => {
    const first = await ask(fresh, 'json');
    const tag = first.headers.get('ETag') ?? '';
    const date = first.headers.get('Last-Modified') ?? '';
    expect((await ask(fresh, 'json', '', { 'If-None-Match': tag })).status).toBe(304);
    expect((await ask(fresh, 'json', '', { 'If-Modified-Since': date })).status).toBe(304);
    expect((await ask(fresh, 'csv', '', { 'If-None-Match': tag })).status).toBe(200);
    await fresh.db.transaction((tx) => createVenue(tx, { updatedAt: new Date() }));
    expect((await ask(fresh, 'json', '', { 'If-None-Match': tag })).status).toBe(200);
  });
});
